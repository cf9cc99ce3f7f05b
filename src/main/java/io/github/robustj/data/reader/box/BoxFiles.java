package io.github.robustj.data.reader.box;

import ij.gui.Roi;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.LeftOut;
import io.github.robustj.data.reader.RoiFiles;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the files of a folder say about the boxes in its images.
 *
 * @param names of classes in the order of the files; empty if they have none
 * @param marks by case
 * @param files the file that each case's boxes stand in
 * @param warnings what the user should know, a sentence each
 */
record BoxFiles(
    List<String> names,
    SortedMap<String, BoxMarks> marks,
    SortedMap<String, Path> files,
    List<String> warnings) {

  /**
   * @param images by case name
   * @throws RobustJException if a file is damaged, an image lacks its file, or boxes lack their
   *     image
   */
  static BoxFiles read(BoxSource source, SortedMap<String, Path> images) {
    Path place = source.place();
    BoxFiles found =
        switch (source.kind()) {
          case VOC -> perImage(images, place, List.of(".xml"), VocXml::read);
          case YOLO -> yolo(source, images);
          case ROIS -> rois(images, place);
          case TABLE -> table(place, images);
          case COCO -> coco(source.places(), images);
        };
    return found.understood(place);
  }

  /** With edges that all lie in 0 to 1 taken for shares of the image. */
  private BoxFiles understood(Path place) {
    if (!BoxMarks.areShares(marks.values())) return this;
    SortedMap<String, BoxMarks> shares = new TreeMap<>(marks);
    shares.replaceAll((name, its) -> its.asShares());
    List<String> all = new ArrayList<>(warnings);
    all.add(
        "all edges of the boxes in %s lie in 0 to 1, so they are taken for shares of the images' width and height"
            .formatted(place));
    return new BoxFiles(names, shares, files, all);
  }

  private static BoxFiles yolo(BoxSource source, SortedMap<String, Path> images) {
    List<String> names = YoloText.names(source.root(), source.place());
    SortedMap<String, Path> texts = FolderFiles.byName(source.place(), List.of(".txt"));
    texts.values().removeIf(YoloText::isList);
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    SortedMap<String, Path> files = new TreeMap<>();
    for (String name : images.keySet()) {
      Path file = texts.get(name);
      if (file != null) marks.put(name, YoloText.read(file, names));
      files.put(name, file == null ? source.place().resolve(name + ".txt") : file);
    }
    List<String> warnings =
        new ArrayList<>(without(images.size() - marks.size(), images.size(), source.place()));
    warnings.addAll(withoutImage(texts, images));
    for (String name : images.keySet()) marks.putIfAbsent(name, BoxMarks.pixels(List.of()));
    return new BoxFiles(names, marks, files, warnings);
  }

  private static BoxFiles rois(SortedMap<String, Path> images, Path place) {
    List<String> passed = new ArrayList<>();
    BoxFiles found =
        perImage(
            images,
            place,
            List.of(".zip", ".roi"),
            file -> {
              List<Roi> rois = RoiFiles.read(file);
              for (Roi roi : rois)
                if (!roi.isArea()) passed.add(file.getFileName() + ": " + roi.getName());
              return BoxRois.marks(rois, file);
            });
    List<String> notes =
        new LeftOut()
            .addAll(found.warnings)
            .add(passed, "point or line, which has no box", "points or lines, which have no box")
            .notes();
    return new BoxFiles(found.names, BoxRois.numbered(found.marks), found.files, notes);
  }

  private static BoxFiles table(Path file, SortedMap<String, Path> images) {
    Map<String, BoxMarks> boxes = BoxTable.read(file);
    for (String name : boxes.keySet())
      if (!images.containsKey(name)) throw noImage(file, name, images);
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    for (String name : images.keySet())
      marks.put(name, boxes.getOrDefault(name, BoxMarks.pixels(List.of())));
    return new BoxFiles(
        List.of(),
        marks,
        inOne(file, marks.keySet()),
        without(images.size() - boxes.size(), images.size(), file));
  }

  /** A list of more images than are there is usual: that of the whole data set for a part of it. */
  private static BoxFiles coco(List<Path> places, SortedMap<String, Path> images) {
    TreeSet<String> classes = new TreeSet<>();
    List<String> names = new ArrayList<>();
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    SortedMap<String, Path> files = new TreeMap<>();
    for (Path place : places) {
      CocoJson json = CocoJson.read(place);
      json.classes().stream().filter(classes::add).forEach(names::add);
      for (String name : json.marks().keySet()) {
        Path other = files.put(name, place);
        if (other != null)
          throw new RobustJException(
              "Both %s and %s list the image %s; keep one of them."
                  .formatted(other, place, Excerpt.of(name)));
      }
      marks.putAll(json.marks());
    }
    TreeSet<String> absent = new TreeSet<>(marks.keySet());
    absent.removeAll(images.keySet());
    if (absent.size() == marks.size() && !absent.isEmpty())
      throw noImage(files.get(absent.first()), absent.first(), images);
    TreeSet<String> others = new TreeSet<>(images.keySet());
    others.removeAll(marks.keySet());
    marks.keySet().removeAll(absent);
    files.keySet().removeAll(absent);
    String where = places.size() == 1 ? places.get(0).toString() : "the .json files";
    LeftOut left =
        new LeftOut()
            .add(
                absent,
                "image listed in %s that is not there".formatted(where),
                "images listed in %s that are not there".formatted(where))
            .add(
                others,
                "image not listed in %s".formatted(where),
                "images not listed in %s".formatted(where));
    return new BoxFiles(names, marks, files, left.notes());
  }

  private static BoxFiles perImage(
      SortedMap<String, Path> images,
      Path place,
      List<String> extensions,
      Function<Path, BoxMarks> read) {
    SortedMap<String, Path> all = FolderFiles.byName(place, extensions);
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    SortedMap<String, Path> files = new TreeMap<>();
    images.forEach(
        (name, image) -> {
          Path file = all.get(name);
          if (file == null)
            throw new RobustJException(
                "%s has no boxes: there is no file %s; add it, without objects if it shows none."
                    .formatted(image, place.resolve(name + extensions.get(0))));
          marks.put(name, read.apply(file));
          files.put(name, file);
        });
    return new BoxFiles(List.of(), marks, files, withoutImage(all, images));
  }

  private static List<String> withoutImage(
      SortedMap<String, Path> files, SortedMap<String, Path> images) {
    List<String> names =
        files.entrySet().stream()
            .filter(file -> !images.containsKey(file.getKey()))
            .map(file -> file.getValue().getFileName().toString())
            .toList();
    return new LeftOut()
        .add(names, "file of boxes without its image", "files of boxes without their images")
        .notes();
  }

  private static SortedMap<String, Path> inOne(Path file, Collection<String> names) {
    SortedMap<String, Path> files = new TreeMap<>();
    for (String name : names) files.put(name, file);
    return files;
  }

  private static RobustJException noImage(Path file, String name, SortedMap<String, Path> images) {
    return new RobustJException(
        "%s has boxes in the image %s, but there is no such image in %s; add it or remove it from the file."
            .formatted(file, Excerpt.of(name), images.get(images.firstKey()).getParent()));
  }

  private static List<String> without(int count, int images, Path place) {
    if (count == 0) return List.of();
    return List.of(
        "%d of %d images have no boxes in %s and count as images without objects"
            .formatted(count, images, place));
  }
}
