package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject.Role;
import java.util.List;

/**
 * How far the number of objects of a class in an image is from the expert's.
 *
 * @param absolute mean over images of |found - drawn|
 * @param bias mean over images of found - drawn: positive where too many are found
 */
public record CountError(double absolute, double bias) {

  /**
   * Images with a crowd of the class are left out, since nobody has counted it.
   *
   * @param threshold predictions with a lower score are left out
   * @return NaN without any image
   */
  public static CountError of(List<ObjectsInImage> images, String name, double threshold) {
    double absolute = 0;
    double bias = 0;
    int counted = 0;
    for (ObjectsInImage image : images) {
      if (image.truth(name).stream().anyMatch(o -> o.role() == Role.CROWD)) continue;
      long found = image.found(name).stream().filter(o -> o.score() >= threshold).count();
      long difference = found - image.truth(name).size();
      absolute += Math.abs(difference);
      bias += difference;
      counted++;
    }
    return new CountError(absolute / counted, bias / counted);
  }
}
