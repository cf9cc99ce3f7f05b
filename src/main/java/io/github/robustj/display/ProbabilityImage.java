package io.github.robustj.display;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import io.github.robustj.data.Image;
import io.github.robustj.task.Prediction;
import java.awt.Color;
import java.util.stream.IntStream;

/** The probabilities of the classes of a mask as ImageJ image. */
public final class ProbabilityImage {

  private ProbabilityImage() {}

  /**
   * Titled {@code <image>-probability}, in 32 bit, shown from 0, black, to 1, white: a channel for
   * each class but the background, whose slices have its name.
   *
   * @param probabilities of the prediction
   */
  public static ImagePlus of(Prediction.Masks seen, Image probabilities) {
    ImagePlus stack = Images.stack(seen.image() + "-probability", probabilities);
    int channels = probabilities.channels();
    LUT[] luts =
        IntStream.range(0, channels)
            .mapToObj(c -> LUT.createLutFromColor(Color.WHITE))
            .toArray(LUT[]::new);
    for (LUT lut : luts) lut.max = 1;
    ImagePlus shown = Images.colored(stack, luts, CompositeImage.GRAYSCALE);
    // Only now: a look-up table takes the label of a single slice away.
    ImageStack slices = shown.getStack();
    for (int i = 0; i < slices.size(); i++)
      slices.setSliceLabel(seen.classes().get(1 + i % channels).name(), i + 1);
    return shown;
  }
}
