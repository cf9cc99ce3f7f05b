package io.github.robustj.job;

import io.github.robustj.error.RobustJException;

/** What is said where a target has nothing to change. */
final class NothingToReach {

  private NothingToReach() {}

  /**
   * @param target as users type it
   * @param name of the class or landmark; blank for any
   * @param where the image or the data, in words
   */
  static RobustJException toReach(String target, String name, String where) {
    return new RobustJException(
        "There is nothing to %s in %s: %s; choose another target, target_class or image."
            .formatted(verb(target), where, reason(target, name.strip())));
  }

  private static String verb(String target) {
    return switch (target) {
      case "vanish" -> "let vanish";
      case "mask" -> "change";
      default -> target;
    };
  }

  private static String reason(String target, String name) {
    return switch (target) {
      case "vanish", "mislabel" ->
          "the model finds no object%s that is there".formatted(ofClass(name));
      case "fabricate" -> "no place is free of objects";
      case "mask" -> "the model sees the mask already";
      case "move" -> "the truth has no landmark \"%s\"".formatted(name);
      case "swap" -> "the truth or the prediction lacks what is to change places";
      default -> "the truth or the prediction has nothing of \"%s\" to take away".formatted(name);
    };
  }

  private static String ofClass(String name) {
    return name.isEmpty() ? "" : " of the class \"" + name + "\"";
  }
}
