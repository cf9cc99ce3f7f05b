package io.github.robustj.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What was put right in the boxes of a data set, for a warning.
 *
 * @param empty boxes without width or height, left out
 * @param outside boxes that lie outside their image altogether, left out
 * @param swapped boxes whose edges stood in the wrong order, put in order
 * @param cut boxes that reached over the image's edge by more than rounding, cut there
 */
public record BoxRepairs(int empty, int outside, int swapped, int cut) {

  public static final BoxRepairs NONE = new BoxRepairs(0, 0, 0, 0);

  public BoxRepairs plus(BoxRepairs other) {
    return new BoxRepairs(
        empty + other.empty, outside + other.outside, swapped + other.swapped, cut + other.cut);
  }

  /** One line that counts them; empty if there was nothing to do. */
  public String inWords() {
    List<String> parts = new ArrayList<>();
    if (empty > 0) parts.add(boxes(empty) + " without width or height left out");
    if (outside > 0) parts.add(boxes(outside) + " outside the image left out");
    if (swapped > 0) parts.add(boxes(swapped) + " with swapped edges put in order");
    if (cut > 0) parts.add(boxes(cut) + " cut at the edge of the image");
    return String.join(", ", parts);
  }

  private static String boxes(int n) {
    return n == 1 ? "1 box" : n + " boxes";
  }
}
