package io.github.robustj;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** ImgLib2 images of scripts as ours: views, not copies. */
final class ScriptImages {

  private ScriptImages() {}

  /**
   * @param axes {@code xy}, {@code xyz}, {@code xyc}, {@code xycz}, or {@code auto}: the one of two
   *     or three axes without channels, or {@code xycz} for four
   */
  static Image image(RandomAccessibleInterval<? extends RealType<?>> image, String axes) {
    int n = image.numDimensions();
    String order = axes.equals("auto") ? automatic(n) : axes;
    if (order.length() != n)
      throw new RobustJException(
          "The image has %d axes but the option axes is %s; give xy, xyz, xyc or xycz."
              .formatted(n, order));
    RandomAccessibleInterval<FloatType> floats = floats(image);
    RandomAccessibleInterval<FloatType> four =
        switch (order) {
          case "xy" -> Views.addDimension(Views.addDimension(floats, 0, 0), 0, 0);
          case "xyz" -> Views.moveAxis(Views.addDimension(floats, 0, 0), 3, 2);
          case "xyc" -> Views.addDimension(floats, 0, 0);
          default -> floats;
        };
    Image ours = new Image("image", Views.zeroMin(four), Calibration.PIXELS);
    ours.requireNumbers("The image");
    return ours;
  }

  static Mask mask(RandomAccessibleInterval<? extends RealType<?>> labels) {
    RandomAccessibleInterval<IntType> values = integers(labels);
    boolean flat = labels.numDimensions() == 2;
    return new Mask(Views.zeroMin(flat ? Views.addDimension(values, 0, 0) : values));
  }

  private static String automatic(int axes) {
    return switch (axes) {
      case 2 -> "xy";
      case 3 -> "xyz";
      case 4 -> "xycz";
      default ->
          throw new RobustJException(
              "The image has %d axes, but 2 to 4 were expected; give one image, without time."
                  .formatted(axes));
    };
  }

  private static <T extends RealType<?>> RandomAccessibleInterval<FloatType> floats(
      RandomAccessibleInterval<T> image) {
    return Converters.convert(image, (in, out) -> out.set(in.getRealFloat()), new FloatType());
  }

  private static <T extends RealType<?>> RandomAccessibleInterval<IntType> integers(
      RandomAccessibleInterval<T> labels) {
    return Converters.convert(
        labels, (in, out) -> out.set(label(in.getRealDouble())), new IntType());
  }

  private static int label(double value) {
    if (value >= 0 && value == Math.rint(value) && value < 1 << 24) return (int) value;
    throw new RobustJException(
        "The truth has the pixel value %s, but a label image holds whole numbers from 0; check that it is a label image."
            .formatted(value));
  }
}
