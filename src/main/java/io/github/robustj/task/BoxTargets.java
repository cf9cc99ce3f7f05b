package io.github.robustj.task;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.error.RobustJException;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Objects as rows of numbers and back, with the columns of {@link BoxRow}.
 *
 * @param classes in the order of their numbers
 */
record BoxTargets(List<String> classes) {

  /**
   * Every slice has at least one row, if only an empty one, which tells the scale.
   *
   * @param boxes in pixels of an image
   * @param scaleX how many pixels of the image a pixel of the network's input is across, {@code
   *     scaleY} down
   * @throws RobustJException if an object is of no known class
   */
  Tensor encode(Boxes boxes, double scaleX, double scaleY) {
    int most = boxes.slices().stream().mapToInt(List::size).max().orElse(0);
    Tensor rows = Tensor.zeros(boxes.slices().size(), Math.max(1, most), BoxRow.COLUMNS);
    for (int z = 0; z < rows.samples(); z++) {
      int row = z * rows.sampleLength();
      rows.data()[row + BoxRow.SCALE_X] = (float) scaleX;
      rows.data()[row + BoxRow.SCALE_Y] = (float) scaleY;
      for (BoxedObject object : boxes.slices().get(z)) {
        Box inInput = object.box().scaled(1 / scaleX, 1 / scaleY);
        BoxRow.write(rows.data(), row, index(object), object.at(inInput));
        row += BoxRow.COLUMNS;
      }
    }
    return rows;
  }

  private int index(BoxedObject object) {
    int index = classes.indexOf(object.name());
    if (index >= 0) return index;
    throw new RobustJException(
        "There is an object of the class %s, but the known ones are %s; rename or remove it."
            .formatted(object.name(), String.join(", ", classes)));
  }

  /**
   * What was drawn beside what was found, slice by slice, in pixels of the image.
   *
   * @param found in pixels of the network's input
   */
  List<ObjectsInImage> beside(Boxes found, Tensor targets) {
    List<ObjectsInImage> objects = new ArrayList<>();
    for (int z = 0; z < targets.samples(); z++) {
      int first = z * targets.sampleLength();
      boolean known = targets.sampleLength() > 0 && targets.data()[first + BoxRow.SCALE_X] > 0;
      double x = known ? targets.data()[first + BoxRow.SCALE_X] : 1;
      double y = known ? targets.data()[first + BoxRow.SCALE_Y] : 1;
      objects.add(
          new ObjectsInImage(scaled(drawn(targets, z), x, y), scaled(found.slices().get(z), x, y)));
    }
    return objects;
  }

  /** A crowd of every class becomes one of each. */
  private List<BoxedObject> drawn(Tensor targets, int sample) {
    List<BoxedObject> drawn = new ArrayList<>();
    float[] rows = targets.data();
    int length = targets.sampleLength();
    for (int row = sample * length; row < (sample + 1) * length; row += BoxRow.COLUMNS) {
      Optional<Role> role = BoxRow.role(rows, row);
      if (role.isEmpty()) continue;
      int index = (int) rows[row + BoxRow.CLASS];
      for (String name : index < 0 ? classes : List.of(classes.get(index)))
        drawn.add(new BoxedObject(name, BoxRow.box(rows, row), 1, role.get()));
    }
    return drawn;
  }

  private static List<BoxedObject> scaled(List<BoxedObject> objects, double x, double y) {
    return objects.stream().map(o -> o.at(o.box().scaled(x, y))).toList();
  }
}
