package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which landmarks change sides when an image is mirrored left to right: what was the left eye is
 * the right eye of the mirrored face.
 *
 * @param partners for each landmark, by index, which one it becomes; itself where it stays; empty
 *     if nothing changes sides
 */
public record MirrorPairs(List<Integer> partners) {

  public static final MirrorPairs NONE = new MirrorPairs(List.of());

  /** As a word of its own, also in camel case, but not in bright. */
  private static final Pattern SIDE =
      Pattern.compile("((?<!\\p{Alpha})(?i:left|right)|Left|Right)(?![a-z])");

  public MirrorPairs {
    partners = List.copyOf(partners);
  }

  /**
   * The names that differ in left and right only, such as {@code eye_left} and {@code eye_right}.
   * None if a name with a side lacks its partner, since then a mirrored image would be wrong.
   */
  public static MirrorPairs byName(List<String> names) {
    List<Integer> partners = names.stream().map(name -> names.indexOf(otherSide(name))).toList();
    return partners.contains(-1) ? NONE : of(partners);
  }

  /**
   * @param text pairs such as {@code eye_a/eye_b}, separated by semicolons
   * @throws RobustJException if the text has another form, or a name is unknown or in two pairs
   */
  public static MirrorPairs parse(String text, List<String> names) {
    List<Integer> partners =
        IntStream.range(0, names.size()).boxed().collect(Collectors.toCollection(ArrayList::new));
    for (String part : text.split(";")) {
      List<String> pair = Arrays.stream(part.split("/", -1)).map(String::strip).toList();
      if (pair.size() != 2) throw wrong(part, "is not like eye_left/eye_right", names);
      int first = names.indexOf(pair.get(0));
      int second = names.indexOf(pair.get(1));
      if (first < 0 || second < 0) throw wrong(part, "has an unknown name", names);
      if (first == second || partners.get(first) != first || partners.get(second) != second)
        throw wrong(part, "has a landmark a second time", names);
      partners.set(first, second);
      partners.set(second, first);
    }
    return of(partners);
  }

  /** Whether no landmark changes sides. */
  public boolean isEmpty() {
    return partners.isEmpty();
  }

  /** The rows of landmarks, each in the place of its partner. */
  float[] swapped(float[] rows, int columns) {
    if (isEmpty()) return rows;
    float[] swapped = new float[rows.length];
    for (int i = 0; i < partners.size(); i++)
      System.arraycopy(rows, i * columns, swapped, partners.get(i) * columns, columns);
    return swapped;
  }

  private static MirrorPairs of(List<Integer> partners) {
    boolean changes = IntStream.range(0, partners.size()).anyMatch(i -> partners.get(i) != i);
    return changes ? new MirrorPairs(partners) : NONE;
  }

  private static String otherSide(String name) {
    return SIDE.matcher(name).replaceAll(side -> Matcher.quoteReplacement(other(side.group())));
  }

  /** In the same case: left, Left or LEFT. */
  private static String other(String side) {
    String other = side.equalsIgnoreCase("left") ? "right" : "left";
    if (side.equals(side.toUpperCase(Locale.ROOT))) return other.toUpperCase(Locale.ROOT);
    return Character.isUpperCase(side.charAt(0))
        ? Character.toUpperCase(other.charAt(0)) + other.substring(1)
        : other;
  }

  private static RobustJException wrong(String part, String what, List<String> names) {
    return new RobustJException(
        "The option mirror_pairs has \"%s\", which %s; give pairs of %s, each name once, separated by semicolons."
            .formatted(part.strip(), what, String.join(", ", names)));
  }
}
