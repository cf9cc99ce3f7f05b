package io.github.robustj.job;

import io.github.robustj.task.TaskType;
import io.github.robustj.training.History;
import io.github.robustj.training.Margins;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the log says about an epoch: the loss, the validation score by its name and with its unit,
 * and where they move the margins.
 */
record EpochLine(String task, int epochs) {

  /** Columns that are in the history but no news. */
  private static final Set<String> SILENT = Set.of("learning_rate");

  String of(History.Row row) {
    ScoreColumns columns = ScoreColumns.in(row.values().keySet());
    String unit = columns.isError() ? " " + columns.unit() : "";
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Double> entry : row.values().entrySet()) {
      String name = entry.getKey();
      double value = entry.getValue();
      if (Double.isNaN(value)) continue;
      if (name.equals(columns.clean()))
        parts.add(TaskType.named(task).measure() + number(value) + unit);
      else if (name.equals(columns.robust())) parts.add("under attack" + number(value) + unit);
      else if (isNews(name, columns)) parts.add(name.replace('_', ' ') + number(value));
    }
    return "epoch %d of %d: %s".formatted(row.epoch(), epochs, String.join(", ", parts));
  }

  private static boolean isNews(String name, ScoreColumns columns) {
    return !SILENT.contains(name)
        && !name.equals(columns.selection())
        && !name.startsWith(Margins.DECILE);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, " %.3g", value);
  }
}
