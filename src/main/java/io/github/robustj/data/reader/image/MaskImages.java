package io.github.robustj.data.reader.image;

import io.github.robustj.data.Alignment;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.FolderImages;
import io.github.robustj.data.reader.MemoryCheck;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Label maps from images and files, in every format of {@link ImageReader}. */
public final class MaskImages {

  private MaskImages() {}

  /**
   * @param source the file or title, for the message
   */
  public static Mask of(Image image, String source) {
    requireEqualChannels(image, source);
    int[] labels = new int[pixels(image, source)];
    Cursor<FloatType> cursor =
        Views.flatIterable(Views.hyperSlice(image.pixels(), 2, image.pixels().min(2))).cursor();
    for (int i = 0; i < labels.length; i++) labels[i] = label(cursor.next().get(), source);
    return new Mask(
        ArrayImgs.ints(labels, image.width(), image.height(), image.slices()), image.world());
  }

  private static int pixels(Image image, String source) {
    double pixels = (double) image.width() * image.height() * image.slices();
    if (pixels <= MemoryCheck.LARGEST_ARRAY) return (int) pixels;
    throw new RobustJException(
        "%s has %.0f pixels, but a label image can have %d at most where it is used as a whole; crop it."
            .formatted(source, pixels, MemoryCheck.LARGEST_ARRAY));
  }

  private static int label(float value, String source) {
    if (value >= 0 && value == Math.rint(value) && value < 1 << 24) return (int) value;
    throw new RobustJException(
        "%s has the pixel value %s, but a label image holds whole numbers from 0; check that it is a label image."
            .formatted(source, value));
  }

  /**
   * Label images are often saved as RGB with three equal channels; anything else in colour is no
   * label image.
   */
  private static void requireEqualChannels(Image image, String source) {
    RandomAccessibleInterval<FloatType> first = Views.hyperSlice(image.pixels(), 2, 0);
    for (int c = 1; c < image.channels(); c++) {
      Cursor<FloatType> other = Views.flatIterable(Views.hyperSlice(image.pixels(), 2, c)).cursor();
      for (FloatType pixel : Views.flatIterable(first))
        if (pixel.get() != other.next().get())
          throw new RobustJException(
              "%s is a colour image, but a label image has one number per pixel; save the labels as 8 or 16 bit."
                  .formatted(source));
    }
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the file cannot be read, or holds something
   *     else than whole numbers from 0
   */
  public static Mask read(Path file) {
    return of(ImageReader.read(file, Role.LABELS), file.toString());
  }

  /**
   * The mask of a case, which lies on the image of the case.
   *
   * @param place one file for all cases, or a folder with a file per case that has the case's name
   * @throws RobustJException if there is no file for the case, there are several, it cannot be
   *     read, or it lies elsewhere in the world
   */
  public static Mask of(Path place, String name, Path image) {
    List<Path> found =
        !Files.isDirectory(place) || FolderImages.is(place)
            ? List.of(place)
            : FolderFiles.visible(place).stream()
                .filter(f -> Names.isImage(f) && Names.stem(f).equals(name))
                .toList();
    if (found.size() != 1)
      throw new RobustJException(
          "The folder %s has %d label images for the case %s, but one was expected, with the case's name; add or remove one."
              .formatted(place, found.size(), name));
    Mask mask = read(found.get(0));
    Alignment.requireOn(name, ImageReader.world(image), mask, "The mask in " + place);
    return mask;
  }
}
