package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.FolderImages;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that an attack on an image reads beside it: each one for all images, or a folder with
 * one for each, called as the image.
 *
 * @param label the truth; empty to attack the model's own prediction
 * @param region label image whose pixels that are not 0 may change; empty for all pixels
 * @param targetMask what the model is to see
 * @param perturbation a universal perturbation to apply
 */
public record AttackFiles(
    Optional<Path> label,
    Optional<Path> region,
    Optional<Path> targetMask,
    Optional<Path> perturbation) {

  /**
   * @param options of an attack on files
   */
  public static AttackFiles from(Options options) {
    return new AttackFiles(
        options.get(OptionTable.LABEL),
        options.get(AttackTable.REGION),
        options.get(AttackTable.TARGET_MASK),
        options.get(AttackTable.UNIVERSAL_PERTURBATION));
  }

  /** Those that are the same for all images. */
  public List<Path> shared() {
    return all().stream().filter(place -> !isFolder(place)).toList();
  }

  /**
   * Those of one image alone.
   *
   * @throws RobustJException if there is not one file of its name in a folder
   */
  List<Path> own(ChannelFiles image) {
    return all().stream().filter(AttackFiles::isFolder).map(folder -> in(folder, image)).toList();
  }

  private List<Path> all() {
    List<Path> all = new ArrayList<>();
    for (Optional<Path> place : List.of(label, region, targetMask, perturbation))
      place.ifPresent(all::add);
    return all;
  }

  /**
   * The file of an image.
   *
   * @throws RobustJException as {@link #own}
   */
  static Path of(Path place, ChannelFiles image) {
    return isFolder(place) ? in(place, image) : place;
  }

  /** Of images; some images are folders themselves. */
  private static boolean isFolder(Path place) {
    return Files.isDirectory(place) && !FolderImages.is(place);
  }

  private static Path in(Path folder, ChannelFiles image) {
    List<Path> found =
        FolderFiles.visible(folder).stream()
            // The name first: a shared disk answers a question about each of 10 000 files slowly.
            .filter(f -> List.of(Names.stem(f), Names.fileStem(f)).contains(image.name()))
            .filter(f -> Files.isRegularFile(f) || FolderImages.is(f))
            .toList();
    if (found.size() == 1) return found.get(0);
    throw new RobustJException(
        "The folder %s has %d files for the image %s, but one was expected, with the image's name; add or remove one."
            .formatted(folder, found.size(), image.name()));
  }

  /** A mask of a folder must lie on the image of its name. */
  static Mask mask(Path place, ChannelFiles image) {
    return isFolder(place)
        ? MaskImages.of(place, image.name(), image.first())
        : MaskImages.read(place);
  }
}
