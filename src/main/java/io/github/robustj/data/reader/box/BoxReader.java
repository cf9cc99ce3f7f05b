package io.github.robustj.data.reader.box;

import io.github.robustj.data.BoxCheck;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.Groups;
import io.github.robustj.data.reader.ImageFolder;
import io.github.robustj.data.reader.LeftOut;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Folders of images with boxes around objects. The images stand in {@code images/} or in the folder
 * itself; the boxes in one of
 *
 * <ul>
 *   <li>{@code annotations/NAME.xml}: Pascal VOC
 *   <li>{@code labels/NAME.txt} with {@code classes.txt} or {@code data.yaml}: YOLO
 *   <li>a {@code .json} file in the folder, {@code annotations/} or {@code images/}: COCO
 *   <li>{@code boxes.csv}: a table, see {@link BoxTable}
 *   <li>{@code rois/NAME.zip} or {@code .roi}: ImageJ's ROIs
 * </ul>
 */
public final class BoxReader {

  private static final List<BoxFormat> FORMATS =
      List.of(VocXml.FORMAT, YoloText.FORMAT, CocoJson.FORMAT, BoxTable.FORMAT, BoxRois.FORMAT);

  private BoxReader() {}

  /**
   * Reads all boxes; no image is opened.
   *
   * @param group as in {@link DatasetReader#read}
   * @throws RobustJException if the folder is missing or has no images, boxes in none or in several
   *     of these ways, a file is damaged, an image lacks its file, or there is no box at all
   */
  public static BoxDataset read(Path root, String group) {
    ImageFolder.require(root);
    Path folder = Files.isDirectory(root.resolve("images")) ? root.resolve("images") : root;
    Map.Entry<BoxFormat, List<Path>> kept = find(root, folder);
    ImageFolder listed = ImageFolder.of(folder);
    SortedMap<String, Path> images = listed.files();
    BoxFormat.Found found =
        understood(kept.getKey().read().apply(kept.getValue(), images), kept.getValue().get(0));
    Groups groups = Groups.of(root, group, found.files().keySet());
    List<CaseFiles> cases =
        groups.cases(found.files().keySet(), n -> List.of(images.get(n)), found.files());
    requireBoxes(root, found.marks());
    List<String> classes = classes(found);
    List<String> unused = new ArrayList<>(found.names());
    unused.removeAll(classes);
    List<String> notes =
        new LeftOut()
            .addAll(listed.notes())
            .addAll(found.warnings())
            .add(unused, "class without a box", "classes without a box")
            .addAll(alike(classes))
            .notes();
    return new BoxDataset(
        new Dataset(root, cases, Map.of(), groups.words(), notes), classes, found.marks());
  }

  /**
   * Opens an image and puts its boxes into its pixels.
   *
   * @throws RobustJException as {@link ImageReader}, or if it is a stack, or another one than was
   *     annotated
   */
  public static Opened open(BoxDataset dataset, CaseFiles files) {
    Image image = new ChannelFiles(files.name(), files.images()).read();
    if (image.slices() > 1)
      throw new RobustJException(
          "%s is a stack of %d slices, but boxes are drawn in single images; save the slices one by one."
              .formatted(files.images().get(0), image.slices()));
    return new Opened(image, dataset.marks().get(files.name()).in(image, files.label()));
  }

  /**
   * The boxes of one image from a file of its own or a table of several: Pascal VOC, {@code .csv}
   * or ImageJ's ROIs.
   *
   * @throws RobustJException if the file is none of these, is damaged, or is about another image
   */
  public static List<BoxedObject> boxes(Path file, Image image) {
    BoxFormat format =
        of(file, f -> f.one() != null)
            .orElseThrow(
                () ->
                    new RobustJException(
                        "%s is not a file of boxes: %s was expected."
                            .formatted(file, inWords(BoxFormat::alone, ", "))));
    BoxMarks marks = format.one().apply(file, image);
    return (BoxMarks.areShares(List.of(marks)) ? marks.asShares() : marks)
        .in(image, file)
        .objects();
  }

