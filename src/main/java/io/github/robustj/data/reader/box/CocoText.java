package io.github.robustj.data.reader.box;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.data.Numbers;
import io.github.robustj.file.AtomicFiles;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Boxes in COCO's two formats, see {@link CocoJson}; ids count from 1.
 *
 * @param classes in the order of their ids; every object is of one of them
 * @param images in the order of their ids
 */
public record CocoText(List<String> classes, List<BoxedImage> images) {

  /**
   * COCO annotations. They have no place for scores, and difficult objects become plain ones.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  void write(Path file) {
    AtomicFiles.text(file, annotations());
  }

  /**
   * COCO results, as its evaluation loads them: boxes with scores.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  public void writeResults(Path file) {
    AtomicFiles.text(file, results());
  }

  private String annotations() {
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

  private String results() {
    JsonArray all = new JsonArray();
    each(
        (imageId, object) -> {
          JsonObject result = place(imageId, object);
          result.addProperty("score", Numbers.rounded(object.score(), BoxFormat.SCORE_DECIMALS));
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
    BigDecimal left = Numbers.rounded(box.left(), BoxFormat.EDGE_DECIMALS);
    BigDecimal top = Numbers.rounded(box.top(), BoxFormat.EDGE_DECIMALS);
    BigDecimal right = Numbers.rounded(box.right(), BoxFormat.EDGE_DECIMALS);
    BigDecimal bottom = Numbers.rounded(box.bottom(), BoxFormat.EDGE_DECIMALS);
    return new BigDecimal[] {left, top, plain(right.subtract(left)), plain(bottom.subtract(top))};
  }

  private static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }
}
