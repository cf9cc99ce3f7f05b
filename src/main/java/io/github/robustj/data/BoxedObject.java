package io.github.robustj.data;

/**
 * An object in an image: what it is and where.
 *
 * @param name of its class
 * @param score how sure a model is, 0 to 1; 1 for what an expert has drawn
 * @param role how it counts
 * @param outline whose bounds the box is; null of an object that is known by its box alone
 */
public record BoxedObject(String name, Box box, double score, Role role, Outline outline) {

  /** How an expert's box counts when predictions are scored. */
  public enum Role {
    /** To be found. */
    OBJECT,
    /**
     * May be found or missed (VOC's {@code difficult}): a prediction that meets it counts neither
     * as right nor as wrong.
     */
    DIFFICULT,
    /**
     * A group that was not separated (COCO's {@code iscrowd}): any number of predictions inside it
     * count neither as right nor as wrong.
     */
    CROWD
  }

  /** Known by its box alone. */
  public BoxedObject(String name, Box box, double score, Role role) {
    this(name, box, score, role, null);
  }

  /** What an expert has outlined. */
  public static BoxedObject outlined(String name, Outline outline) {
    return new BoxedObject(name, outline.bounds(), 1, Role.OBJECT, outline);
  }

  /** What a model has outlined. */
  public static BoxedObject outlined(String name, Outline outline, double score) {
    return new BoxedObject(name, outline.bounds(), score, Role.OBJECT, outline);
  }

  /** What an expert has drawn. */
  public static BoxedObject drawn(String name, Box box) {
    return new BoxedObject(name, box, 1, Role.OBJECT);
  }

  /** What a model has found. */
  public static BoxedObject found(String name, Box box, double score) {
    return new BoxedObject(name, box, score, Role.OBJECT);
  }

  /** The same object elsewhere. */
  public BoxedObject at(Box place) {
    return new BoxedObject(
        name, place, score, role, outline == null ? null : outline.moved(box, place));
  }

  /** The outline, or that of the box where there is no other. */
  public Outline shape() {
    return outline == null ? Outline.of(box) : outline;
  }

  /** Intersection over union, 0 to 1: of the outlines where one has any, else of the boxes. */
  public double iou(BoxedObject other) {
    if (outline == null && other.outline == null) return box.iou(other.box);
    return shape().iou(other.shape());
  }

  /** The part of it that is in another, 0 to 1; 0 without any area. */
  public double shareIn(BoxedObject other) {
    boolean boxes = outline == null && other.outline == null;
    double area = boxes ? box.area() : shape().area();
    if (area == 0) return 0;
    return (boxes ? box.intersection(other.box) : shape().intersection(other.shape())) / area;
  }
}
