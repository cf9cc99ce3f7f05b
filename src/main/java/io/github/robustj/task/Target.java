package io.github.robustj.task;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.Optional;

/**
 * What an attack wants a model to see instead of the truth, as users say it; the model's task makes
 * an {@link Aim} of it.
 *
 * @param kind what becomes of the truth, as the option {@code target} has it; {@code none} for
 *     anything but the truth
 * @param structure the class it happens to, by name (upper or lower case) or label value; the
 *     landmark by name; the class of objects, empty for all, or for fabricated ones the first
 * @param other the class or landmark that {@code structure} changes places with; the class that
 *     mislabelled objects get, empty for the next one of the model
 * @param pixels by how much it shrinks
 * @param move where the landmark goes
 * @param mask what is to be seen, for {@code mask} only
 */
public record Target(
    String kind, String structure, String other, int pixels, Move move, Optional<Mask> mask) {

  /**
   * @param distance in the unit of the pixel size: mm, or pixels of the image where it has none
   * @param degrees 0 to the right, 90 up
   */
  public record Move(double distance, double degrees) {
    static final Move STANDARD = new Move(10, 0);
  }

  private static final Target NONE = new Target("none", "", "");

  /** With the usual distances. */
  public Target(String kind, String structure, String other) {
    this(kind, structure, other, 2, Move.STANDARD, Optional.empty());
  }

  /**
   * @throws RobustJException if a mask is missing, or given beside another target
   */
  public Target {
    if (mask.isPresent() != kind.equals("mask"))
      throw new RobustJException(
          mask.isEmpty()
              ? "The option target is mask, but there is none; give target_mask, or outlines to"
                  + " reach."
              : "A mask to reach is given, but the option target is %s; set it to mask."
                  .formatted(kind));
  }

  /** Anything but the truth. */
  public static Target none() {
    return NONE;
  }

  /** A given mask. */
  public static Target reach(Mask mask) {
    return new Target("mask", "", "", 2, Move.STANDARD, Optional.of(mask));
  }

  /** Whether there is a target to reach. */
  public boolean isGiven() {
    return !kind.equals("none");
  }

  /**
   * @throws RobustJException if it is a mask of another size
   */
  public void requireOn(Image image) {
    mask.ifPresent(m -> m.requireSize("The mask to reach", image));
  }

  /**
   * The place of {@link #structure} among the names of a model, upper or lower case.
   *
   * @param what they name, in words: {@code a landmark}
   * @throws RobustJException if it is none of them
   */
  public int structure(List<String> names, String what) {
    return index("target_class", structure, names, what);
  }

  /** The same of {@link #other}. */
  public int other(List<String> names, String what) {
    return index("target_other", other, names, what);
  }

  private static int index(String key, String wanted, List<String> names, String what) {
    for (int i = 0; i < names.size(); i++)
      if (names.get(i).equalsIgnoreCase(wanted.strip())) return i;
    throw new RobustJException(
        "The option %s is \"%s\", but must be %s of the model: %s."
            .formatted(key, wanted, what, String.join(", ", names)));
  }

  /**
   * @param one index of the structure that changes places with another
   * @throws RobustJException if they are the same
   */
  public int requireOther(int one, int another) {
    if (one != another) return another;
    throw new RobustJException(
        "The option target is swap, but target_class and target_other are both %s; give two that differ."
            .formatted(structure));
  }

  /** Says that a task knows no such target. */
  public RobustJException notFor(String what) {
    return new RobustJException("The option target is %s, which %s.".formatted(kind, what));
  }

  /**
   * Says what a model does not see of it where nothing is to change.
   *
   * @param where the image or the data, in words
   */
  public RobustJException nothing(String where) {
    String verb = kind.equals("vanish") ? "let vanish" : kind.equals("mask") ? "change" : kind;
    return new RobustJException(
        "There is nothing to %s in %s: %s; choose another target, target_class or image."
            .formatted(verb, where, reason(structure.strip())));
  }

  private String reason(String name) {
    return switch (kind) {
      case "vanish", "mislabel" ->
          "the model finds no object%s that is there"
              .formatted(name.isEmpty() ? "" : " of the class \"" + name + "\"");
      case "fabricate" -> "no place is free of objects";
      case "mask" -> "the model sees the mask already";
      case "move" -> "the truth has no landmark \"%s\"".formatted(name);
      case "swap" -> "the truth or the prediction lacks what is to change places";
      default -> "the truth or the prediction has nothing of \"%s\" to take away".formatted(name);
    };
  }
}
