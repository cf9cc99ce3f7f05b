package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/** What an expert, or a model, says about an image; a record, also in the room of a task. */
public interface Annotation {

  /**
   * The image that it is drawn on, with what it knows of it: its pixel size.
   *
   * @throws RobustJException if it cannot be drawn on it
   */
  Image on(Image image);

  /**
   * The same places in the pixels of another image of the same scene; masks stay as they are.
   *
   * @param width,height of the image that it is drawn on now
   */
  default Annotation in(Image target, int width, int height) {
    return this;
  }

  /**
   * A label map with the axes x, y, slice. Values are the file's own label values (not class
   * indices); 0 is background.
   *
   * @param world where the pixels lie, as far as their file says it
   */
  record Mask(RandomAccessibleInterval<IntType> labels, World world) implements Annotation {

    /** Of unknown place. */
    public Mask(RandomAccessibleInterval<IntType> labels) {
      this(labels, World.UNKNOWN);
    }

    public Mask {
      if (labels.numDimensions() != 3)
        throw new IllegalArgumentException(
            "a mask has the axes x, y, slice; got " + labels.numDimensions() + " axes");
    }

    /**
     * @param what it is and {@code of} what, for the message
     * @throws RobustJException if it is of another size
     */
    public void requireSize(String what, String of, int width, int height, int slices) {
      long[] size = labels.dimensionsAsLongArray();
      if (size[0] == width && size[1] == height && size[2] == slices) return;
      throw new RobustJException(
          "%s is %d x %d x %d pixels but the %s is %d x %d x %d; both must have the same size."
              .formatted(what, size[0], size[1], size[2], of, width, height, slices));
    }

    /** The same for the size of an image, and its place in the world. */
    public void requireSize(String what, Image image) {
      requireSize(what, "image " + image.name(), image.width(), image.height(), image.slices());
      Alignment.requireOn(image.name(), image.world(), this, what);
    }

    /** How many pixels of a mask of the same size have another label. */
    public int differences(Mask other) {
      Cursor<IntType> its = Views.flatIterable(other.labels).cursor();
      int different = 0;
      for (IntType label : Views.flatIterable(labels))
        if (label.get() != its.next().get()) different++;
      return different;
    }

    @Override
    public Image on(Image image) {
      requireSize("The truth", image);
      return image;
    }
  }

  /**
   * Named points, slice by slice.
   *
   * @param slices the points of each slice by name; a name that is missing was not seen there
   * @param calibration the size of the pixels that the points are measured in
   */
  record Landmarks(List<Map<String, Landmark>> slices, Calibration calibration)
      implements Annotation {

    public Landmarks {
      slices = List.copyOf(slices);
    }

    /** The points of an image with a single slice. */
    public static Landmarks of(Map<String, Landmark> points, Calibration calibration) {
      return new Landmarks(List.of(points), calibration);
    }

    /** With the pixel size that stands beside the points, if the image does not tell its own. */
    @Override
    public Image on(Image image) {
      requireInside(image, "The truth");
      if (slices.size() != image.slices())
        throw new RobustJException(
            "The truth has points for %d slice(s) but the image %s has %d; give points for each."
                .formatted(slices.size(), image.name(), image.slices()));
      return calibration.unit().equals("mm") ? image.calibrated(calibration.x()) : image;
    }

    @Override
    public Landmarks in(Image target, int width, int height) {
      double x = (double) target.width() / width;
      double y = (double) target.height() / height;
      List<Map<String, Landmark>> moved = new ArrayList<>();
      for (Map<String, Landmark> slice : slices) {
        Map<String, Landmark> points = new LinkedHashMap<>();
        slice.forEach((name, point) -> points.put(name, point.scaled(x, y)));
        moved.add(points);
      }
      return new Landmarks(moved, target.calibration());
    }

    /**
     * @param source the file, for the message
     * @throws RobustJException if a point lies outside the image
     */
    public void requireInside(Image image, Object source) {
      for (Map<String, Landmark> slice : slices)
        slice.forEach(
            (name, p) -> {
              if (!p.isInside(image.width(), image.height()))
                throw new RobustJException(
                    "%s has the landmark %s of %s at (%s, %s), outside the image of %d x %d pixels; correct it or leave its cells empty."
                        .formatted(
                            source,
                            name,
                            image.name(),
                            p.x(),
                            p.y(),
                            image.width(),
                            image.height()));
            });
    }
  }

  /**
   * Objects with a box around each, slice by slice.
   *
   * @param slices the objects of each slice in pixels of the image, see {@link Box}; empty lists
   *     where there are none
   */
  record Boxes(List<List<BoxedObject>> slices) implements Annotation {

    public Boxes {
      slices =
          slices.stream()
              .map(slice -> slice instanceof FoundObjects found ? found : List.copyOf(slice))
              .toList();
    }

    /** The objects of an image with a single slice. */
    public static Boxes of(List<BoxedObject> objects) {
      return new Boxes(List.of(objects));
    }

    @Override
    public Image on(Image image) {
      if (slices.size() == image.slices()) return image;
      throw new RobustJException(
          "The truth has boxes for %d slice(s) but the image %s has %d; give boxes for each."
              .formatted(slices.size(), image.name(), image.slices()));
    }

    @Override
    public Boxes in(Image target, int width, int height) {
      return scaled((double) target.width() / width, (double) target.height() / height);
    }

    /** All slices together. */
    public List<BoxedObject> all() {
      return slices.stream().flatMap(List::stream).toList();
    }

    /** Those at least this sure. */
    public Boxes from(double score) {
      return new Boxes(
          slices.stream()
              .map(slice -> slice.stream().filter(o -> o.score() >= score).toList())
              .toList());
    }

    /** The same places where the image is this many times as wide and high. */
    public Boxes scaled(double factorX, double factorY) {
      return new Boxes(
          slices.stream()
              .map(
                  slice -> slice.stream().map(o -> o.at(o.box().scaled(factorX, factorY))).toList())
              .toList());
    }
  }
}
