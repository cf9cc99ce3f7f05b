package io.github.robustj.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The boxes of an image that can be used, and what was wrong with the others.
 *
 * @param objects each inside the image, with an area
 */
public record BoxCheck(List<BoxedObject> objects, BoxRepairs repairs) {

  /** Annotation tools round to whole pixels, and some count them from 1. */
  private static final double ROUNDING = 1;

  /** Share of the image from which a box counts as one around all of it. */
  private static final double WHOLE = .99;

  /**
   * Puts swapped edges in order, cuts boxes at the edge of the image, and leaves out those without
   * width or height, those outside and those that stand there before; counts what looks wrong.
   *
   * @param width,height of the image in pixels
   */
  public static BoxCheck of(List<BoxedObject> drawn, int width, int height) {
    List<BoxedObject> kept = new ArrayList<>();
    BoxRepairs repairs = BoxRepairs.NONE;
    Set<BoxedObject> seen = new HashSet<>();
    for (BoxedObject object : drawn) {
      Box box = ordered(object.box());
      Optional<Box> inside = box.within(width, height);
      boolean twice = !seen.add(object.at(box));
      if (!twice) inside.ifPresent(part -> kept.add(object.at(part)));
      boolean empty = box.area() == 0;
      boolean swapped = inside.isPresent() && !box.equals(object.box());
      boolean cut = inside.isPresent() && reachesOver(box, width, height);
      boolean thin = !empty && (box.width() < 1 || box.height() < 1);
      boolean whole = inside.isPresent() && inside.get().area() >= WHOLE * width * height;
      repairs =
          repairs.plus(
              new BoxRepairs(
                  1,
                  count(empty),
                  count(!empty && inside.isEmpty()),
                  count(swapped),
                  count(cut),
                  count(thin),
                  count(whole),
                  count(twice && inside.isPresent()),
                  count(areCorners(object.box(), width, height))));
    }
    return new BoxCheck(List.copyOf(kept), repairs);
  }

  private static Box ordered(Box box) {
    return new Box(
        Math.min(box.left(), box.right()),
        Math.min(box.top(), box.bottom()),
        Math.max(box.left(), box.right()),
        Math.max(box.top(), box.bottom()));
  }

  /** Whether width and height, taken for the right and lower edge, are a box in the image. */
  private static boolean areCorners(Box box, int width, int height) {
    Box corners = new Box(box.left(), box.top(), box.width(), box.height());
    return corners.area() > 0 && !reachesOver(corners, width, height);
  }

  private static boolean reachesOver(Box box, int width, int height) {
    return Math.min(box.left(), box.top()) < -ROUNDING
        || box.right() > width + ROUNDING
        || box.bottom() > height + ROUNDING;
  }

  private static int count(boolean event) {
    return event ? 1 : 0;
  }
}
