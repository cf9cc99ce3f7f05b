package io.github.robustj.data.reader.box;

import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.Image;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.LeftOut;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A way in which files keep boxes. Edges are written to thousandths of a pixel and scores to
 * millionths; apart from that, reading gives back what was written, as far as the format has a
 * place for it.
 *
 * @param place where a folder of images has such files, for messages
 * @param endings of such files
 * @param find the one file in a folder of a data set, several, or the folder with a file for each
 *     image; nothing if there is none
 * @param read what they say about the images of the data set
 * @param alone the kinds of files that also hold the boxes of a single image, for messages; empty
 *     if none does
 * @param one what such a file says about one image; null if none does
 * @param write null if they are not written
 */
record BoxFormat(
    String place,
    List<String> endings,
    Function<Path, List<Path>> find,
    BiFunction<List<Path>, SortedMap<String, Path>, Found> read,
    String alone,
    BiFunction<Path, Image, BoxMarks> one,
    Writing write) {

  /** Decimals of edges, in pixels. */
  static final int EDGE_DECIMALS = 3;

  /** Decimals of scores. */
  static final int SCORE_DECIMALS = 6;

  static String edge(double pixels) {
    return Numbers.rounded(pixels, EDGE_DECIMALS).toPlainString();
  }

  /** Writes a file, which is there when it is complete. */
  interface Writing {
    /**
     * @param classes in the order of their ids, where a format has some
     */
    void write(Path file, List<String> classes, List<BoxedImage> images);
  }

  /**
   * What the files of a folder say about the boxes in its images.
   *
   * @param names of classes in the order of the files; empty if they have none
   * @param marks by case
   * @param files the file that each case's boxes stand in
   * @param warnings what the user should know, a sentence each
   */
  record Found(
      List<String> names,
      SortedMap<String, BoxMarks> marks,
      SortedMap<String, Path> files,
      List<String> warnings) {}

  /** The folder of this name, if it holds a file with one of these endings. */
  static List<Path> folder(Path root, String name, List<String> endings) {
    Path folder = root.resolve(name);
    return FolderFiles.with(folder, endings).isEmpty() ? List.of() : List.of(folder);
  }

  /**
   * Of a file for each image, in a folder.
   *
   * @throws RobustJException if a file is damaged, or an image lacks its file
   */
  static Found perImage(
      SortedMap<String, Path> images,
      Path folder,
      List<String> endings,
      Function<Path, BoxMarks> read) {
    SortedMap<String, Path> all = FolderFiles.byName(folder, endings);
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    SortedMap<String, Path> files = new TreeMap<>();
    images.forEach(
        (name, image) -> {
          Path file = all.get(name);
          if (file == null)
            throw new RobustJException(
                "%s has no boxes: there is no file %s; add it, without objects if it shows none."
                    .formatted(image, folder.resolve(name + endings.get(0))));
          marks.put(name, read.apply(file));
          files.put(name, file);
        });
    return new Found(List.of(), marks, files, withoutImage(all, images));
  }

  static List<String> withoutImage(SortedMap<String, Path> files, SortedMap<String, Path> images) {
    List<String> names =
        files.entrySet().stream()
            .filter(file -> !images.containsKey(file.getKey()))
            .map(file -> file.getValue().getFileName().toString())
            .toList();
    return new LeftOut()
        .add(names, "file of boxes without its image", "files of boxes without their images")
        .notes();
  }

  static RobustJException noImage(Path file, String name, SortedMap<String, Path> images) {
    return new RobustJException(
        "%s has boxes in the image %s, but there is no such image in %s; add it or remove it from the file."
            .formatted(file, Excerpt.of(name), images.get(images.firstKey()).getParent()));
  }

  /** Of images without objects; empty if there are none. */
  static List<String> without(int count, int images, Path place) {
    return count == 0
        ? List.of()
        : List.of(
            "%d of %d images have no boxes in %s and count as images without objects"
                .formatted(count, images, place));
  }
}
