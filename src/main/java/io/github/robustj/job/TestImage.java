package io.github.robustj.job;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.TensorImages;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.packaging.bioimage.NewPackage;
import io.github.robustj.packaging.bioimage.Postprocessing;
import io.github.robustj.tensor.Tensor;
import net.imglib2.view.Views;

/**
 * The middle of an image as a network takes it, for a package's test.
 *
 * @param image one slice at the network's resolution, in its own intensities, without a name
 */
record TestImage(Image image) {

  /** Longest side in pixels: enough to see that a network computes as it did. */
  static final int MOST = 512;

  /**
   * @param seen one slice at the network's resolution
   * @param whole whether it must not be cut
   * @throws RobustJException if it is smaller than the network takes
   */
  static TestImage of(Image seen, NewPackage.Input input, boolean whole) {
    int most = whole ? Integer.MAX_VALUE : MOST;
    int width = side(seen, seen.width(), input.width(), input, most);
    int height = side(seen, seen.height(), input.height(), input, most);
    long left = (seen.width() - width) / 2;
    long top = (seen.height() - height) / 2;
    Image cut =
        new Image(
            "test",
            Views.zeroMin(
                Views.interval(
                    seen.pixels(),
                    new long[] {left, top, 0, 0},
                    new long[] {left + width - 1, top + height - 1, seen.channels() - 1, 0})),
            Calibration.PIXELS);
    return new TestImage(cut);
  }

  private static int side(Image seen, int pixels, int fixed, NewPackage.Input input, int most) {
    int side = fixed > 0 ? fixed : Math.min(pixels, most) / input.step() * input.step();
    if (0 < side && side <= pixels) return side;
    throw new RobustJException(
        "The test image has %d x %d pixels at the network's resolution, which takes %s; choose a larger one."
            .formatted(
                seen.width(),
                seen.height(),
                fixed > 0
                    ? "%d x %d".formatted(input.width(), input.height())
                    : "at least %1$d x %1$d".formatted(input.step())));
  }

  /**
   * What a package's user gets.
   *
   * @param activation of all channels together
   */
  NewPackage.Test test(
      DifferentiableModel network, Normalization normalization, Activation activation) {
    Tensor normalized = Preprocessing.images(image, Normalizer.fit(image, normalization));
    return new NewPackage.Test(
        TensorImages.tensor(image), activated(network.predict(normalized), activation));
  }

  static Tensor activated(Tensor outputs, Activation activation) {
    Tensor answer = outputs.copy();
    int channels = outputs.shape(3);
    for (int from = 0; from < answer.data().length; from += channels) {
      double[] numbers = new double[channels];
      for (int c = 0; c < channels; c++) numbers[c] = answer.data()[from + c];
      if (activation == Activation.SOFTMAX) Postprocessing.softmax(numbers);
      for (int c = 0; c < channels; c++)
        answer.data()[from + c] =
            (float)
                (activation == Activation.SIGMOID ? 1 / (1 + Math.exp(-numbers[c])) : numbers[c]);
    }
    return answer;
  }
}
