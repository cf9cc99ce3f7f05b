package io.github.robustj.task.detection;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.data.Image;
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
   * From pixels of the network's input to those of an image.
   *
   * @param width,height of the input in pixels; 0 for those of its cells
   */
  record Scale(double x, double y, int width, int height) {

    static final Scale NONE = new Scale(1, 1, 0, 0);

    static Scale of(Image image, Image seen) {
      return new Scale(
          (double) image.width() / seen.width(),
          (double) image.height() / seen.height(),
          seen.width(),
          seen.height());
    }

    private void write(float[] rows, int first) {
      rows[first + BoxRow.SCALE_X] = (float) x;
      rows[first + BoxRow.SCALE_Y] = (float) y;
      rows[first + BoxRow.WIDTH] = width;
      rows[first + BoxRow.HEIGHT] = height;
    }
  }

  /**
   * Every slice has at least one row, if only an empty one, which tells the scale.
   *
   * @param boxes in pixels of an image
   * @param scale from the network's input to those
   * @throws RobustJException if an object is of no known class
   */
  Tensor encode(Boxes boxes, Scale scale) {
    int most = boxes.slices().stream().mapToInt(List::size).max().orElse(0);
    Tensor rows = Tensor.zeros(boxes.slices().size(), Math.max(1, most), BoxRow.COLUMNS);
    for (int z = 0; z < rows.samples(); z++) {
      int row = z * rows.sampleLength();
      scale.write(rows.data(), row);
      for (BoxedObject object : boxes.slices().get(z)) {
        Box inInput = object.box().scaled(1 / scale.x, 1 / scale.y);
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
   * What was drawn beside what was found, slice by slice, in pixels of the image and cut at its
   * edges.
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
          new ObjectsInImage(
              scaled(drawn(targets, z), x, y),
              scaled(inside(found.slices().get(z), targets, z), x, y)));
    }
    return objects;
  }

  /**
   * What of the objects lies in a sample.
   *
   * @param rows of that and others
   */
  static List<BoxedObject> inside(List<BoxedObject> objects, Tensor rows, int sample) {
    if (rows.sampleLength() == 0) return objects;
    int first = sample * rows.sampleLength();
    return objects.stream()
        .flatMap(o -> BoxRow.inside(rows.data(), first, o.box()).map(o::at).stream())
        .toList();
  }

  /** In pixels of the network's input. */
  Boxes drawn(Tensor targets) {
    List<List<BoxedObject>> slices = new ArrayList<>();
    for (int z = 0; z < targets.samples(); z++) slices.add(drawn(targets, z));
    return new Boxes(slices);
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
