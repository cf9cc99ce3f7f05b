package io.github.robustj.corruption;

import io.github.robustj.data.Batch;
import io.github.robustj.data.Image;
import io.github.robustj.data.TensorImages;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Training samples of which three in ten are corrupted after the other augmentation, each by one of
 * the corruptions, all of the same chance, in a severity of 1 to 3. Patches are normalised already:
 * shares are of the patch's range, and what counts from no signal counts from the patch's least
 * value. Intensities stay within the sample's bounds; targets stay as they are.
 *
 * @param corruptions at least one, each for any number of channels
 */
public record CorruptedData(TrainingData data, List<Corruption> corruptions)
    implements TrainingData {

  private static final double PROBABILITY = .3;
  private static final int MOST_SEVERE = 3;

  /** The data themselves if there is no corruption. */
  public static TrainingData of(TrainingData data, List<String> corruptions) {
    if (corruptions.isEmpty()) return data;
    return new CorruptedData(data, corruptions.stream().map(Corruptions::named).toList());
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Batch plain(int... indices) {
    return data.plain(indices);
  }

  @Override
  public Batch augmented(int[] indices, RandomGenerator random) {
    Batch batch = data.augmented(indices, random);
    Tensor images = batch.images().copy();
    for (int i = 0; i < images.samples(); i++)
      if (random.nextDouble() < PROBABILITY)
        images.setSample(i, corrupted(images.slice(i, i + 1), batch.bounds().get(i), random), 0);
    return new Batch(batch.indices(), images, batch.targets(), batch.bounds(), batch.views());
  }

  private Tensor corrupted(Tensor patch, Bounds bounds, RandomGenerator random) {
    Corruption corruption = corruptions.get(random.nextInt(corruptions.size()));
    int severity = 1 + random.nextInt(MOST_SEVERE);
    Image worse = corruption.apply(TensorImages.image("sample", patch), severity, random);
    Tensor result = TensorImages.tensor(worse);
    int channels = result.shape(3);
    for (int k = 0; k < result.data().length; k++)
      result.data()[k] = bounds.clip(result.data()[k], k % channels);
    return result;
  }
}
