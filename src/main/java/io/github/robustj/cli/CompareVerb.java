package io.github.robustj.cli;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.Contestant;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.Options;
import io.github.robustj.training.Csv;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code robustj compare}: trains every method alike, measures all of them under the same attacks
 * and writes one table. What is there already, models and curves, is not made again, so that it can
 * be interrupted.
 */
final class CompareVerb {

  static final Verb VERB =
      new Verb(
          "compare",
          "Train several methods alike and measure them under the same attacks.",
          OptionTable.join(
              OptionTable.COMPARE_FILES,
              OptionTable.COMPARE,
              OptionTable.COMPARE_TRAIN,
              OptionTable.COMPUTE),
          CompareVerb::run);

  private CompareVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    Path out = options.path("out");
    AtomicFiles.requireWritable(out.resolve("table.csv"));
    requireOthers(options);
    List<Contestant> contestants = Contestant.parse(options.text("methods"));
    Map<String, Object> training = options.given(OptionTable.COMPARE_TRAIN);
    // A mistake in the options of the last method is found before the first one is trained.
    contestants.forEach(contestant -> contestant.training(training));
    Comparison comparison =
        new Comparison(
            new Comparison.Training(options.path("data"), options.optionalPath("split"), training),
            new Comparison.Test(
                options.optionalPath("test").orElse(options.path("data")),
                options.optionalPath("test_split").or(() -> ownSplit(options)),
                options.number("attack_epsilon"),
                options.whole("seed"),
                new EvaluateJob.Points(options.number("pixel_size"), List.of()),
                ownTable(options)),
            attacks(options),
            out);
    List<List<String>> table = new ArrayList<>(List.of(comparison.heading()));
    for (Contestant contestant : contestants) {
      table.add(comparison.row(contestant, session));
      byte[] text = Csv.write(table).getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(out.resolve("table.csv"), file -> file.write(text));
    }
    print(table, session);
  }

  /** The validation part of the split file, unless another data set is measured on. */
  private static Optional<Path> ownSplit(Options options) {
    return options.optionalPath("test").isPresent()
        ? Optional.empty()
        : options.optionalPath("split");
  }

  /** It names images of the data set that is trained on. */
  private static Optional<Path> ownTable(Options options) {
    return options.optionalPath("test").isPresent()
        ? Optional.empty()
        : options.optionalPath("unannotated");
  }

  private static void requireOthers(Options options) {
    if (options.optionalPath("test").isPresent()
        || options.optionalPath("test_split").isPresent()
        || options.optionalPath("split").isPresent()) return;
    throw new RobustJException(
        "The methods would be measured on the cases that they were trained on; give test, test_split,"
            + " or a split file with [train] and [validation].");
  }

  /** By the heading of their column. */
  private static Map<String, AttackSpec> attacks(Options options) {
    Map<String, AttackSpec> attacks = new LinkedHashMap<>();
    for (String name : List.of("noise", "pgd", "ensemble", "square")) {
      int steps = options.integer(name.equals("square") ? "square_queries" : "attack_steps");
      attacks.put(
          name + "_" + steps,
          AttackOptions.of(Map.of("attack", name, "steps", steps, "norm", options.text("norm"))));
    }
    return attacks;
  }

  private static void print(List<List<String>> table, Verb.Session session) {
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        int column = c;
        int width = table.stream().mapToInt(r -> r.get(column).length()).max().orElse(1);
        String format = c == 0 ? "%-" + width + "s" : "  %" + width + "s";
        line.append(String.format(Locale.ROOT, format, row.get(c)));
      }
      session.out().println(line);
    }
  }
}
