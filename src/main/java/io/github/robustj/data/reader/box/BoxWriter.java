package io.github.robustj.data.reader.box;

import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Numbers;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Boxes as the files that {@link BoxReader} reads. Edges are rounded to thousandths of a pixel and
 * scores to millionths; apart from that, reading gives back what was written, as far as the format
 * has a place for it. A file is there when it is complete.
 */
public final class BoxWriter {

  /** Decimals of edges, in pixels. */
  static final int EDGE_DECIMALS = 3;

  /** Decimals of scores. */
  static final int SCORE_DECIMALS = 6;

  private BoxWriter() {}

  /**
   * {@code boxes.csv}: a row per object with {@code image,class,score,left,top,right,bottom}; an
   * image without objects has a row of its own, empty but for its name. A table has no place for
   * roles.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  public static void table(Path file, List<BoxedImage> images) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("image", "class", "score", "left", "top", "right", "bottom"));
    for (BoxedImage image : images) {
      if (image.objects().isEmpty()) rows.add(List.of(image.name(), "", "", "", "", "", ""));
      for (BoxedObject object : image.objects()) rows.add(row(image, object));
    }
    AtomicFiles.text(file, rows.stream().map(BoxWriter::line).collect(Collectors.joining()));
  }

  /**
   * Pascal VOC, as labelImg writes it; the file should be called as the image. VOC has no place for
   * scores, and a crowd becomes {@code difficult}.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  public static void voc(Path file, BoxedImage image) {
    AtomicFiles.text(file, VocXml.text(image));
  }

  /**
   * COCO annotations: images and categories are numbered from 1 in the order given. They have no
   * place for scores, and difficult objects become plain ones.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  public static void coco(Path file, List<String> classes, List<BoxedImage> images) {
    AtomicFiles.text(file, new CocoText(classes, images).annotations());
  }

  /**
   * COCO results, as its evaluation loads them: boxes with scores; images and categories have the
   * numbers of {@link #coco}.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  public static void cocoResults(Path file, List<String> classes, List<BoxedImage> images) {
    AtomicFiles.text(file, new CocoText(classes, images).results());
  }

  private static List<String> row(BoxedImage image, BoxedObject object) {
    return List.of(
        image.name(),
        object.name(),
        Numbers.rounded(object.score(), SCORE_DECIMALS).toPlainString(),
        edge(object.box().left()),
        edge(object.box().top()),
        edge(object.box().right()),
        edge(object.box().bottom()));
  }

  static String edge(double pixels) {
    return Numbers.rounded(pixels, EDGE_DECIMALS).toPlainString();
  }

  private static String line(List<String> cells) {
    return Csv.line(cells) + "\n";
  }
}
