package io.github.robustj.data;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Objects that a model has found by their boxes, of which each is made when it is asked for: in a
 * large slide there may be a million. They take 44 bytes each, and cannot be changed.
 */
public final class FoundObjects extends AbstractList<BoxedObject> implements RandomAccess {

  private final List<String> names;
  private final int[] kinds;
  private final double[] scores;
  private final BoxList boxes;

  /**
   * @param names of the classes
   * @param kinds for each object the index of its class; there may be more, which do not count, and
   *     more scores
   * @param boxes not copied
   */
  public FoundObjects(List<String> names, int[] kinds, double[] scores, BoxList boxes) {
    this.names = List.copyOf(names);
    int size = boxes.size();
    this.kinds = kinds.length == size ? kinds : Arrays.copyOf(kinds, size);
    this.scores = scores.length == size ? scores : Arrays.copyOf(scores, size);
    this.boxes = boxes;
  }

  @Override
  public BoxedObject get(int i) {
    return BoxedObject.found(names.get(kinds[i]), boxes.get(i), scores[i]);
  }

  @Override
  public int size() {
    return boxes.size();
  }
}
