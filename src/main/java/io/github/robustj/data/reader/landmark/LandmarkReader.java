package io.github.robustj.data.reader.landmark;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.LandmarkDataset;
import io.github.robustj.data.LandmarkDataset.Marks;
import io.github.robustj.data.Sample;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.Groups;
import io.github.robustj.data.reader.ImageFolder;
import io.github.robustj.data.reader.LeftOut;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.landmark.LandmarkTable.OneFile;
import io.github.robustj.data.reader.landmark.PointFiles.PerImage;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Folders of images with landmarks: the images in {@code images/} or in the folder itself, their
 * points in {@code landmarks.csv}, in a file per image, or in the text files of the cephalometric
 * challenge. Rows without an image are left out.
 */
public final class LandmarkReader {

  private static final String ROW = "entry of points without its image";
  private static final String ROWS = "entries of points without their images";
  private static final String FROM_BOTTOM =
      "y is counted from the bottom of the images, as tpsDig writes it (the option y_origin tells otherwise), in ";

  private static final List<OneFile> ONE_FILE = List.of(TpsFile.FORMAT, LandmarkTable.FORMAT);

  private static final List<PerImage> PER_IMAGE =
      List.of(PointFiles.FORMAT, CephalometricText.FORMAT);

  private LandmarkReader() {}

  /**
   * Lists the cases and reads their points; no image is opened.
   *
   * @param group as in {@link DatasetReader#read}
   * @param origin of y in the files of points
   * @throws RobustJException if the folder is missing, empty or of no known layout, an image has no
   *     points, points are wrong, or images differ in the names of their landmarks
   */
  public static LandmarkDataset read(Path root, String group, YOrigin origin) {
    ImageFolder.require(root);
    Path folder = Files.isDirectory(root.resolve("images")) ? root.resolve("images") : root;
    ImageFolder listed = ImageFolder.of(folder);
    SortedMap<String, Path> images = listed.files();
    Groups groups = Groups.of(root, group, images.keySet());
    SortedMap<Path, OneFile> one = oneFile(root, folder);
    Found found =
        one.isEmpty()
            ? inFiles(root, images)
            : inTable(one.firstKey(), one.get(one.firstKey()), images);
    LandmarkDataset.requirePixels(root, found.marks().values());
    boolean fromBottom =
        origin.isBottom(one.isEmpty() ? YOrigin.TOP : one.get(one.firstKey()).usual());
    List<CaseFiles> cases =
        groups.cases(images.keySet(), n -> List.of(images.get(n)), found.files());
    List<String> notes =
        new LeftOut()
            .addAll(listed.notes())
            .add(found.unused, ROW, ROWS)
            .addAll(LandmarkDataset.corners(found.marks().values()))
            .addAll(
                fromBottom && origin == YOrigin.AUTOMATIC
                    ? List.of(FROM_BOTTOM + one.firstKey())
                    : List.of())
            .notes();
    return new LandmarkDataset(
        new Dataset(root, cases, Map.of(), groups.words(), notes),
        found.names,
        found.marks,
        fromBottom);
  }

  /** The file with the points of all images, if there is one. */
  private static SortedMap<Path, OneFile> oneFile(Path root, Path folder) {
    TreeMap<Path, OneFile> files = new TreeMap<>();
    for (OneFile format : ONE_FILE)
      format.find().apply(root, folder).forEach(file -> files.put(file, format));
    TreeSet<Path> all = new TreeSet<>(files.keySet());
    if (!files.isEmpty()) PointFiles.first(root).ifPresent(all::add);
    if (all.size() > 1)
      throw new RobustJException(
          "The data folder %s has landmarks both in %s and in %s; keep one of them."
              .formatted(root, all.first(), all.last()));
    return files;
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
    Image image = new ChannelFiles(files.name(), files.images()).read();
    if (image.slices() != 1)
      throw new RobustJException(
          "%s has %d slices, but landmarks are learned from single images; save the slices as images of their own."
              .formatted(files.images().get(0), image.slices()));
    Marks marks = dataset.marks(files.name(), image);
    Image calibrated = image.as(image.name(), calibration(image, marks, pixelSize));
    Landmarks landmarks = Landmarks.of(marks.points(), calibrated.calibration());
    landmarks.requireInside(calibrated, files.label());
    return new Sample(files.name(), files.group(), calibrated, landmarks);
  }

