package io.github.robustj.job;

import java.util.ArrayList;
import java.util.List;

/** A text in Markdown, written part by part. */
final class Markdown {

  private final StringBuilder text = new StringBuilder();

  Markdown line(String line) {
    text.append(line.strip()).append("\n\n");
    return this;
  }

  void head(String head) {
    line("## " + head);
  }

  void code(String language, String code) {
    line("```" + language + "\n" + code.stripTrailing() + "\n```");
  }

  void table(List<String> names, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(row(names));
    lines.add("|---".repeat(names.size()) + "|");
    rows.forEach(cells -> lines.add(row(cells)));
    line(String.join("\n", lines));
  }

  /** Names of classes may hold what ends a cell. */
  private static String row(List<String> cells) {
    return "| "
        + String.join(" | ", cells.stream().map(c -> c.replace("|", "\\|")).toList())
        + " |";
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing() + "\n";
  }
}
