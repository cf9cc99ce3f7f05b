package io.github.robustj.report;

import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.PairedComparison;
import io.github.robustj.report.Section.Block;
import io.github.robustj.report.Section.Grid;
import io.github.robustj.report.Section.Text;
import io.github.robustj.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much models differ from the first one, on the same cases. */
final class PairedPart {

  private PairedPart() {}

  static Optional<Section> of(List<Subject> subjects) {
    List<Block> blocks = new ArrayList<>();
    Subject first = subjects.get(0);
    for (Subject other : subjects.subList(1, subjects.size()))
      compared(first, other)
          .ifPresent(c -> blocks.add(grid("%s less %s".formatted(other.name(), first.name()), c)));
    if (blocks.isEmpty()) return Optional.empty();
    blocks.add(
        0,
        new Text(
            "Both models saw the same cases, so that each case is its own control. p is how often so"
                + " large a difference arises by chance if the models are alike, made larger since"
                + " there are several sizes (Holm)."));
    return Section.of("difference", "Differences between the models", blocks);
  }

  /** Nothing for models that were not measured alike. */
  private static Optional<PairedComparison> compared(Subject first, Subject other) {
    try {
      return Optional.of(PairedComparison.of(first.evaluation(), other.evaluation()));
    } catch (RobustJException unlike) {
      return Optional.empty();
    }
  }

  private static Grid grid(String caption, PairedComparison compared) {
    List<List<String>> rows = new ArrayList<>();
    compared.rows().forEach(row -> rows.add(cells(Print.plain(row.epsilon()), row)));
    compared.area().forEach(row -> rows.add(cells("mean height", row)));
    return new Grid(
        caption,
        0,
        List.of("epsilon", "difference", "p (Wilcoxon)", "p (permutation)", "patients"),
        rows);
  }

  private static List<String> cells(String epsilon, PairedComparison.Row row) {
    return List.of(
        epsilon,
        row.difference().text(),
        Digits.p(row.signedRankHolm()),
        Digits.p(row.signFlipHolm()),
        Integer.toString(row.patients()));
  }
}
