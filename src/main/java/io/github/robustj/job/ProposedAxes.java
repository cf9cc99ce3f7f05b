package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.NetworkPorts.Port;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the axes of a tensor mean (b, y, x, c and others of length 1), and how long they are.
 *
 * @param source of the network, for sentences
 * @param options with {@link ImportTable#NETWORK}
 */
record ProposedAxes(Object source, Options options) {

  /** Most channels that are taken for channels where an axis could be another one. */
  private static final int MOST_CHANNELS = 4;

  /**
   * A letter for each axis, as the user says, else the package, else as the shape lets one guess.
   *
   * @param key the user's option
   * @param usual axes where the shape tells nothing
   * @throws RobustJException if what is said does not fit, or nothing is and the shape tells
   *     nothing
   */
  String letters(
      Port port, Key<String> key, Optional<BioimagePackage.Port> described, String usual) {
    String own = described.map(BioimagePackage.Port::letters).orElse("");
    String given = (options.get(key).isEmpty() ? own : options.get(key)).toLowerCase(Locale.ROOT);
    int rank = port.shape().size();
    if (given.isEmpty()) return guessed(port, key, usual);
    boolean letters = given.chars().allMatch(c -> 'a' <= c && c <= 'z');
    boolean once = given.chars().distinct().count() == given.length();
    if (letters
        && once
        && given.indexOf('y') >= 0
        && given.indexOf('x') >= 0
        && (rank == 0 || rank == given.length())) return given;
    throw new RobustJException(
        "The option %s is \"%s\" but must have a letter for each axis of %s, none twice, y and x among them, such as byxc."
            .formatted(key.name(), given, port.words()));
  }

  private String guessed(Port port, Key<String> key, String usual) {
    List<Integer> shape = port.shape();
    if (shape.isEmpty() || shape.size() == 4)
      return isChannels(shape, 3) || !isChannels(shape, 1) ? four(shape, usual) : "bcyx";
    if (shape.size() == 3 && !isChannels(shape, 2)) return "byx";
    if (shape.size() == 3) return "yxc";
    if (shape.size() == 2) return "yx";
    throw new RobustJException(
        "The network in %s has %s, of %d axes: say by the option %s which they are; axes other than b, y, x, c must have length 1."
            .formatted(source, port.words(), shape.size(), key.name()));
  }

  private static String four(List<Integer> shape, String usual) {
    boolean told = !shape.isEmpty() && isChannels(shape, 3);
    return told || usual.length() != 4 ? "byxc" : usual;
  }

  private static boolean isChannels(List<Integer> shape, int axis) {
    return axis < shape.size() && shape.get(axis) >= 1 && shape.get(axis) <= MOST_CHANNELS;
  }

  /** Of an axis as the network has it; 0 where it is open or missing. */
  static int length(Port port, String axes, char axis) {
    int at = axes.indexOf(axis);
    return at < 0 || at >= port.shape().size() ? 0 : Math.max(0, port.shape().get(at));
  }

  /**
   * Length of an axis as the network itself has it, else the package; 0 for any.
   *
   * @throws RobustJException if they differ
   */
  int count(Port port, String axes, char axis, Optional<Integer> described) {
    int length = length(port, axes, axis);
    int said = described.orElse(0);
    if (length > 0 && said > 0 && length != said)
      throw new RobustJException(
          "The description in %s says %d along the axis %s but its network has %d (%s); take another version of the package."
              .formatted(source, said, axis, length, port.words()));
    return Math.max(length, said);
  }
}
