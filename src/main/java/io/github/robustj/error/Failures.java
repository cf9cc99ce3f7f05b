package io.github.robustj.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is wrong with some of many things of one kind, such as the cases of a data set: all of it is
 * found at once, so that nobody mends one file after another.
 */
public final class Failures {

  private static final int NAMED = 10;

  private final Map<String, RobustJException> reasons = new TreeMap<>();

  /** What is made of one of them; empty if that fails. */
  public <T> Optional<T> attempt(String name, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (RobustJException e) {
      reasons.put(name, e);
      return Optional.empty();
    }
  }

  public boolean isEmpty() {
    return reasons.isEmpty();
  }

  /** A sentence each, by name, in the order of the names. */
  public Map<String, String> sentences() {
    Map<String, String> sentences = new LinkedHashMap<>();
    reasons.forEach((name, reason) -> sentences.put(name, reason.getMessage()));
    return sentences;
  }

  /**
   * @param all how many things there are
   * @param things what they are called, as {@code cases}
   * @throws RobustJException with what is wrong with each, a line for each, if any failed
   */
  public void requireNone(int all, String things) {
    if (reasons.isEmpty()) return;
    RobustJException first = reasons.values().iterator().next();
    if (reasons.size() == 1) throw first;
    throw new RobustJException(
        "%d of %d %s cannot be used:\n%s%s"
            .formatted(reasons.size(), all, things, named(), further()),
        first);
  }

  private String named() {
    return reasons.values().stream()
        .limit(NAMED)
        .map(Throwable::getMessage)
        .collect(Collectors.joining("\n"));
  }

  private String further() {
    if (reasons.size() <= NAMED) return "";
    List<String> names = reasons.keySet().stream().skip(NAMED).toList();
    return "\nLook also at " + names(names) + ".";
  }

  /** The first of them, and that there are more. */
  public static String names(List<String> all) {
    String some = all.stream().limit(NAMED).map(Excerpt::of).collect(Collectors.joining(", "));
    return all.size() > NAMED ? some + " and more" : some;
  }
}
