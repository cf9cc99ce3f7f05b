package io.github.robustj.task;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Leaves one prediction for each object: the surest of those of a class that overlap. */
public final class NonMaximumSuppression {

  private NonMaximumSuppression() {}

  /**
   * @param iou two predictions of a class that overlap more are one object
   * @return the surest first; equally sure ones keep their order
   */
  public static List<BoxedObject> keep(List<BoxedObject> found, double iou) {
    List<BoxedObject> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingDouble(BoxedObject::score).reversed());
    Map<String, Neighbours> kept = new HashMap<>();
    List<BoxedObject> all = new ArrayList<>();
    for (BoxedObject object : sorted) {
      Neighbours same =
          kept.computeIfAbsent(object.name(), name -> new Neighbours(largest(found, name)));
      if (same.overlap(object.box(), iou)) continue;
      same.add(object.box());
      all.add(object);
    }
    return all;
  }

  private static double largest(List<BoxedObject> found, String name) {
    return found.stream()
        .filter(o -> o.name().equals(name))
        .mapToDouble(o -> Math.max(o.box().width(), o.box().height()))
        .max()
        .orElse(1);
  }

  /**
   * Boxes by the square that their centre is in, as large as the largest box: one that overlaps is
   * in the same or a neighbouring square, so that a slide with many thousands of objects is no
   * matter of all pairs.
   */
  private record Neighbours(double side, Map<Long, List<Box>> squares) {

    Neighbours(double side) {
      this(Math.max(side, 1), new HashMap<>());
    }

    void add(Box box) {
      squares.computeIfAbsent(square(box, 0, 0), s -> new ArrayList<>()).add(box);
    }

    boolean overlap(Box box, double iou) {
      for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++)
          for (Box other : squares.getOrDefault(square(box, dy, dx), List.of()))
            if (other.iou(box) > iou) return true;
      return false;
    }

    private long square(Box box, int dy, int dx) {
      long y = (long) Math.floor(box.centerY() / side) + dy;
      long x = (long) Math.floor(box.centerX() / side) + dx;
      return y << 32 ^ x & 0xffffffffL;
    }
  }
}
