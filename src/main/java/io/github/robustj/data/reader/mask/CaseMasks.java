package io.github.robustj.data.reader.mask;

import io.github.robustj.data.Alignment;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Label images for the cases of a data set: one file for all of them, or a folder with a file per
 * case that has the case's name.
 */
public record CaseMasks(Path place) {

  /**
   * The mask of a case, which lies on the image of the case.
   *
   * @throws RobustJException as {@link #of(String)}, or if it lies elsewhere in the world
   */
  public Mask of(String name, Path image) {
    Mask mask = of(name);
    Alignment.requireOn(name, ImageReader.world(image), mask, "The mask in " + place);
    return mask;
  }

  /**
   * @throws RobustJException if there is no file for the case, there are several, or it cannot be
   *     read
   */
  private Mask of(String name) {
    if (!Files.isDirectory(place)) return MaskReader.read(place);
    List<Path> found;
    try (Stream<Path> files = Files.list(place)) {
      found = files.filter(f -> Names.isImage(f) && Names.stem(f).equals(name)).sorted().toList();
    } catch (IOException e) {
      throw ReadFailure.sentence(place, e);
    }
    if (found.size() == 1) return MaskReader.read(found.get(0));
    throw new RobustJException(
        "The folder %s has %d label images for the case %s, but one was expected, with the case's name; add or remove one."
            .formatted(place, found.size(), name));
  }
}
