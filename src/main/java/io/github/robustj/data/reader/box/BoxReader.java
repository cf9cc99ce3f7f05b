package io.github.robustj.data.reader.box;

import io.github.robustj.data.BoxCheck;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.Channels;
import io.github.robustj.data.reader.Groups;
import io.github.robustj.data.reader.ImageFolder;
import io.github.robustj.data.reader.LeftOut;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
    BoxSource source = BoxSource.of(root, folder);
    ImageFolder listed = ImageFolder.of(folder);
    SortedMap<String, Path> images = listed.files();
    BoxFiles found = BoxFiles.read(source, images);
    Groups groups = Groups.of(root, group, found.files().keySet());
    List<CaseFiles> cases = new ArrayList<>();
    found
        .files()
        .forEach(
            (name, file) ->
                cases.add(
                    new CaseFiles(name, groups.of().apply(name), List.of(images.get(name)), file)));
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
    Image image = Channels.join(files.images().stream().map(ImageReader::read).toList(), files);
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
    BoxMarks marks = BoxSource.ofOne(file, image);
    return (BoxMarks.areShares(List.of(marks)) ? marks.asShares() : marks)
        .in(image, file)
        .objects();
  }

  /** An image, and its boxes in its pixels. */
  public record Opened(Image image, BoxCheck boxes) {}

  /** Those that have a box, in the order of the files if they have one. */
  private static List<String> classes(BoxFiles found) {
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
