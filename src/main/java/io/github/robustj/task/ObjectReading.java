package io.github.robustj.task;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.metric.F1;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The objects in an image, read from a network's answer slice by slice. */
public final class ObjectReading implements Task.Reading {

  private final Image image;
  private final List<String> classes;
  private final Function<Tensor, List<List<BoxedObject>>> decoding;
  private final Supplier<ObjectRows> rows;
  private final List<List<BoxedObject>> slices = new ArrayList<>();

  /**
   * @param decoding the objects of each slice of an answer, in the pixels of the image
   * @param rows the same of a slice, row by row
   */
  public ObjectReading(
      Image image,
      List<String> classes,
      Function<Tensor, List<List<BoxedObject>>> decoding,
      Supplier<ObjectRows> rows) {
    this.image = image;
    this.classes = classes;
    this.decoding = decoding;
    this.rows = rows;
  }

  @Override
  public void add(Tensor outputs) {
    slices.addAll(decoding.apply(outputs));
  }

  /** For the rows of a slice, which is then added. */
  public ObjectRows slice() {
    return rows.get();
  }

  /** The next slice, all rows of which are given. */
  public void add(ObjectRows slice) {
    slices.add(slice.objects().get());
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
    List<BoxedObject> inside = new ArrayList<>(found.size());
    for (BoxedObject o : found) {
      Box box = inImage(o.box(), image, width, height).orElse(null);
      if (box == o.box()) inside.add(o);
      else if (box != null) inside.add(o.at(box));
    }
    return Collections.unmodifiableList(inside);
  }

  /** The same of a box; the box itself where nothing changes. */
  public static Optional<Box> inImage(Box box, Image image, int width, int height) {
    boolean same = image.width() == width && image.height() == height;
    if (same && box.isWithin(width, height)) return Optional.of(box);
    double x = (double) image.width() / width;
    double y = (double) image.height() / height;
    return box.within(width, height).map(part -> part.scaled(x, y));
  }
}
