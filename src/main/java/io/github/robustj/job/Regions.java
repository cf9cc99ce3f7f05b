package io.github.robustj.job;

import io.github.robustj.attack.Region;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.integer.IntType;

/** Regions that an attack may change, from label images. */
final class Regions {

  private Regions() {}

  /**
   * The pixels whose label is not 0. A mask of another size is stretched over the images, each
   * pixel taking the label it falls on; one of a single slice holds for all.
   *
   * @param mask with a single slice, or as many as there are images
   * @param images {@code [slice, y, x, channel]}
   * @param what the region, as a sentence begins with it
   * @throws RobustJException if no pixel may change: the model would look robust
   */
  static Region of(Mask mask, Tensor images, String what) {
    int height = images.shape(1);
    int width = images.shape(2);
    boolean[] inside = new boolean[images.samples() * height * width];
    RandomAccess<IntType> label = mask.labels().randomAccess();
    boolean single = mask.labels().dimension(2) == 1;
    for (int p = 0; p < inside.length; p++) {
      int slice = single ? 0 : p / (height * width);
      label.setPosition(place(mask, 0, p % width, width), 0);
      label.setPosition(place(mask, 1, p / width % height, height), 1);
      label.setPosition(mask.labels().min(2) + slice, 2);
      inside[p] = label.get().get() != 0;
    }
    requireAny(inside, what);
    return new Region(inside);
  }

  /**
   * @param region with as many slices as the image, or one for all of them
   * @throws RobustJException if it does not lie on the image
   */
  static void requireOn(Image image, Mask region) {
    boolean forAll = region.labels().dimension(2) == 1 && image.slices() > 1;
    if (!forAll) region.requireSize("The region", image);
    else
      region.requireSize("The region", "image " + image.name(), image.width(), image.height(), 1);
  }

  private static void requireAny(boolean[] inside, String what) {
    for (boolean pixel : inside) if (pixel) return;
    throw new RobustJException(
        "%s has no pixel above 0 where the network sees one, so that nothing may change; draw a larger one, or leave out region."
            .formatted(what));
  }

  private static long place(Mask mask, int axis, int pixel, int pixels) {
    long length = mask.labels().dimension(axis);
    return mask.labels().min(axis) + (long) ((pixel + .5) * length / pixels);
  }
}
