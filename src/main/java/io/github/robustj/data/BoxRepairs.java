package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was put right, and what looks wrong, in the boxes of a data set.
 *
 * @param drawn all boxes
 * @param empty boxes without width or height, left out
 * @param outside boxes that lie outside their image altogether, left out
 * @param swapped boxes whose edges stood in the wrong order, put in order
 * @param cut boxes that reached over the image's edge by more than rounding, cut there
 * @param thin boxes below a pixel wide or high, kept
 * @param whole boxes that cover their whole image, kept
 * @param twice boxes of which the same one, of the same class, stands there before, left out
 * @param corners boxes whose width and height would be a right and a lower edge in the image, too
 */
public record BoxRepairs(
    int drawn,
    int empty,
    int outside,
    int swapped,
    int cut,
    int thin,
    int whole,
    int twice,
    int corners) {

  public static final BoxRepairs NONE = new BoxRepairs(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** So many boxes have not all by chance a width beyond their left edge. */
  private static final int FEWEST = 3;

  private static final String CHECK_NUMBERS =
      "whether their four numbers are edges or a corner and a size";

  public BoxRepairs plus(BoxRepairs other) {
    return new BoxRepairs(
        drawn + other.drawn,
        empty + other.empty,
        outside + other.outside,
        swapped + other.swapped,
        cut + other.cut,
        thin + other.thin,
        whole + other.whole,
        twice + other.twice,
        corners + other.corners);
  }

  /**
   * @param source folder of the data set, for the message
   * @throws RobustJException if there are boxes, but none in its image, or all of them below a
   *     pixel, as large as their images, with edges in the wrong order, or lying in their images
   *     only if their sizes are edges
   */
  public void requireUsable(Object source) {
    if (drawn == 0) return;
    if (empty + outside == drawn)
      throw wrong(
          source,
          "lie outside of their images or have no width or height",
          "whether they were drawn in these images, and " + CHECK_NUMBERS);
    if (thin + empty == drawn)
      throw wrong(
          source,
          "are below a pixel wide or high",
          "whether their numbers are shares of the image's size (all must lie in 0 to 1) or of another unit");
    if (whole == drawn && drawn > 1)
      throw wrong(
          source, "cover their whole images", "whether they were drawn around single objects");
    if (swapped + empty + outside == drawn && swapped > 1)
      throw wrong(
          source,
          "have their right edge left of the left one or their lower edge above the upper one",
          CHECK_NUMBERS + ", and whether y is counted from the bottom");
    if (corners == drawn && drawn >= FEWEST && 4 * (cut + outside) >= drawn)
      throw wrong(
          source,
          "lie inside their images only if their width and height are taken for the right and the lower edge",
          CHECK_NUMBERS);
  }

  private RobustJException wrong(Object source, String what, String check) {
    return new RobustJException(
        "All %s in %s %s, so there is nothing to learn or to measure from them as they are; check %s."
            .formatted(boxes(drawn), source, what, check));
  }

  /** One line that counts them; empty if there was nothing to do. */
  public String inWords() {
    List<String> parts = new ArrayList<>();
    if (empty > 0) parts.add(boxes(empty) + " without width or height left out");
    if (outside > 0) parts.add(boxes(outside) + " outside the image left out");
    if (swapped > 0) parts.add(boxes(swapped) + " with swapped edges put in order");
    if (cut > 0) parts.add(boxes(cut) + " cut at the edge of the image");
    if (twice > 0) parts.add(boxes(twice) + " left out that another one repeats");
    if (thin > 0) parts.add(boxes(thin) + " below a pixel wide or high");
    if (whole > 1 && 2 * whole > drawn) parts.add(boxes(whole) + " as large as the image");
    String words = String.join(", ", parts);
    boolean many = 2 * (empty + outside + cut + swapped) > drawn;
    return many
        ? words
            + " of %d: check that the boxes were drawn in these images, and ".formatted(drawn)
            + CHECK_NUMBERS
        : words;
  }

  private static String boxes(int n) {
    return n == 1 ? "1 box" : n + " boxes";
  }
}
