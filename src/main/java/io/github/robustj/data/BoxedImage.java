package io.github.robustj.data;

import io.github.robustj.data.Annotation.Boxes;
import java.util.ArrayList;
import java.util.List;

/**
 * An image, by its name and size, and the objects in it: what a file of boxes tells about it.
 *
 * @param name of its file, with or without extension
 * @param width,height in pixels
 * @param objects in pixels of the image, see {@link Box}; may be empty
 */
public record BoxedImage(String name, int width, int height, List<BoxedObject> objects) {

  public BoxedImage {
    objects = List.copyOf(objects);
  }

  /**
   * The slices of an image, each as an image of its own, because no format of boxes knows stacks:
   * {@code NAME-0001}, {@code NAME-0002} and so on. A single slice keeps the name.
   */
  public static List<BoxedImage> slices(String name, int width, int height, Boxes boxes) {
    List<BoxedImage> images = new ArrayList<>();
    boolean single = boxes.slices().size() == 1;
    for (List<BoxedObject> objects : boxes.slices()) {
      String own = single ? name : "%s-%04d".formatted(name, images.size() + 1);
      images.add(new BoxedImage(own, width, height, objects));
    }
    return images;
  }
}
