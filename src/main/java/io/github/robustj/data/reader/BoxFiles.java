package io.github.robustj.data.reader;

import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    return switch (source.kind()) {
      case VOC -> perImage(images, name -> place.resolve(name + ".xml"), VocXml::read);
      case YOLO -> yolo(source, images);
      case ROIS -> perImage(images, roiFile(place), BoxFiles::rois);
      case TABLE -> table(place, images);
      case COCO -> coco(place, images);
    };
  }

  private static BoxFiles yolo(BoxSource source, SortedMap<String, Path> images) {
    List<String> names = YoloNames.read(source.root(), source.place());
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    SortedMap<String, Path> files = new TreeMap<>();
    for (String name : images.keySet()) {
      Path file = source.place().resolve(name + ".txt");
      if (Files.isRegularFile(file)) marks.put(name, YoloText.read(file, names));
      files.put(name, file);
    }
    List<String> warnings = without(images.size() - marks.size(), images.size(), source.place());
    for (String name : images.keySet()) marks.putIfAbsent(name, BoxMarks.pixels(List.of()));
    return new BoxFiles(names, marks, files, warnings);
  }

  private static Function<String, Path> roiFile(Path place) {
    return name -> {
      Path single = place.resolve(name + ".roi");
      return Files.isRegularFile(single) ? single : place.resolve(name + ".zip");
    };
  }

  private static BoxMarks rois(Path file) {
    return BoxMarks.pixels(BoxRois.objects(RoiFiles.read(file), file));
  }

  private static BoxFiles table(Path file, SortedMap<String, Path> images) {
    Map<String, List<BoxedObject>> objects = BoxTable.read(file);
    requireImages(file, objects.keySet(), images);
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    for (String name : images.keySet())
      marks.put(name, BoxMarks.pixels(objects.getOrDefault(name, List.of())));
    return new BoxFiles(
        List.of(),
        marks,
        inOne(file, marks),
        without(images.size() - objects.size(), images.size(), file));
  }

  private static BoxFiles coco(Path file, SortedMap<String, Path> images) {
    CocoJson json = CocoJson.read(file);
    requireImages(file, json.marks().keySet(), images);
    int others = images.size() - json.marks().size();
    List<String> warnings =
        others == 0
            ? List.of()
            : List.of("%d images that %s does not list are left out".formatted(others, file));
    return new BoxFiles(json.classes(), json.marks(), inOne(file, json.marks()), warnings);
  }

  private static BoxFiles perImage(
      SortedMap<String, Path> images,
      Function<String, Path> fileOf,
      Function<Path, BoxMarks> read) {
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    SortedMap<String, Path> files = new TreeMap<>();
    images.forEach(
        (name, image) -> {
          Path file = fileOf.apply(name);
          if (!Files.isRegularFile(file))
            throw new RobustJException(
                "%s has no boxes: there is no file %s; add it, without objects if it shows none."
                    .formatted(image, file));
          marks.put(name, read.apply(file));
          files.put(name, file);
        });
    return new BoxFiles(List.of(), marks, files, List.of());
  }

  private static SortedMap<String, Path> inOne(Path file, SortedMap<String, BoxMarks> marks) {
    SortedMap<String, Path> files = new TreeMap<>();
    for (String name : marks.keySet()) files.put(name, file);
    return files;
  }

  private static void requireImages(
      Path file, Iterable<String> named, SortedMap<String, Path> images) {
    for (String name : named)
      if (!images.containsKey(name))
        throw new RobustJException(
            "%s has boxes in the image %s, but there is no such image in %s; add it or remove it from the file."
                .formatted(file, name, images.get(images.firstKey()).getParent()));
  }

  private static List<String> without(int count, int images, Path place) {
    if (count == 0) return List.of();
    return List.of(
        "%d of %d images have no boxes in %s and count as images without objects"
            .formatted(count, images, place));
  }
}
