package io.github.robustj.task;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/**
 * Finds the objects of a slice in its rows of cells, from the top to the bottom, so that what a
 * network says of a large slice is never held whole. They are those of {@link Task#decode}, to the
 * last bit, however the rows are divided.
 */
public interface ObjectRows {

  /**
   * @param outputs of the next rows, {@code [1, y, x, channel]}; they are not needed afterwards
   */
  void add(Tensor outputs);

  /**
   * The objects, once all rows are given: it is asked once.
   *
   * @return in pixels of the image, the surest first
   */
  List<BoxedObject> objects();
}
