package io.github.robustj.tensor;

import java.util.Arrays;

/**
 * A dense, row-major array of floats whose first axis counts samples: images are {@code [sample, y,
 * x, channel]}, label maps {@code [sample, y, x, 1]}. The data is shared, not copied; whoever needs
 * a private array calls {@link #copy()}.
 */
public final class Tensor {

  private final float[] data;
  private final int[] shape;

  /**
   * @param data the values, row-major; kept, not copied
   * @param shape the lengths of the axes; their product is the length of {@code data}
   */
  public Tensor(float[] data, int... shape) {
    if (length(shape) != data.length)
      throw new IllegalArgumentException(
          data.length + " values do not fill a tensor of shape " + Arrays.toString(shape));
    this.data = data;
    this.shape = shape.clone();
  }

  /** A tensor of zeros. */
  public static Tensor zeros(int... shape) {
    return new Tensor(new float[length(shape)], shape);
  }

  /** The samples of the tensors, one after another; all tensors have the same shape per sample. */
  public static Tensor concat(Tensor... parts) {
    int samples = Arrays.stream(parts).mapToInt(Tensor::samples).sum();
    Tensor all = zeros(parts[0].shapeWith(samples));
    int position = 0;
    for (Tensor part : parts) {
      if (part.sampleLength() != all.sampleLength())
        throw new IllegalArgumentException("tensors of different sample shapes: " + part);
      System.arraycopy(part.data, 0, all.data, position, part.data.length);
      position += part.data.length;
    }
    return all;
  }

  /** The values themselves, row-major. */
  public float[] data() {
    return data;
  }

  public int[] shape() {
    return shape.clone();
  }

  /** The length of one axis. */
  public int shape(int axis) {
    return shape[axis];
  }

  public int samples() {
    return shape[0];
  }

  /** Number of values in one sample. */
  public int sampleLength() {
    return shape[0] == 0 ? 0 : data.length / shape[0];
  }

  public Tensor copy() {
    return new Tensor(data.clone(), shape);
  }

  /** A private copy of the samples {@code from <= i < to}. */
  public Tensor slice(int from, int to) {
    int n = sampleLength();
    return new Tensor(Arrays.copyOfRange(data, from * n, to * n), shapeWith(to - from));
  }

  /** A private copy of the chosen samples, in the given order. */
  public Tensor gather(int... samples) {
    Tensor chosen = zeros(shapeWith(samples.length));
    for (int i = 0; i < samples.length; i++) chosen.setSample(i, this, samples[i]);
    return chosen;
  }

  /** Overwrites sample {@code i} with sample {@code j} of a tensor of the same sample shape. */
  public void setSample(int i, Tensor source, int j) {
    int n = sampleLength();
    System.arraycopy(source.data, j * n, data, i * n, n);
  }

  public boolean hasShapeOf(Tensor other) {
    return Arrays.equals(shape, other.shape);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }

  private int[] shapeWith(int samples) {
    int[] changed = shape.clone();
    changed[0] = samples;
    return changed;
  }

  private static int length(int[] shape) {
    long product = 1;
    for (int n : shape) product *= n;
    if (product > Integer.MAX_VALUE - 8)
      throw new IllegalArgumentException(
          "a tensor of shape " + Arrays.toString(shape) + " is too large");
    return (int) product;
  }
}