  /** With y counted as the format usually has it. */
  public static Landmarks points(Path file, Image image) {
    return points(file, image, YOrigin.AUTOMATIC);
  }

  /**
   * The points of one image from a file: a table {@code name,x,y}, point ROIs of ImageJ, or the
   * image's row in the table of a data set or its entry in a {@code .tps} file.
   *
   * @param origin of y in the file
   * @throws RobustJException if the file is damaged, has no row for the image, or a point lies
   *     outside of it
   */
  public static Landmarks points(Path file, Image image, YOrigin origin) {
    Optional<OneFile> format = ONE_FILE.stream().filter(f -> f.takes().test(file)).findFirst();
    Map<String, Marks> all =
        format
            .map(f -> f.read().apply(file).marks())
            .orElseGet(() -> Map.of(image.name(), PointFiles.read(file, new ArrayList<>())));
    LandmarkDataset.requirePixels(file, all.values());
    Marks marks = all.get(image.name());
    if (marks == null)
      throw new RobustJException(
          "%s has no row for the image %s; add one or give another file."
              .formatted(file, image.name()));
    if (origin.isBottom(format.map(OneFile::usual).orElse(YOrigin.TOP)))
      marks = marks.upsideDown(image.height());
    Landmarks landmarks = Landmarks.of(marks.points(), calibration(image, marks, 0));
    landmarks.requireInside(image, file);
    return landmarks;
  }

  private static Calibration calibration(Image image, Marks marks, double pixelSize) {
    double stated = marks.pixelSize().orElse(0);
    if (stated > 0) return new Calibration(stated, stated, 0, "mm");
    return image.calibrated(pixelSize).calibration();
  }

  /**
   * What was found, and in which file for each image.
   *
   * @param unused names of images that are not there, or files of points for them
   */
  private record Found(
      List<String> names,
      Map<String, Marks> marks,
      Map<String, Path> files,
      SortedSet<String> unused) {}

  private static Found inTable(Path file, OneFile format, SortedMap<String, Path> images) {
    LandmarkTable table = format.read().apply(file);
    Map<String, Path> files = new LinkedHashMap<>();
    for (Path image : images.values())
      if (table.marks().containsKey(Names.stem(image))) files.put(Names.stem(image), file);
      else
        throw new RobustJException(
            "%s has no row for the image %s; add one, with empty cells if it shows no landmark, or move the image away."
                .formatted(file, image));
    SortedSet<String> unused = new TreeSet<>(table.marks().keySet());
    unused.removeAll(images.keySet());
    return new Found(table.names(), table.marks(), files, unused);
  }

  private static Found inFiles(Path root, SortedMap<String, Path> images) {
    Found found =
        new Found(
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            PointFiles.withoutImage(root, images));
    Map<PerImage, Map<String, List<Path>>> kept = new LinkedHashMap<>();
    for (PerImage format : PER_IMAGE) kept.put(format, format.files().apply(root, images));
    images.forEach(
        (name, image) -> {
          List<String> names = new ArrayList<>();
          PerImage format =
              PER_IMAGE.stream()
                  .filter(f -> kept.get(f).containsKey(name))
                  .findFirst()
                  .orElseThrow(() -> missing(root, image));
          List<Path> files = kept.get(format).get(name);
          found.marks.put(name, format.read().apply(files, names));
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
                Excerpt.of(String.join(", ", names)),
                found.files.values().iterator().next(),
                Excerpt.of(String.join(", ", found.names))));
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
