package io.github.robustj.display;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.AtomicFiles.IOConsumer;
import io.github.robustj.file.OutputLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The open images and what is drawn on them, saved as a data set that a training reads. */
public final class OpenData {

  private static final String IMAGES = "images";

  private OpenData() {}

  /**
   * Writes {@code images/} and the table beside it, both or neither.
   *
   * @param images fills a folder; then the table can be written
   * @throws RobustJException if either is there already, or cannot be written
   */
  public static void write(
      Path folder, String table, IOConsumer<Path> images, Consumer<Path> rows) {
    Path place = folder.resolve(IMAGES);
    try (OutputLock lock = OutputLock.on(place)) {
      AtomicFiles.recover(place);
      requireFree(folder, IMAGES, table);
      AtomicFiles.directory(place, images);
      try {
        rows.accept(folder.resolve(table));
      } catch (RuntimeException | Error e) {
        AtomicFiles.remove(place, e);
        throw e;
      }
    }
  }

  /** What a training would take for a data set of this or an earlier time. */
  private static void requireFree(Path folder, String... names) {
    for (String name : names)
      if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS))
        throw new RobustJException(
            "The open images cannot be saved into %s, which has %s already; give an empty folder as data, or leave open_images out."
                .formatted(folder, name));
  }

  /**
   * The open images of a kind.
   *
   * @param otherwise what is said if there is none
   */
  public static List<ImagePlus> images(Predicate<ImagePlus> annotated, String otherwise) {
    int[] ids = WindowManager.getIDList();
    List<ImagePlus> images =
        ids == null
            ? List.of()
            : Arrays.stream(ids)
                .mapToObj(WindowManager::getImage)
                .filter(Objects::nonNull)
                .filter(annotated)
                .toList();
    if (images.isEmpty()) throw new RobustJException(otherwise);
    return images;
  }

  /** The image's title as a file's name, without extension. */
  public static String name(ImagePlus image) {
    return Names.stem(Path.of(image.getTitle().replaceAll("[\\\\/:*?\"<>|,\\s\\x00]+", "_")));
  }

  public static RobustJException twice(ImagePlus image) {
    return new RobustJException(
        "Two open images are called %s; rename one of them.".formatted(image.getTitle()));
  }

  /** A copy of the pixels with their calibration, without anything drawn. */
  public static ImagePlus plain(ImagePlus image) {
    ImagePlus copy = image.duplicate();
    copy.setOverlay(null);
    copy.deleteRoi();
    return copy;
  }
}
