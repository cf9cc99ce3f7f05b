package io.github.robustj.report;

import java.util.List;
import java.util.Optional;

/**
 * A part of a report under a heading of its own, its blocks in the order in which they are read.
 *
 * @param id anchor within the page, in lower case letters
 */
public record Section(String id, String heading, List<Block> blocks) {

  /** What a section is made of; the template has a piece for each {@link #kind}. */
  public sealed interface Block {

    /** Under which the template knows it. */
    default String kind() {
      return getClass().getSimpleName();
    }
  }

  /** A paragraph of plain words. */
  public record Text(String words) implements Block {}

  /**
   * A statement about one model.
   *
   * @param mark which of the models, counted from 0; it has the colour of the model's line
   * @param strong what comes first, in bold
   */
  public record Statement(int mark, String strong, String words) implements Block {}

  /** Lines with a dot before each. */
  public record Points(List<String> lines) implements Block {}

  /**
   * A table.
   *
   * @param caption above it; empty for none
   * @param texts how many columns, from the left, hold words; the others hold numbers
   * @param rows cells in the order of the head
   */
  public record Grid(String caption, int texts, List<String> head, List<List<String>> rows)
      implements Block {}

  /**
   * A table whose numbers are tinted.
   *
   * @param tints of each row's cells, from 0, none, to 5
   */
  public record Heat(Grid grid, List<List<Integer>> tints) implements Block {}

  /**
   * A table of facts, a name and values in each row.
   *
   * @param names what the values are of, above their columns; empty where there is but one
   */
  public record Facts(List<String> names, List<Fact> rows) implements Block {}

  /**
   * @param values one for each name, or a single one where all are the same
   */
  public record Fact(String name, List<String> values) {}

  /** A drawn curve. */
  public record Drawing(CurveFigure figure) implements Block {}

  /**
   * Whether the numbers of one model can be believed.
   *
   * @param heading the model; empty where there is but one
   */
  public record Verdicts(String heading, List<Verdict> rows) implements Block {}

  /**
   * @param kind {@code pass}, {@code flag} or {@code open}, for the colour
   * @param outcome as users read it
   */
  public record Verdict(String kind, String sign, String outcome, String name, String words) {}

  /**
   * Pictures of one model.
   *
   * @param heading the model; empty where there is but one
   */
  public record Pictures(String heading, List<Picture> rows) implements Block {}

  /**
   * @param address which holds the picture itself, as {@code data:image/png;base64,...}
   * @param alternative what is to be seen, for those who do not see it
   */
  public record Picture(String name, String words, String address, String alternative) {}

  /** Works that the report stands on, in the order of their numbers. */
  public record References(List<Reference> works) implements Block {}

  /** A section that is left out where there is nothing to say. */
  static Optional<Section> of(String id, String heading, List<Block> blocks) {
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section(id, heading, List.copyOf(blocks)));
  }
}
