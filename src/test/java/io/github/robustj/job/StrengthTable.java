package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.model.Backend;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.TaskType;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.ScaledLogits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What published protocols and the ensemble leave of the score of cases, at the same number of
 * gradients, as a table. Not a test: it takes minutes. See {@code src/test/scripts/strength}.
 */
public final class StrengthTable {

  private final String what;
  private final int every;
  private final OpenModel open;

  StrengthTable(String what, int every, OpenModel open) {
    this.what = what;
    this.every = every;
    this.open = open;
  }

  /**
   * @param arguments {@code protocols}, {@code steps}, {@code converged} or {@code large} (logits),
   *     folder of the model, folder of the data, epsilon in L2, number of gradients, n to attack
   *     every n-th slice, then the names of cases
   */
  public static void main(String[] arguments) {
    Path model = Path.of(arguments[1]);
    JobListener silent = new JobListener() {};
    Backend backend = ServiceLoader.load(Backend.class).findFirst().orElseThrow();
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, silent)) {
      AnnotatedCases cases =
          TaskType.named(open.task().name())
              .read(Path.of(arguments[2]), AnnotatedCases.Reading.USUAL);
      int channels = open.description().network().inputChannels();
      var encoder = cases.encoder(open.task(), open.sight(silent)::see, channels);
      List<CaseFiles> files = Selection.of(cases.dataset(), Optional.empty()).evaluated();
      StrengthTable table = new StrengthTable(arguments[0], Integer.parseInt(arguments[5]), open);
      List<Map<String, Double>> rows = new ArrayList<>();
      for (String name : List.of(arguments).subList(6, arguments.length)) {
        CaseFiles file = named(files, name);
        Map<String, Double> row =
            table.row(
                encoder.read(file),
                Double.parseDouble(arguments[3]),
                Integer.parseInt(arguments[4]));
        if (rows.isEmpty()) head(model.getFileName() + ", epsilon " + arguments[3], row);
        rows.add(row);
        print(name, row.values().stream().toList());
      }
      summary(rows);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no such case, with the names that there are
   */
  static CaseFiles named(List<CaseFiles> files, String name) {
    return files.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no case " + name + " among " + files.stream().map(CaseFiles::name).toList()));
  }

  Map<String, Double> row(EncodedCase whole, double epsilon, int gradients) {
    PlainProtocols attacks =
        new PlainProtocols(open.task(), open.network(), part(whole), epsilon, gradients);
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("clean", attacks.score(attacks.subject().images()));
    if (what.equals("large")) large(attacks, row);
    else if (what.equals("steps")) steps(attacks, row);
    else if (what.equals("converged")) converged(attacks, row);
    else
      switch (open.task().name()) {
        case "segmentation" -> masks(attacks, row);
        case "landmark" -> one(attacks, "soft_argmax", row);
        default -> one(attacks, "objectness", row);
      }
    return row;
  }

  private EncodedCase part(EncodedCase whole) {
    int[] some =
        IntStream.range(0, whole.images().samples()).filter(i -> i % every == every / 2).toArray();
    return new EncodedCase(
        whole.name(),
        whole.images().gather(some),
        whole.targets().gather(some),
        whole.bounds(),
        whole.calibration());
  }

  private static void masks(PlainProtocols attacks, Map<String, Double> row) {
    row.put("PGD", attacks.score(attacks.attack("pgd", AttackSpec.TRAINING_LOSS)));
    PlainProtocols.Found sea =
        attacks.sea("masked_cross_entropy", "jensen_shannon", "normalised_logit");
    row.put("SEA", attacks.score(sea.images()));
    row.put("SEA, together", sea.together());
    row.put("AutoAttack", attacks.score(attacks.autoAttack("cross_entropy", "dlr")));
    Tensor[] ours = attacks.ensemble();
    row.put("ensemble, slices alone", attacks.score(ours[0]));
    row.put("ensemble", attacks.score(ours[1]));
  }

  private static void one(PlainProtocols attacks, String second, Map<String, Double> row) {
    row.put("PGD", attacks.score(attacks.attack("pgd", AttackSpec.TRAINING_LOSS)));
    row.put("APGD", attacks.score(attacks.attack("apgd", AttackSpec.TRAINING_LOSS)));
    row.put("AutoAttack", attacks.score(attacks.autoAttack(AttackSpec.TRAINING_LOSS, second)));
    row.put("ensemble", attacks.score(attacks.ensemble()[1]));
  }

  /** Climbs and a choice of images that were written apart, on objectives that are after a Dice. */
  private static void converged(PlainProtocols attacks, Map<String, Double> row) {
    row.put("apart", attacks.sea("linear_dice", "scale_free_linear_dice").together());
    row.put("ensemble", attacks.score(attacks.ensemble()[1]));
  }

  /** Many steps of one attack, and a third of the gradients for the ensemble, in fewer calls. */
  private static void steps(PlainProtocols attacks, Map<String, Double> row) {
    row.put("PGD", attacks.score(attacks.attack("pgd", AttackSpec.TRAINING_LOSS)));
    PlainProtocols fewer =
        new PlainProtocols(
            attacks.task(),
            attacks.network(),
            attacks.subject(),
            attacks.epsilon(),
            attacks.gradients() / 3);
    row.put("ensemble", attacks.score(fewer.ensemble()[1]));
  }

  /** Multiplied by 10 000, which changes no decision. */
  private static void large(PlainProtocols attacks, Map<String, Double> row) {
    PlainProtocols scaled =
        new PlainProtocols(
            attacks.task(),
            new ScaledLogits(attacks.network(), 10_000),
            attacks.subject(),
            attacks.epsilon(),
            attacks.gradients());
    row.put("ensemble", attacks.score(attacks.ensemble()[1]));
    row.put("ensemble, logits x 10 000", attacks.score(scaled.ensemble()[1]));
    Tensor saturated = scaled.attack("apgd", AttackSpec.TRAINING_LOSS);
    row.put("Auto-PGD, logits x 10 000", attacks.score(saturated));
  }

  private static void head(String what, Map<String, Double> row) {
    System.out.println("| " + what + " | " + String.join(" | ", row.keySet()) + " |");
    System.out.println("|---".repeat(row.size() + 1) + "|");
  }

  private static void print(String name, List<Double> values) {
    System.out.println(
        values.stream()
            .map(value -> String.format(Locale.ROOT, " %.3f |", value))
            .collect(Collectors.joining("", "| " + name + " |", "")));
  }

  /** The median of each column, and how much more than the last each leaves. */
  private static void summary(List<Map<String, Double>> rows) {
    String last = rows.get(0).keySet().stream().reduce((a, b) -> b).orElseThrow();
    List<Double> median = new ArrayList<>();
    List<List<Double>> more = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String column : rows.get(0).keySet()) {
      median.add(sorted(rows, row -> row.get(column)).get(rows.size() / 2));
      List<Double> above = sorted(rows, row -> row.get(column) - row.get(last));
      more.get(0).add(above.get(0));
      more.get(1).add(above.get(rows.size() / 2));
      more.get(2).add(above.get(rows.size() - 1));
    }
    print("median", median);
    print("least above " + last, more.get(0));
    print("median above " + last, more.get(1));
    print("most above " + last, more.get(2));
  }

  private static List<Double> sorted(
      List<Map<String, Double>> rows, ToDoubleFunction<Map<String, Double>> value) {
    return rows.stream().mapToDouble(value).sorted().boxed().toList();
  }
}
