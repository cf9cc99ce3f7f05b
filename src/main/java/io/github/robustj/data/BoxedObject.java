package io.github.robustj.data;

/**
 * An object in an image: what it is and where.
 *
 * @param name of its class
 * @param score how sure a model is, 0 to 1; 1 for what an expert has drawn
 * @param role how it counts
 */
public record BoxedObject(String name, Box box, double score, Role role) {

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
    return new BoxedObject(name, place, score, role);
  }
}
