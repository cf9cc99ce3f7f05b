package io.github.robustj.task.segmentation;

import io.github.robustj.data.StoredPixels;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** The probabilities of all classes but the first, the background, pixel by pixel. */
final class ProbabilityPlanes {

  private final int width;
  private final int height;
  private final int slices;

  /** Of each slice one for each class. */
  private final List<float[]> planes;

  /** Pixels so far. */
  private int read;

  ProbabilityPlanes(int classes, int width, int height, int slices) {
    this.width = width;
    this.height = height;
    this.slices = slices;
    planes =
        IntStream.range(0, slices * (classes - 1))
            .mapToObj(i -> new float[width * height])
            .toList();
  }

  /**
   * @param probabilities of the next pixels, {@code [slice, y, x, class]}
   */
  void add(Tensor probabilities) {
    int classes = probabilities.shape(3);
    float[] p = probabilities.data();
    for (int i = 0; i < p.length; i += classes, read++) {
      int first = read / (width * height) * (classes - 1);
      int at = read % (width * height);
      for (int c = 1; c < classes; c++) planes.get(first + c - 1)[at] = p[i + c];
    }
  }

  /** What was read, axes x, y, class, slice. */
  RandomAccessibleInterval<FloatType> pixels() {
    List<StoredPixels> stored =
        planes.stream().<StoredPixels>map(StoredPixels.Floats::new).toList();
    return StoredPixels.image(stored, width, height, planes.size() / slices, slices);
  }
}
