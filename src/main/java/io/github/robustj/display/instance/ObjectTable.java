package io.github.robustj.display.instance;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.file.Table;
import io.github.robustj.task.Prediction.Objects;
import java.util.List;

/** What is measured of outlined objects. */
final class ObjectTable {

  static final List<String> COLUMNS =
      List.of("image", "slice", "label", "score", "area", "left", "top", "right", "bottom");

  private ObjectTable() {}

  /**
   * One row per object: {@code image, slice, label, score, area, left, top, right, bottom}; slices
   * are counted from 1, {@code label} is the value in the label image, the area is in square
   * pixels, edges of the box around it are in pixels.
   */
  static Table of(Objects shown) {
    Table table = new Table(COLUMNS);
    List<List<BoxedObject>> slices = shown.objects().slices();
    for (int z = 0; z < slices.size(); z++)
      for (int i = 0; i < slices.get(z).size(); i++)
        table.add(row(shown.image(), z + 1, i + 1, slices.get(z).get(i)));
    return table;
  }

  /**
   * @param image its name
   * @param slice,number counted from 1
   */
  static List<Object> row(String image, int slice, int number, BoxedObject object) {
    Box box = object.box();
    return List.of(
        image,
        slice,
        number,
        object.score(),
        object.shape().area(),
        box.left(),
        box.top(),
        box.right(),
        box.bottom());
  }
}
