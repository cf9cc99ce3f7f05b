package io.github.robustj.parts;

import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of several shares of a divided work, which together have every part once: the parts {@code
 * index - 1}, {@code index - 1 + count} and so on, counted from 0, so that neighbours, which are
 * often alike in size, go to different ones.
 *
 * @param index from 1 to {@code count}
 */
public record Shard(int index, int count) {

  /** How one is typed. */
  public static final String FORM = "\\d{1,9}/\\d{1,9}";

  private static final Pattern TYPED = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  public Shard {
    if (index < 1 || index > count)
      throw new RobustJException(
          "The option shard is \"%d/%d\" but must be I/N with I from 1 to N, as 2/8 for the second of eight shares."
              .formatted(index, count));
  }

  /**
   * @param typed as {@code 2/8}; empty for none
   * @throws RobustJException if there is no such share
   */
  public static Optional<Shard> parse(String typed) {
    Matcher matcher = TYPED.matcher(typed);
    if (!matcher.matches()) return Optional.empty();
    return Optional.of(
        new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  /** Its parts of all, in their order. */
  public List<String> of(List<String> all) {
    return IntStream.range(0, all.size())
        .filter(part -> part % count == index - 1)
        .mapToObj(all::get)
        .toList();
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
