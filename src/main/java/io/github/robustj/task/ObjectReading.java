package io.github.robustj.task;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.metric.F1;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The objects in an image, read from a network's answer slice by slice. */
public final class ObjectReading implements Task.Reading {

  private final Image image;
  private final List<String> classes;
  private final Function<Tensor, List<List<BoxedObject>>> decoding;
  private final List<List<BoxedObject>> slices = new ArrayList<>();

  /**
   * @param decoding the objects of each slice of an answer, in the pixels of the image
   */
  public ObjectReading(
      Image image, List<String> classes, Function<Tensor, List<List<BoxedObject>>> decoding) {
    this.image = image;
    this.classes = classes;
    this.decoding = decoding;
  }

  @Override
  public void add(Tensor outputs) {
    slices.addAll(decoding.apply(outputs));
  }

  @Override
  public Prediction prediction() {
    return new Prediction.Objects(
        image.name(), image.width(), image.height(), classes, new Boxes(slices), F1.COUNTS);
  }

  /**
   * What of the objects is in an image, in its own pixels.
   *
   * @param found where the image has {@code width} x {@code height} pixels
   */
  public static List<BoxedObject> inImage(
      List<BoxedObject> found, Image image, int width, int height) {
    double x = (double) image.width() / width;
    double y = (double) image.height() / height;
    boolean same = image.width() == width && image.height() == height;
    List<BoxedObject> inside = new ArrayList<>(found.size());
    for (BoxedObject o : found)
      if (same && o.box().isWithin(width, height)) inside.add(o);
      else o.box().within(width, height).ifPresent(b -> inside.add(o.at(b.scaled(x, y))));
    return Collections.unmodifiableList(inside);
  }
}
