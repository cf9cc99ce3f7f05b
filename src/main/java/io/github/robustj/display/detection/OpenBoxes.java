package io.github.robustj.display.detection;

import ij.ImagePlus;
import ij.plugin.Duplicator;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.OpenData;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The open images with named rectangles on them, saved as a data set that a training reads. */
final class OpenBoxes {

  private static final String FILE = "boxes.csv";

  private OpenBoxes() {}

  /**
   * Writes {@code images/} and {@code boxes.csv}. The slices of a stack that have a box become
   * images of their own; images without any box are left out, since nobody may have looked at them.
   *
   * @throws io.github.robustj.error.RobustJException as {@link OpenData#write}, or if a box has no
   *     name
   */
  static void write(Path folder) {
    Map<ImagePlus, List<BoxedImage>> images = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (ImagePlus image : annotated()) {
      if (!names.add(OpenData.name(image))) throw OpenData.twice(image);
      images.put(image, slices(image));
    }
    List<BoxedImage> table =
        images.values().stream()
            .flatMap(List::stream)
            .filter(slice -> !slice.objects().isEmpty())
            .toList();
    OpenData.write(
        folder,
        FILE,
        into -> images.forEach((image, slices) -> write(into, image, slices)),
        file -> BoxReader.write(file, List.of(), table));
  }

  /** The slices of an image that have boxes. */
  private static void write(Path into, ImagePlus image, List<BoxedImage> slices) {
    for (int z = 0; z < slices.size(); z++)
      if (!slices.get(z).objects().isEmpty())
        ImageFiles.tiff(slice(image, z + 1), into.resolve(slices.get(z).name() + ".tif"));
  }

  private static List<ImagePlus> annotated() {
    return OpenData.images(
        image -> !DrawnBoxes.of(image).all().isEmpty(),
        "No open image has boxes on it; add rectangles named as their classes to the overlay of"
            + " each image with B, or leave open_images out.");
  }

  private static List<BoxedImage> slices(ImagePlus image) {
    Boxes drawn = DrawnBoxes.of(image);
    return BoxedImage.slices(OpenData.name(image), image.getWidth(), image.getHeight(), drawn);
  }

  /** One slice or, where there is only one, the frame of that number, with all its channels. */
  private static ImagePlus slice(ImagePlus image, int number) {
    int[] at = image.convertIndexToPosition((number - 1) * image.getNChannels() + 1);
    ImagePlus plain = OpenData.plain(image);
    if (image.getStackSize() == image.getNChannels()) return plain;
    return new Duplicator().run(plain, 1, image.getNChannels(), at[1], at[1], at[2], at[2]);
  }
}
