package io.github.robustj.data.reader;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.LandmarkDataset;
import io.github.robustj.data.LandmarkDataset.Marks;
import io.github.robustj.data.Sample;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * Folders of images with landmarks: the images in {@code images/} or in the folder itself, their
 * points in {@code landmarks.csv}, in a file per image, or in the text files of the cephalometric
 * challenge. Rows without an image are left out.
 */
public final class LandmarkReader {

  private LandmarkReader() {}

  /**
   * Lists the cases and reads their points; no image is opened.
   *
   * @param group as in {@link DatasetReader#read}
   * @throws RobustJException if the folder is missing, empty or of no known layout, an image has no
   *     points, points are wrong, or images differ in the names of their landmarks
   */
  public static LandmarkDataset read(Path root, String group) {
    ImageFolder.require(root);
    Path folder = Files.isDirectory(root.resolve("images")) ? root.resolve("images") : root;
    SortedMap<String, Path> images = ImageFolder.byName(folder);
    UnaryOperator<String> groups = Groups.of(root, group);
    Path table = root.resolve(LandmarkTable.FILE);
    Found found = Files.isRegularFile(table) ? inTable(table, images) : inFiles(root, images);
    List<CaseFiles> cases =
        images.entrySet().stream()
            .map(
                e ->
                    new CaseFiles(
                        e.getKey(),
                        groups.apply(e.getKey()),
                        List.of(e.getValue()),
                        found.files.get(e.getKey())))
            .toList();
    return new LandmarkDataset(new Dataset(root, cases, Map.of()), found.names, found.marks);
  }

  /**
   * Opens a case.
   *
   * @param pixelSize side of a pixel in mm for images of which neither the table nor the file tells
   *     it; 0 to leave it unknown and measure in pixels
   * @throws RobustJException as {@link ImageReader}, or if the image is a stack or a point lies
   *     outside of it
   */
  public static Sample load(CaseFiles files, LandmarkDataset dataset, double pixelSize) {
    Image image = Channels.join(files.images().stream().map(ImageReader::read).toList(), files);
    if (image.slices() != 1)
      throw new RobustJException(
          "%s has %d slices, but landmarks are learned from single images; save the slices as images of their own."
              .formatted(files.images().get(0), image.slices()));
    Marks marks = dataset.marks().get(files.name());
    Image calibrated =
        new Image(
            image.name(), image.pixels(), calibration(image, marks, pixelSize), image.clean());
    Landmarks landmarks = Landmarks.of(marks.points(), calibrated.calibration());
    landmarks.requireInside(calibrated, files.label());
    return new Sample(files.name(), files.group(), calibrated, landmarks);
  }

  /**
   * The points of one image from a file: a table {@code name,x,y}, point ROIs of ImageJ, or the
   * image's row in the table of a data set.
   *
   * @throws RobustJException if the file is damaged, has no row for the image, or a point lies
   *     outside of it
   */
  public static Landmarks points(Path file, Image image) {
    Marks marks;
    boolean table = file.toString().endsWith(".csv");
    if (table && CsvTable.read(file).column(LandmarkTable.IMAGE) == 0) {
      marks = LandmarkTable.read(file).marks().get(image.name());
      if (marks == null)
        throw new RobustJException(
            "%s has no row for the image %s; add one or give another file."
                .formatted(file, image.name()));
    } else marks = PointFiles.read(file, new ArrayList<>());
    Landmarks landmarks = Landmarks.of(marks.points(), calibration(image, marks, 0));
    landmarks.requireInside(image, file);
    return landmarks;
  }

  private static Calibration calibration(Image image, Marks marks, double pixelSize) {
    double stated = marks.pixelSize().orElse(0);
    if (stated > 0) return new Calibration(stated, stated, 1, "mm");
    return image.calibrated(pixelSize).calibration();
  }

  /** What was found, and in which file for each image. */
  private record Found(List<String> names, Map<String, Marks> marks, Map<String, Path> files) {}

  private static Found inTable(Path file, SortedMap<String, Path> images) {
    LandmarkTable table = LandmarkTable.read(file);
    Map<String, Path> files = new LinkedHashMap<>();
    for (Path image : images.values())
      if (table.marks().containsKey(Names.stem(image))) files.put(Names.stem(image), file);
      else
        throw new RobustJException(
            "%s has no row for the image %s; add one, with empty cells if it shows no landmark, or move the image away."
                .formatted(file, image));
    return new Found(table.names(), table.marks(), files);
  }

  private static Found inFiles(Path root, SortedMap<String, Path> images) {
    Found found = new Found(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    images.forEach(
        (name, image) -> {
          List<String> names = new ArrayList<>();
          List<Path> files =
              PointFiles.of(root, image)
                  .map(List::of)
                  .orElseGet(() -> CephalometricText.files(root, name));
          if (files.isEmpty()) throw missing(root, image);
          boolean text = files.get(0).toString().endsWith(".txt");
          found.marks.put(
              name,
              text ? CephalometricText.read(files, names) : PointFiles.read(files.get(0), names));
          found.files.put(name, files.get(0));
          if (found.names.isEmpty()) found.names.addAll(names);
          requireSame(found, files.get(0), names);
        });
    return found;
  }

  private static void requireSame(Found found, Path file, List<String> names) {
    if (new HashSet<>(names).equals(new HashSet<>(found.names))) return;
    throw new RobustJException(
        "%s has the landmarks %s, but %s has %s; all images need the same names, with empty cells in a table for a point that is missing."
            .formatted(
                file,
                String.join(", ", names),
                found.files.values().iterator().next(),
                String.join(", ", found.names)));
  }

  private static RobustJException missing(Path root, Path image) {
    return new RobustJException(
        "%s has no landmarks: a row in %s, or a file %s.csv, .zip or .roi in %s or beside it was expected."
            .formatted(
                image,
                root.resolve(LandmarkTable.FILE),
                Names.stem(image),
                root.resolve(PointFiles.FOLDER)));
  }
}
