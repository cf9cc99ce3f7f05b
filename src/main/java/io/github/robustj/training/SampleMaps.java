package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.data.View;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a method remembers of every pixel of every training sample, in the sample's own pixels: a
 * batch shows them cropped, turned and mirrored anew each time. Takes as much memory as the
 * training images, times the channels of the map over those of the images.
 */
final class SampleMaps {

  /** As many numbers as one array of a checkpoint holds: its bytes are one array, too. */
  private static final long MOST = (Integer.MAX_VALUE - 1024) / Float.BYTES;

  /** A float counts up to 2^24 only, so that a length is two numbers. */
  private static final int DIGIT = 1 << 16;

  private final String name;
  private long total;
  private float[][] maps = new float[0][];

  /**
   * @param name of the maps in a checkpoint
   */
  SampleMaps(String name) {
    this.name = name;
  }

  /**
   * Makes room for the samples of the training.
   *
   * @throws RobustJException if maps of another number of samples were restored
   */
  void require(int samples) {
    if (maps.length == 0) maps = new float[samples][];
    if (maps.length == samples) return;
    throw new RobustJException(
        "The checkpoint holds '%s' of %d training slices but there are %d; resume with the same data, or train anew into another folder."
            .formatted(name, maps.length, samples));
  }

  boolean knows(int sample) {
    return maps[sample] != null;
  }

  /**
   * The maps at the pixels of a batch, linearly interpolated.
   *
   * @param otherwise what stands where nothing is remembered; changed in place
   */
  Tensor at(Batch batch, Tensor otherwise) {
    for (int i = 0; i < otherwise.samples(); i++) {
      float[] map = maps[batch.indices()[i]];
      if (map == null) continue;
      View view = view(batch, otherwise, i);
      requireSize(map, view, otherwise.shape(3));
      view.cut(map, otherwise, i);
    }
    return otherwise;
  }

  /**
   * Makes the maps {@code keep} of what they were plus the rest of this, where a batch shows it.
   */
  void blend(Batch batch, Tensor patches, double keep) {
    for (int i = 0; i < patches.samples(); i++) {
      View view = view(batch, patches, i);
      int sample = batch.indices()[i];
      if (maps[sample] == null)
        maps[sample] = unknown(view.height() * view.width() * patches.shape(3));
      requireSize(maps[sample], view, patches.shape(3));
      view.blend(maps[sample], patches, i, (float) keep);
    }
  }

  /** Maps that were restored may be those of other slices. */
  private void requireSize(float[] map, View view, int channels) {
    if (map.length == view.height() * view.width() * channels) return;
    throw new RobustJException(
        "The checkpoint's '%s' has %d numbers for a training slice of %d x %d pixels with %d; resume with the same data and network, or train anew into another folder."
            .formatted(name, map.length, view.width(), view.height(), channels));
  }

  /** Where outputs are coarser than the images, so are the maps. */
  private static View view(Batch batch, Tensor patches, int sample) {
    int stride = batch.images().shape(1) / patches.shape(1);
    View view = batch.views().get(sample);
    return stride == 1 ? view : view.coarser(stride);
  }

  private float[] unknown(int length) {
    total += length;
    if (total > MOST)
      throw new RobustJException(
          "The method would remember more than %d numbers of the training slices ('%s'); use fewer or smaller slices, or a method that remembers none."
              .formatted(MOST, name));
    float[] map = new float[length];
    Arrays.fill(map, Float.NaN);
    return map;
  }

  /**
   * Their lengths, {@code [sample, 2]}: how many times 65536, and the rest; 0 where there is none.
   * And their values one after another.
   */
  Map<String, Tensor> state() {
    float[] lengths = new float[2 * maps.length];
    float[] values = new float[(int) total];
    int position = 0;
    for (int i = 0; i < maps.length; i++) {
      if (maps[i] == null) continue;
      lengths[2 * i] = maps[i].length / DIGIT;
      lengths[2 * i + 1] = maps[i].length % DIGIT;
      System.arraycopy(maps[i], 0, values, position, maps[i].length);
      position += maps[i].length;
    }
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put(name + "_lengths", new Tensor(lengths, maps.length, 2));
    state.put(name, new Tensor(values, values.length));
    return state;
  }

  /** Whether the state holds maps of this name. */
  boolean isIn(Map<String, Tensor> state) {
    return state.containsKey(name) && state.containsKey(name + "_lengths");
  }

  /**
   * Continues where {@link #state()} was taken; checkpoints of before have one number per length.
   *
   * @throws RobustJException if the lengths do not add up to the values
   * @throws IllegalArgumentException if there is a length that is none, or an infinite value
   */
  void restore(Map<String, Tensor> state) {
    String key = name + "_lengths";
    int[] lengths =
        lengths(Checkpoint.array(state, key, v -> v >= 0 && v <= MOST && v == Math.rint(v)));
    Checkpoint.requireAll(state.get(name), name, v -> !Double.isInfinite(v));
    float[] values = state.get(name).data();
    if (Arrays.stream(lengths).asLongStream().sum() != values.length)
      throw new RobustJException(
          "The checkpoint's '%s' is damaged, or too large for the version that wrote it: %d numbers do not make maps of the lengths beside them; train anew into another folder."
              .formatted(name, values.length));
    maps = new float[lengths.length][];
    total = values.length;
    int position = 0;
    for (int i = 0; i < maps.length; i++) {
      if (lengths[i] == 0) continue;
      maps[i] = Arrays.copyOfRange(values, position, position + lengths[i]);
      position += maps[i].length;
    }
  }

  private static int[] lengths(Tensor kept) {
    float[] numbers = kept.data();
    int digits = kept.shape().length;
    int[] lengths = new int[numbers.length / digits];
    for (int i = 0; i < lengths.length; i++)
      lengths[i] =
          digits == 1 ? (int) numbers[i] : (int) numbers[2 * i] * DIGIT + (int) numbers[2 * i + 1];
    return lengths;
  }
}
