package io.github.robustj.data.reader.mask;

import io.github.robustj.data.Alignment;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.Sample;
import io.github.robustj.data.reader.CsvTable;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.Groups;
import io.github.robustj.data.reader.ImageFolder;
import io.github.robustj.data.reader.LeftOut;
import io.github.robustj.data.reader.PatientGuess;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Folders of annotated images: {@code images/} and {@code labels/}, or {@code masks/}, paired by
 * name, or nnU-Net's raw layout ({@code imagesTr}, {@code labelsTr}, {@code dataset.json}). Labels
 * without an image are left out.
 */
public final class DatasetReader {

  private DatasetReader() {}

  /**
   * Lists the cases; no image is opened.
   *
   * @param group a {@code .csv} file with lines {@code name,group}, or a regular expression whose
   *     first group, found in a case's name, is the patient; empty to take {@code groups.csv} if
   *     the folder has one, else they are guessed from the names, see {@link PatientGuess}
   * @throws RobustJException if the folder is missing, unreadable, empty, of no known layout, an
   *     image has no label, or a case has no patient
   */
  public static Dataset read(Path root, String group) {
    ImageFolder.require(root);
    if (Files.isDirectory(root.resolve(NnUnetLayout.IMAGES))) return NnUnetLayout.read(root, group);
    if (!Files.isDirectory(root.resolve("images")))
      throw new RobustJException(
          "The data folder %s has neither images/ and labels/ nor nnU-Net's imagesTr/ and labelsTr/; arrange it in one of the two ways."
              .formatted(root));
    Map<String, List<Path>> images = new TreeMap<>();
    ImageFolder listed = ImageFolder.of(root.resolve("images"));
    listed.files().forEach((n, file) -> images.put(n, List.of(file)));
    ImageFolder labels = ImageFolder.of(labels(root));
    return of(root, images, List.of(listed, labels), LabelNames.read(root), group);
  }

  /** {@code labels/}, or {@code masks/} where only that is there. */
  private static Path labels(Path root) {
    Path labels = root.resolve("labels");
    Path masks = root.resolve("masks");
    return !Files.isDirectory(labels) && Files.isDirectory(masks) ? masks : labels;
  }

  /**
   * @param images by case, one or one per channel
   * @param folders of the images and of the labels
   */
  static Dataset of(
      Path root,
      Map<String, List<Path>> images,
      List<ImageFolder> folders,
      Map<Integer, String> labelNames,
      String group) {
    SortedMap<String, Path> labels = folders.get(1).files();
    Groups groups = Groups.of(root, group, images.keySet());
    SortedSet<String> unused = new TreeSet<>(labels.keySet());
    unused.removeAll(images.keySet());
    LeftOut left =
        new LeftOut()
            .addAll(folders.get(0).notes())
            .addAll(folders.get(1).notes())
            .add(unused, "label without its image", "labels without their images");
    requireLabels(root, images.keySet(), labels.keySet());
    return new Dataset(
        root,
        groups.cases(images.keySet(), images::get, labels),
        labelNames,
        groups.words(),
        left.notes());
  }

  /**
   * Opens a case.
   *
   * @throws RobustJException as {@link ImageReader} and {@link MaskImages}, or if image and label
   *     differ in size
   */
  public static Sample load(CaseFiles files) {
    Image image = new ChannelFiles(files.name(), files.images()).read();
    Mask given = MaskImages.read(files.label());
    String what = "The label " + files.label();
    Mask mask = Alignment.onto(image, given, what);
    long[] size = mask.labels().dimensionsAsLongArray();
    if (size[0] != image.width() || size[1] != image.height() || size[2] != image.slices())
      throw new RobustJException(
          "%s is %d x %d x %d pixels but its label %s is %d x %d x %d; image and label must have the same size."
              .formatted(
                  files.images().get(0),
                  image.width(),
                  image.height(),
                  image.slices(),
                  files.label(),
                  size[0],
                  size[1],
                  size[2]));
    return new Sample(
        files.name(), files.group(), image.noted(Alignment.change(image, given, mask, what)), mask);
  }

  private static void requireLabels(Path root, Set<String> images, Set<String> labels) {
    List<String> missing = images.stream().filter(name -> !labels.contains(name)).toList();
    if (!missing.isEmpty())
      throw new RobustJException(
          "%d of %d images in %s have no label of the same name, the first is %s; add the labels or move these images away."
              .formatted(missing.size(), images.size(), root, missing.get(0)));
  }

  /** Names of label values from {@code labels.csv}, lines {@code value,name}. */
  public static final class LabelNames {

    private static final String FILE = "labels.csv";
    private static final List<String> HEADING = List.of("value", "name");

    private LabelNames() {}

    /**
     * Empty if the folder has no such file.
     *
     * @throws RobustJException naming the file and the line that is not of this form, or whose
     *     value or name was there before
     */
    public static Map<Integer, String> read(Path root) {
      Map<Integer, String> names = new TreeMap<>();
      FolderFiles.named(root, FILE)
          .ifPresent(
              file -> CsvTable.pairs(file, HEADING, true).forEach(pair -> put(file, pair, names)));
      return names;
    }

    private static void put(Path file, List<String> pair, Map<Integer, String> names) {
      int value =
          Numbers.whole(pair.get(0))
              .orElseThrow(
                  () ->
                      new RobustJException(
                          "%s has the line \"%s\", but each line must be value,name, such as 1,liver."
                              .formatted(file, Excerpt.of(String.join(",", pair)))));
      if (names.containsValue(pair.get(1)) || names.put(value, pair.get(1)) != null)
        throw new RobustJException(
            "%s has the value %d or the name %s twice; keep one of them."
                .formatted(file, value, Excerpt.of(pair.get(1))));
    }
  }
}
