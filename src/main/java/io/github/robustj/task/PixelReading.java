package io.github.robustj.task;

import io.github.robustj.data.LabelClass;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/** Reads label values and their probabilities from the outputs of a network, pixel by pixel. */
public interface PixelReading {

  /** Takes a pixel. */
  @FunctionalInterface
  interface Pixels {

    /**
     * @param index of the pixel's class in the list of classes
     * @param value of its class
     * @param score probability of that, 0 to 1
     */
    void take(int index, int value, float score);
  }

  /** In the order of the outputs. */
  List<LabelClass> classes();

  /**
   * The class of each pixel.
   *
   * @param outputs {@code [slice, y, x, class]}
   * @throws io.github.robustj.error.RobustJException if there are not as many channels as classes,
   *     or an output is NaN or infinite
   */
  void read(Tensor outputs, Pixels pixels);
}
