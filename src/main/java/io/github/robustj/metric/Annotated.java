package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import java.util.List;

/** Which images can say something about a class. */
public final class Annotated {

  private Annotated() {}

  /**
   * Those without a crowd of the class that holds everything that was drawn and found: such a crowd
   * stands for "nobody has annotated this class here".
   */
  public static List<ObjectsInImage> with(List<ObjectsInImage> images, String name) {
    return images.stream()
        .filter(image -> image.truth(name).stream().noneMatch(o -> covers(o, image)))
        .toList();
  }

  private static boolean covers(BoxedObject object, ObjectsInImage image) {
    return object.role() == Role.CROWD
        && image.truth().stream().allMatch(o -> isInside(o, object))
        && image.found().stream().allMatch(o -> isInside(o, object));
  }

  /** Up to rounding, and to the last cell of an image whose size is no multiple of the cells. */
  private static boolean isInside(BoxedObject inner, BoxedObject outer) {
    double slack = .02 * Math.max(outer.box().width(), outer.box().height());
    return inner.box().left() >= outer.box().left() - slack
        && inner.box().top() >= outer.box().top() - slack
        && inner.box().right() <= outer.box().right() + slack
        && inner.box().bottom() <= outer.box().bottom() + slack;
  }
}
