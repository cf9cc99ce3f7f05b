package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject;
import java.util.Comparator;
import java.util.List;

/**
 * What an expert has drawn in an image and what a model has found there.
 *
 * @param truth of all classes, scores do not matter
 * @param found of all classes, with scores
 */
public record ObjectsInImage(List<BoxedObject> truth, List<BoxedObject> found) {

  /** The expert's objects of one class, in their order. */
  List<BoxedObject> truth(String name) {
    return truth.stream().filter(o -> o.name().equals(name)).toList();
  }

  /** How many predictions there are of one class. */
  public long count(String name) {
    return found.stream().filter(o -> o.name().equals(name)).count();
  }

  /** The predictions of one class, the surest first; equally sure ones keep their order. */
  List<BoxedObject> found(String name) {
    return found.stream()
        .filter(o -> o.name().equals(name))
        .sorted(Comparator.comparingDouble(BoxedObject::score).reversed())
        .toList();
  }
}
