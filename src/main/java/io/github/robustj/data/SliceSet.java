package io.github.robustj.data;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Annotated slices in memory, cut to patches of one size. */
public final class SliceSet implements TrainingData {

  private final int height;
  private final int width;
  private final Augmentation augmentation;
  private final List<Slice> slices;

  private SliceSet(int height, int width, Augmentation augmentation, List<Slice> slices) {
    this.height = height;
    this.width = width;
    this.augmentation = augmentation;
    this.slices = List.copyOf(slices);
  }

  /** Collects slices case by case, until their sizes tell which patch fits. */
  public static final class Builder {

    private final List<Slice> slices = new ArrayList<>();
    private final MirrorPairs pairs;

    /** Of targets that stay what they are in a mirrored image. */
    public Builder() {
      this(MirrorPairs.NONE);
    }

    /**
     * @param pairs of landmarks that change sides in a mirrored image
     */
    public Builder(MirrorPairs pairs) {
      this.pairs = pairs;
    }

    /**
     * Adds all slices of a case.
     *
     * @param images {@code [slice, y, x, channel]}, normalised
     * @param targets class indices {@code [slice, y, x, 1]}, or rows {@code [slice, row, column]}
     *     with the columns of {@link PointRow} or {@link BoxRow}
     */
    public void add(Tensor images, Tensor targets, Bounds bounds) {
      for (int z = 0; z < images.samples(); z++) {
        float[] image = images.slice(z, z + 1).data();
        slices.add(
            new Slice(
                images.shape(1),
                images.shape(2),
                images.shape(3),
                image,
                Targets.of(targets, z, pairs),
                bounds));
      }
    }

    public List<Integer> heights() {
      return slices.stream().map(Slice::height).toList();
    }

    public List<Integer> widths() {
      return slices.stream().map(Slice::width).toList();
    }

    /**
     * @param height {@code width} of the patches in pixels
     */
    public SliceSet build(int height, int width, Augmentation augmentation) {
      return new SliceSet(height, width, augmentation, slices);
    }
  }

  @Override
  public int size() {
    return slices.size();
  }

  @Override
  public Batch plain(int... indices) {
    return batch(
        indices,
        slice ->
            Augmenter.Patch.of(slice, Placement.centered(slice, height, width), height, width));
  }

  @Override
  public Batch augmented(int[] indices, RandomGenerator random) {
    Augmenter augmenter = new Augmenter(augmentation, random);
    return batch(indices, slice -> augmenter.patch(slice, height, width));
  }

  /** A sample as it is, in its own size: what a prediction sees. */
  public Batch whole(int index) {
    Slice slice = slices.get(index);
    SliceSet alone = new SliceSet(slice.height(), slice.width(), augmentation, List.of(slice));
    Batch plain = alone.plain(0);
    return new Batch(new int[] {index}, plain.images(), plain.targets(), plain.bounds());
  }

  private interface Cut {
    Augmenter.Patch patch(Slice slice);
  }

  private Batch batch(int[] indices, Cut cut) {
    int channels = slices.get(0).channels();
    List<Augmenter.Patch> patches = new ArrayList<>();
    for (int index : indices) patches.add(cut.patch(slices.get(index)));
    int longest = patches.stream().mapToInt(p -> p.targets().length).max().orElse(0);
    Tensor images = Tensor.zeros(indices.length, height, width, channels);
    Tensor targets =
        Tensor.zeros(slices.get(0).targets().shape(indices.length, height, width, longest));
    List<Bounds> bounds = new ArrayList<>();
    List<View> views = new ArrayList<>();
    for (int i = 0; i < indices.length; i++) {
      Augmenter.Patch patch = patches.get(i);
      System.arraycopy(
          patch.image(), 0, images.data(), i * images.sampleLength(), images.sampleLength());
      System.arraycopy(
          patch.targets(), 0, targets.data(), i * targets.sampleLength(), patch.targets().length);
      bounds.add(slices.get(indices[i]).bounds());
      views.add(patch.view());
    }
    return new Batch(indices, images, targets, bounds, views);
  }
}
