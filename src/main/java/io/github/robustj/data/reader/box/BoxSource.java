package io.github.robustj.data.reader.box;

import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.RoiFiles;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The files in which a folder keeps its boxes.
 *
 * @param places the one file, several of COCO's, or the folder with one for each image
 */
record BoxSource(Path root, Kind kind, List<Path> places) {

  /** How they are written. */
  enum Kind {
    VOC,
    YOLO,
    COCO,
    TABLE,
    ROIS
  }

  Path place() {
    return places.get(0);
  }

  /**
   * @param images the folder of the images
   * @throws RobustJException if there is none or several
   */
  static BoxSource of(Path root, Path images) {
    List<BoxSource> found = new ArrayList<>();
    folder(found, root, "annotations", Kind.VOC, List.of(".xml"));
    folder(found, root, "labels", Kind.YOLO, List.of(".txt"));
    folder(found, root, "rois", Kind.ROIS, List.of(".zip", ".roi"));
    FolderFiles.named(root, BoxTable.FILE)
        .ifPresent(file -> found.add(new BoxSource(root, Kind.TABLE, List.of(file))));
    List<Path> coco = coco(root);
    if (!coco.isEmpty()) found.add(new BoxSource(root, Kind.COCO, coco));
    if (found.size() == 1) return found.get(0);
    if (found.isEmpty())
      throw new RobustJException(
          "The data folder %s has no boxes: annotations/ with .xml (Pascal VOC), labels/ with .txt (YOLO), a .json (COCO), boxes.csv or rois/ were expected beside %s."
              .formatted(root, images.equals(root) ? "the images" : "images/"));
    throw new RobustJException(
        "The data folder %s has boxes both in %s and in %s; keep one of them."
            .formatted(root, found.get(0).place(), found.get(1).place()));
  }

  private static void folder(
      List<BoxSource> found, Path root, String name, Kind kind, List<String> extensions) {
    Path place = root.resolve(name);
    boolean some =
        FolderFiles.with(place, extensions).stream().anyMatch(file -> !YoloText.isList(file));
    if (some) found.add(new BoxSource(root, kind, List.of(place)));
  }

  /** A single JSON file is taken for COCO's; of several, those that have its lists. */
  private static List<Path> coco(Path root) {
    TreeSet<Path> files = new TreeSet<>();
    for (Path place : List.of(root, root.resolve("annotations"), root.resolve("images")))
      files.addAll(FolderFiles.with(place, List.of(".json")));
    if (files.size() < 2) return List.copyOf(files);
    List<Path> annotations = files.stream().filter(CocoJson::looksLikeOne).toList();
    return annotations.isEmpty() ? List.of(files.first()) : annotations;
  }

  /**
   * Of one image, from a file of its own or a table of several.
   *
   * @throws RobustJException if the file is none of boxes, is damaged, or is about another image
   */
  static BoxMarks ofOne(Path file, Image image) {
    if (FolderFiles.hasOne(file, List.of(".xml"))) return VocXml.read(file);
    if (FolderFiles.hasOne(file, List.of(".csv"))) return inTable(file, image);
    if (FolderFiles.hasOne(file, List.of(".zip", ".roi")))
      return BoxRois.marks(RoiFiles.read(file), file);
    throw new RobustJException(
        "%s is not a file of boxes: .xml (Pascal VOC), .csv, .zip or .roi was expected."
            .formatted(file));
  }

  private static BoxMarks inTable(Path file, Image image) {
    Map<String, BoxMarks> all = BoxTable.read(file);
    BoxMarks marks = all.get(image.name());
    if (marks == null)
      throw new RobustJException(
          "%s has no row for the image %s; add one, empty but for the name if it shows no object."
              .formatted(file, image.name()));
    // Whether numbers are pixels or shares is seen in the whole table.
    return BoxMarks.areShares(all.values()) ? marks.asShares() : marks;
  }
}
