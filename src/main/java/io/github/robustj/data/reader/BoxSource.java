package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files in which a folder keeps its boxes.
 *
 * @param place the one file, or the folder with one for each image
 */
record BoxSource(Path root, Kind kind, Path place) {

  /** How they are written. */
  enum Kind {
    VOC,
    YOLO,
    COCO,
    TABLE,
    ROIS
  }

  /**
   * @param images the folder of the images
   * @throws RobustJException if there is none or several
   */
  static BoxSource of(Path root, Path images) {
    List<BoxSource> found = new ArrayList<>();
    folder(root, "annotations", Kind.VOC, List.of(".xml")).ifPresent(found::add);
    folder(root, "labels", Kind.YOLO, List.of(".txt")).ifPresent(found::add);
    folder(root, "rois", Kind.ROIS, List.of(".zip", ".roi")).ifPresent(found::add);
    if (Files.isRegularFile(root.resolve(BoxTable.FILE)))
      found.add(new BoxSource(root, Kind.TABLE, root.resolve(BoxTable.FILE)));
    for (Path place : List.of(root, root.resolve("annotations"), root.resolve("images")))
      for (Path json : list(place, List.of(".json")))
        found.add(new BoxSource(root, Kind.COCO, json));
    if (found.size() == 1) return found.get(0);
    if (found.isEmpty())
      throw new RobustJException(
          "The data folder %s has no boxes: annotations/ with .xml (Pascal VOC), labels/ with .txt (YOLO), a .json (COCO), boxes.csv or rois/ were expected beside %s."
              .formatted(root, images.equals(root) ? "the images" : "images/"));
    throw new RobustJException(
        "The data folder %s has boxes both in %s and in %s; keep one of them."
            .formatted(root, found.get(0).place(), found.get(1).place()));
  }

  private static Optional<BoxSource> folder(
      Path root, String name, Kind kind, List<String> extensions) {
    Path place = root.resolve(name);
    return list(place, extensions).isEmpty()
        ? Optional.empty()
        : Optional.of(new BoxSource(root, kind, place));
  }

  /** The files with such an extension, sorted; none if there is no such folder. */
  private static List<Path> list(Path folder, List<String> extensions) {
    if (!Files.isDirectory(folder)) return List.of();
    ReadFailure.requirePermission(folder);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> extensions.stream().anyMatch(f.toString()::endsWith))
          .filter(f -> !YoloNames.isList(f))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }
}
