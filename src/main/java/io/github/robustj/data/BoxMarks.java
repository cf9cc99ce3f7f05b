package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What a file says about the objects in an image, before that image is opened.
 *
 * @param objects as they were drawn, not checked
 * @param relative whether edges are shares of the image's width and height, not pixels
 * @param width,height of the image in pixels as the file has it; 0 if it does not say
 */
public record BoxMarks(List<BoxedObject> objects, boolean relative, int width, int height) {

  public BoxMarks {
    objects = List.copyOf(objects);
  }

  /**
   * Whether edges that are called pixels are shares of the images' width and height: all of them
   * lie in 0 to 1, and not all at the corners of a pixel. An image has no boxes below a pixel.
   */
  public static boolean areShares(Collection<BoxMarks> all) {
    boolean fraction = false;
    for (BoxMarks marks : all)
      for (BoxedObject object : marks.objects) {
        if (marks.relative || !isWithin01(object.box())) return false;
        fraction |= !isWhole(object.box());
      }
    return fraction;
  }

  private static boolean isWithin01(Box box) {
    return DoubleStream.of(box.left(), box.top(), box.right(), box.bottom())
        .allMatch(edge -> edge >= 0 && edge <= 1);
  }

  private static boolean isWhole(Box box) {
    return DoubleStream.of(box.left(), box.top(), box.right(), box.bottom())
        .allMatch(edge -> edge == Math.rint(edge));
  }

  /** The same numbers as shares of the image's width and height. */
  public BoxMarks asShares() {
    return new BoxMarks(objects, true, width, height);
  }

  /** In pixels of an image of unknown size. */
  public static BoxMarks pixels(List<BoxedObject> objects) {
    return new BoxMarks(objects, false, 0, 0);
  }

  /**
   * The objects in pixels of the opened image.
   *
   * @param source the file that the boxes stand in, for the message
   * @throws RobustJException if the boxes were drawn in an image of another size
   */
  public BoxCheck in(Image image, Object source) {
    boolean known = width > 0 && height > 0;
    if (known && (width != image.width() || height != image.height()))
      throw new RobustJException(
          "%s is about an image %s of %d x %d pixels, but that has %d x %d; use the image that was annotated."
              .formatted(source, image.name(), width, height, image.width(), image.height()));
    double factorX = relative ? image.width() : 1;
    double factorY = relative ? image.height() : 1;
    List<BoxedObject> inPixels =
        objects.stream().map(o -> o.at(o.box().scaled(factorX, factorY))).toList();
    return BoxCheck.of(inPixels, image.width(), image.height());
  }
}
