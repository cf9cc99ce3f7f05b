package io.github.robustj.display.instance;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.LabelOutlines;
import io.github.robustj.display.LabelledImage;
import io.github.robustj.task.Prediction.Objects;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;

/** Outlined objects as a label image. */
final class ObjectLabels {

  private ObjectLabels() {}

  /** With the numbers of objects as values, slice by slice from 1. */
  static LabelledImage of(Objects shown) {
    int size = shown.width() * shown.height();
    List<List<BoxedObject>> slices = shown.objects().slices();
    int[] labels = new int[size * slices.size()];
    int most = 0;
    for (int z = 0; z < slices.size(); z++) {
      List<BoxedObject> objects = slices.get(z);
      int[] painted = LabelOutlines.painted(objects, shown.height(), shown.width());
      System.arraycopy(painted, 0, labels, z * size, size);
      most = Math.max(most, objects.size());
    }
    return new LabelledImage(
        shown.image(),
        new Mask(ArrayImgs.ints(labels, shown.width(), shown.height(), slices.size())),
        classes(most),
        Calibration.PIXELS);
  }

  private static List<LabelClass> classes(int most) {
    List<LabelClass> classes = new ArrayList<>(List.of(new LabelClass(0, "background")));
    for (int i = 1; i <= most; i++) classes.add(new LabelClass(i, "object " + i));
    return classes;
  }
}
