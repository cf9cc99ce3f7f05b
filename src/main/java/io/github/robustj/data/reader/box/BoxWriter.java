package io.github.robustj.data.reader.box;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.data.Numbers;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Csv;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
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
    AtomicFiles.text(file, voc(image));
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

  private static String voc(BoxedImage image) {
    StringBuilder xml = new StringBuilder("<annotation>\n");
    xml.append("  <filename>").append(escaped(image.name())).append("</filename>\n");
    xml.append("  <size><width>%d</width>".formatted(image.width()));
    xml.append("<height>%d</height></size>\n".formatted(image.height()));
    for (BoxedObject object : image.objects()) xml.append(vocObject(object, image));
    return xml.append("</annotation>\n").toString();
  }

  private static String vocObject(BoxedObject object, BoxedImage image) {
    return """
          <object>
            <name>%s</name>
            <pose>Unspecified</pose>
            <truncated>%d</truncated>
            <difficult>%d</difficult>
            <bndbox>
              <xmin>%s</xmin>
              <ymin>%s</ymin>
              <xmax>%s</xmax>
              <ymax>%s</ymax>
            </bndbox>
          </object>
        """
        .formatted(
            escaped(object.name()),
            isCut(object.box(), image) ? 1 : 0,
            object.role() == Role.OBJECT ? 0 : 1,
            edge(object.box().left()),
            edge(object.box().top()),
            edge(object.box().right()),
            edge(object.box().bottom()));
  }

  /** An object at the edge of the image is taken to go on behind it, as labelImg takes it. */
  private static boolean isCut(Box box, BoxedImage image) {
    return box.left() <= 0
        || box.top() <= 0
        || box.right() >= image.width()
        || box.bottom() >= image.height();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * Boxes in COCO's two formats, see {@link CocoJson}; ids count from 1.
   *
   * @param classes in the order of their ids; every object is of one of them
   * @param images in the order of their ids
   */
  record CocoText(List<String> classes, List<BoxedImage> images) {

    String annotations() {
      JsonObject root = new JsonObject();
      root.add("images", listed());
      root.add("categories", categories());
      JsonArray all = new JsonArray();
      each(
          (imageId, object) -> {
            JsonObject annotation = place(imageId, object);
            annotation.addProperty("id", all.size() + 1);
            BigDecimal[] box = box(object.box());
            annotation.addProperty("area", box[2].multiply(box[3]));
            annotation.addProperty("iscrowd", object.role() == Role.CROWD ? 1 : 0);
            annotation.add("segmentation", new JsonArray());
            all.add(annotation);
          });
      root.add("annotations", all);
      return root.toString();
    }

    String results() {
      JsonArray all = new JsonArray();
      each(
          (imageId, object) -> {
            JsonObject result = place(imageId, object);
            result.addProperty("score", Numbers.rounded(object.score(), BoxWriter.SCORE_DECIMALS));
            all.add(result);
          });
      return all.toString();
    }

    private JsonArray listed() {
      JsonArray list = new JsonArray();
      for (BoxedImage image : images) {
        JsonObject item = new JsonObject();
        item.addProperty("id", list.size() + 1);
        item.addProperty("file_name", image.name());
        item.addProperty("width", image.width());
        item.addProperty("height", image.height());
        list.add(item);
      }
      return list;
    }

    private JsonArray categories() {
      JsonArray list = new JsonArray();
      for (String name : classes) {
        JsonObject item = new JsonObject();
        item.addProperty("id", list.size() + 1);
        item.addProperty("name", name);
        list.add(item);
      }
      return list;
    }

    private void each(BiConsumer<Integer, BoxedObject> consumer) {
      for (int i = 0; i < images.size(); i++)
        for (BoxedObject object : images.get(i).objects()) consumer.accept(i + 1, object);
    }

    private JsonObject place(int imageId, BoxedObject object) {
      JsonObject json = new JsonObject();
      json.addProperty("image_id", imageId);
      json.addProperty("category_id", category(object.name()));
      JsonArray bbox = new JsonArray();
      for (BigDecimal number : box(object.box())) bbox.add(number);
      json.add("bbox", bbox);
      return json;
    }

    private int category(String name) {
      int index = classes.indexOf(name);
      if (index < 0) throw new IllegalArgumentException(name + " is none of " + classes);
      return index + 1;
    }

    /** Left, top, width, height; the width is that between rounded edges. */
    private static BigDecimal[] box(Box box) {
      BigDecimal left = Numbers.rounded(box.left(), BoxWriter.EDGE_DECIMALS);
      BigDecimal top = Numbers.rounded(box.top(), BoxWriter.EDGE_DECIMALS);
      BigDecimal right = Numbers.rounded(box.right(), BoxWriter.EDGE_DECIMALS);
      BigDecimal bottom = Numbers.rounded(box.bottom(), BoxWriter.EDGE_DECIMALS);
      return new BigDecimal[] {left, top, plain(right.subtract(left)), plain(bottom.subtract(top))};
    }

    private static BigDecimal plain(BigDecimal number) {
      return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }
  }
}
