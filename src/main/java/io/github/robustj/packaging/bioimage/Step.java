package io.github.robustj.packaging.bioimage;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step of what precedes or follows a network.
 *
 * @param name as {@code scale_range}
 * @param settings that it has
 */
record Step(String name, Yaml settings) {

  private static final double USUAL_EPSILON = 1e-6;
  private static final double MOST_EPSILON = .1;
  private static final Set<String> CHANNELS = Set.of("c", "channel");
  private static final Set<String> SIDES = Set.of("y", "x");

  /** Of length 1 here, so that it is the same whether they are looked at together. */
  private static final Set<String> SINGLE = Set.of("b", "batch", "z", "t", "time", "i", "index");

  /**
   * @param key of the list of steps in the description of an input or output
   */
  static List<Step> of(Yaml port, String key) {
    return port.parts(key).stream()
        .map(
            step ->
                new Step(
                    step.text("id").or(() -> step.text("name")).orElseThrow(() -> step.lacks("id")),
                    step.part("kwargs")))
        .toList();
  }

  String mode() {
    return settings.text("mode").orElse("");
  }

  /**
   * What the specification adds to a deviation or range by which is divided.
   *
   * @throws RobustJException if it is no small number
   */
  double epsilon() {
    double epsilon = settings.number("eps").orElse(USUAL_EPSILON);
    if (0 <= epsilon && epsilon <= MOST_EPSILON) return epsilon;
    throw unknown("with eps " + epsilon);
  }

  /** Type that numbers become; empty for floating-point numbers, which they are anyway. */
  Optional<String> wholeType() {
    String type = settings.requiredText("dtype");
    if (type.startsWith("float")) return Optional.empty();
    if (type.matches("u?int(8|16|32|64)|bool")) return Optional.of(type);
    throw unknown("with the type " + Excerpt.of(type));
  }

  /**
   * Whether it looks at all channels together, or at each by itself.
   *
   * @throws RobustJException if not over whole images
   */
  boolean isJoint() {
    if (!settings.has("axes")) return true;
    Set<String> axes =
        new HashSet<>(
            settings.isList("axes")
                ? settings.texts("axes")
                : List.of(settings.requiredText("axes").split("")));
    boolean joint = CHANNELS.stream().anyMatch(axes::contains);
    boolean whole = axes.containsAll(SIDES);
    String words = String.join(", ", axes.stream().sorted().toList());
    axes.removeAll(CHANNELS);
    axes.removeAll(SIDES);
    axes.removeAll(SINGLE);
    if (whole && axes.isEmpty()) return joint;
    throw unknown("over the axes " + Excerpt.of(words));
  }

  /**
   * @throws RobustJException if its numbers are those of another axis than the channels'
   */
  void requireOfChannels() {
    Optional<String> axis = settings.text("axis").filter(each -> !CHANNELS.contains(each));
    if (axis.isPresent()) throw unknown("along the axis " + Excerpt.of(axis.get()));
  }

  /**
   * @param where a clause
   */
  RobustJException unknown(String where) {
    return new RobustJException(
        "%s has the step %s %s, which RobustJ does not know; export the network without it, or import its SavedModel and choose the normalisation."
            .formatted(settings.file(), Excerpt.of(name), where));
  }
}