  /**
   * Writes boxes in the format that the file's ending tells, by itself Pascal VOC.
   *
   * @param classes in the order of their ids; every object is of one of them
   * @param images in the order of their ids
   * @throws RobustJException if the file cannot be written
   */
  public static void write(Path file, List<String> classes, List<BoxedImage> images) {
    of(file, f -> f.write() != null).orElse(VocXml.FORMAT).write().write(file, classes, images);
  }

  /**
   * Writes a table of boxes that may be larger than memory, with the columns that {@link #write}
   * gives tables.
   *
   * @param images names each image and its objects one after another; null for the object of an
   *     image without any
   * @throws RobustJException if the file cannot be written
   */
  public static void writeTable(Path file, Consumer<BiConsumer<String, BoxedObject>> images) {
    BoxTableWriter.write(file, images);
  }

  private static Optional<BoxFormat> of(Path file, Predicate<BoxFormat> able) {
    return FORMATS.stream()
        .filter(f -> able.test(f) && FolderFiles.hasOne(file, f.endings()))
        .findFirst();
  }

  /** An image, and its boxes in its pixels. */
  public record Opened(Image image, BoxCheck boxes) {}

  /** The only format in which the folder has boxes, and where. */
  private static Map.Entry<BoxFormat, List<Path>> find(Path root, Path images) {
    List<Map.Entry<BoxFormat, List<Path>>> found =
        FORMATS.stream()
            .map(format -> Map.entry(format, format.find().apply(root)))
            .filter(entry -> !entry.getValue().isEmpty())
            .toList();
    if (found.size() == 1) return found.get(0);
    if (found.isEmpty())
      throw new RobustJException(
          "The data folder %s has no boxes: %s were expected beside %s."
              .formatted(
                  root,
                  inWords(BoxFormat::place, " or "),
                  images.equals(root) ? "the images" : "images/"));
    throw new RobustJException(
        "The data folder %s has boxes both in %s and in %s; keep one of them."
            .formatted(root, found.get(0).getValue().get(0), found.get(1).getValue().get(0)));
  }

  private static String inWords(Function<BoxFormat, String> of, String last) {
    List<String> words = FORMATS.stream().map(of).filter(word -> !word.isEmpty()).toList();
    int end = words.size() - 1;
    return String.join(", ", words.subList(0, end)) + last + words.get(end);
  }

  /** With edges that all lie in 0 to 1 taken for shares of the image. */
  private static BoxFormat.Found understood(BoxFormat.Found found, Path place) {
    if (!BoxMarks.areShares(found.marks().values())) return found;
    SortedMap<String, BoxMarks> shares = new TreeMap<>(found.marks());
    shares.replaceAll((name, its) -> its.asShares());
    List<String> all = new ArrayList<>(found.warnings());
    all.add(
        "all edges of the boxes in %s lie in 0 to 1, so they are taken for shares of the images' width and height"
            .formatted(place));
    return new BoxFormat.Found(found.names(), shares, found.files(), all);
  }

  /** Those that have a box, in the order of the files if they have one. */
  private static List<String> classes(BoxFormat.Found found) {
    TreeSet<String> used = new TreeSet<>();
    for (BoxMarks marks : found.marks().values()) marks.objects().forEach(o -> used.add(o.name()));
    List<String> ordered = new ArrayList<>(found.names());
    ordered.retainAll(used);
    used.stream().filter(name -> !found.names().contains(name)).forEach(ordered::add);
    return List.copyOf(ordered);
  }

  /** Names that somebody has probably written in two ways. */
  private static List<String> alike(List<String> classes) {
    Map<String, List<String>> names = new TreeMap<>();
    for (String name : classes)
      names
          .computeIfAbsent(
              name.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]+", " "),
              n -> new ArrayList<>())
          .add(name);
    return names.values().stream()
        .filter(same -> same.size() > 1)
        .map(
            same ->
                String.join(", ", same)
                    + " are learned as classes of their own; write them alike if they are one")
        .toList();
  }

  private static void requireBoxes(Path root, Map<String, BoxMarks> marks) {
    if (marks.values().stream().allMatch(m -> m.objects().isEmpty()))
      throw new RobustJException(
          "No image in %s has a box, so there is nothing to learn; draw boxes around the objects."
              .formatted(root));
  }
}
