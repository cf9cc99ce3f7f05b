package io.github.robustj.task.instance;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.LabelOutlines;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects as numbers of pixels: 0 for background, 1 and so on for the objects of a slice. A pixel
 * is in an object if its centre is; where objects overlap, the surest has the pixel, as StarDist
 * paints them. An object that others hide altogether is lost.
 */
final class LabelMaps {

  private LabelMaps() {}

  /**
   * @return {@code [slice, y, x, 1]}
   */
  static Tensor of(Boxes objects, int height, int width) {
    int slices = objects.slices().size();
    Tensor labels = Tensor.zeros(slices, height, width, 1);
    for (int z = 0; z < slices; z++) {
      int[] painted = LabelOutlines.painted(objects.slices().get(z), height, width);
      for (int i = 0; i < painted.length; i++) labels.data()[z * painted.length + i] = painted[i];
    }
    return labels;
  }

  /** Of all objects, slice by slice, in the order of their numbers. */
  static Boxes outlines(Tensor labels) {
    List<List<BoxedObject>> slices = new ArrayList<>();
    for (int z = 0; z < labels.samples(); z++) {
      float[] slice = labels.slice(z, z + 1).data();
      int[] numbers = new int[slice.length];
      for (int i = 0; i < slice.length; i++) numbers[i] = (int) slice[i];
      slices.add(
          LabelOutlines.of(numbers, labels.shape(2)).values().stream()
              .map(outline -> BoxedObject.outlined(InstanceTask.OBJECT, outline))
              .toList());
    }
    return new Boxes(slices);
  }

  /** Pixels down, or across, that hold all objects; at least 1. */
  static int extent(Boxes objects, boolean down) {
    return (int)
        Math.ceil(
            objects.all().stream()
                .mapToDouble(o -> down ? o.box().bottom() : o.box().right())
                .reduce(1, Math::max));
  }
}
