package io.github.robustj.cli;

import ij.ImagePlus;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.data.reader.SplitFile;
import io.github.robustj.display.CostPlot;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.Table;
import io.github.robustj.file.Writable;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.CompareTable;
import io.github.robustj.job.ComparedMethod;
import io.github.robustj.job.ComputationTable;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.parts.PartStore;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code robustj compare}: trains every method alike, once or with several seeds, measures all of
 * them under the same attacks and writes one table and a picture of what robustness costs. What is
 * there already, models and curves, is not made again, so that it can be interrupted. A method that
 * fails does not end the others.
 */
final class CompareVerb {

  static final Verb VERB =
      new Verb(
          "compare",
          "Train several methods alike and measure them under the same attacks.",
          Keys.join(
              OptionTable.COMPARE_FILES,
              OptionTable.COMPARE,
              OptionTable.WRITE,
              OptionTable.COMPARE_TRAIN,
              OptionTable.COMPUTE,
              OptionTable.DIVISION),
          CompareVerb::run);

  private static final String TABLE = "table.csv";
  private static final String SEEDS = "seeds.csv";
  private static final String COSTS = "cost.png";

  private CompareVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    Path out = options.get(OptionTable.OUT);
    Writable.requireIn(out);
    DividedRun divided = DividedRun.of(VERB, call, session);
    if (divided.isShare()) {
      requireOthers(options);
      outputs(options, out);
      divided.share(division(options));
      return;
    }
    try (OutputLock lock = OutputLock.on(out.resolve(TABLE))) {
      AtomicFiles.removeLeftovers(out);
      requireOthers(options);
      ComparedDivision division = division(options);
      Outputs outputs = outputs(options, out);
      division.methods().forEach(division.comparison()::requireRoom);
      Optional<PartStore> finished =
          divided.isWhole() ? Optional.empty() : divided.finished(division);
      ComparedWork work =
          new ComparedWork(options, division, finished, () -> finished.ifPresent(divided::end));
      compare(work, outputs, divided.session());
    }
  }

  private static ComparedDivision division(Options options) {
    Map<String, Object> training = new LinkedHashMap<>(options.given(OptionTable.COMPARE_TRAIN));
    // Machines of a cluster have working folders of their own.
    if (DividedRun.cluster(options).isPresent())
      training.replaceAll(
          (name, value) -> value instanceof Path path ? path.toAbsolutePath() : value);
    List<Path> data = new ArrayList<>(List.of(options.get(OptionTable.DATA)));
    for (Key<Optional<Path>> key :
        List.of(OptionTable.SPLIT, CompareTable.TEST, CompareTable.TEST_SPLIT))
      options.get(key).ifPresent(data::add);
    List<ComparedMethod> methods = trainings(options, training);
    return new ComparedDivision(
        comparison(options, training, options.get(OptionTable.OUT)), methods, data);
  }

  private static void compare(ComparedWork work, Outputs outputs, Verb.Session session) {
    Options options = work.options();
    Path out = options.get(OptionTable.OUT);
    List<ComparedMethod> compared = work.division().methods();
    Comparison comparison = work.division().comparison();
    ComparedParts parts = ComparedParts.of(comparison, work.sound(), session.listener());
    Set<String> told = work.finished().map(PartStore::failedHere).orElse(Set.of());
    BatchRun methods = new BatchRun("method", compared.size(), false, told, session.listener());
    List<String> attacks = List.copyOf(comparison.scores().attacks().keySet());
    List<ComparisonTable.Row> rows = new ArrayList<>();
    for (ComparedMethod method : compared) {
      Optional<ComparisonTable.Row> row =
          methods.attempt(method.name(), () -> work.row(method, parts, session));
      if (row.isEmpty()) parts.giveUp(method);
      else {
        rows.add(row.get());
        write(new ComparisonTable(attacks, rows), options, outputs);
      }
    }
    if (methods.anyDone()) shown(attacks, rows, options).lines().forEach(session.out()::println);
    work.written().run();
    methods.finish(out.resolve(BatchRun.TABLE), outputs);
    comparison.scores().requireAll(rows.stream().map(ComparisonTable.Row::method).toList());
  }

  /** A mistake in the options of the last method is found before the first one is trained. */
  private static List<ComparedMethod> trainings(Options options, Map<String, Object> training) {
    List<Long> seeds = options.get(CompareTable.SEEDS);
    if (seeds.isEmpty() && !options.given(List.of(CompareTable.SEEDS)).isEmpty())
      throw new RobustJException(
          "The option seeds is empty but must be a list of whole numbers, such as 1,2,3; leave it"
              + " out to train each method once.");
    if (!seeds.isEmpty() && training.containsKey(TrainingTable.SEED.name()))
      throw new RobustJException(
          "The options seed and seeds exclude each other; leave one of them out.");
    List<ComparedMethod> compared =
        ComparedMethod.each(
            ComparedMethod.parse(options.get(CompareTable.METHODS), options.get(MethodTable.TASK)),
            seeds);
    compared.forEach(method -> method.training(training));
    return compared;
  }

  private static Comparison comparison(Options options, Map<String, Object> training, Path out) {
    ComparedModels models =
        new ComparedModels(
            options.get(OptionTable.DATA),
            options.get(OptionTable.SPLIT),
            training,
            options.plain(ComputationTable.PRECISION).toString(),
            out,
            options.get(OptionTable.OVERWRITE));
    ComparedScores.Test test =
        new ComparedScores.Test(
            options.get(CompareTable.TEST).orElse(options.get(OptionTable.DATA)),
            options.get(CompareTable.TEST_SPLIT).or(() -> own(options, OptionTable.SPLIT)),
            options.get(CompareTable.ATTACK_EPSILON),
            options.get(TrainingTable.SEED),
            new EvaluateJob.Points(
                options.get(OptionTable.PIXEL_SIZE), List.of(), options.get(OptionTable.Y_ORIGIN)),
            own(options, OptionTable.UNANNOTATED));
    return new Comparison(models, new ComparedScores(models, test, attacks(options)));
  }

  private static Outputs outputs(Options options, Path out) {
    Outputs outputs =
        OutputRules.of(
            options,
            "compare",
            OptionTable.DATA,
            OptionTable.SPLIT,
            CompareTable.TEST,
            CompareTable.TEST_SPLIT);
    for (Key<?> key : List.of(OptionTable.DATA, CompareTable.TEST))
      options.file(key).ifPresent(data -> outputs.requireApart(out.resolve(TABLE), data));
    List<String> names = new ArrayList<>(List.of(TABLE, COSTS, BatchRun.TABLE));
    if (!options.get(CompareTable.SEEDS).isEmpty()) names.add(SEEDS);
    names.forEach(name -> outputs.require(out.resolve(name)));
    return outputs;
  }

  /** What names images of the data set that is trained on, unless another one is measured on. */
  private static Optional<Path> own(Options options, Key<Optional<Path>> key) {
    return options.get(CompareTable.TEST).isPresent() ? Optional.empty() : options.get(key);
  }

  private static void requireOthers(Options options) {
    if (options.get(CompareTable.TEST).isPresent()
        || options.get(CompareTable.TEST_SPLIT).isPresent()
        || options.get(OptionTable.SPLIT).filter(SplitFile::hasValidation).isPresent()) return;
    throw new RobustJException(
        "The methods would be measured on the cases that they were trained on; give test,"
            + " test_split, or a split file with [train] and [validation].");
  }

  /** By the heading of their column. */
  private static Map<String, AttackSpec> attacks(Options options) {
    Map<String, AttackSpec> attacks = new LinkedHashMap<>();
    for (AttackType type : compared()) {
      int steps =
          options.get(
              type.has(Trait.QUERIES) ? CompareTable.SQUARE_QUERIES : CompareTable.ATTACK_STEPS);
      Map<String, Object> settings =
          new HashMap<>(Map.of("attack", type.name(), "norm", options.get(MethodTable.NORM)));
      if (type.has(Trait.STEPS)) settings.put("steps", steps);
      attacks.put(type.name() + "_" + steps, AttackOptions.of(settings));
    }
    return attacks;
  }

  private static List<AttackType> compared() {
    return Attacks.all().stream().filter(type -> type.has(Trait.COMPARED)).toList();
  }

  private static Table shown(
      List<String> attacks, List<ComparisonTable.Row> rows, Options options) {
    ComparisonTable table = new ComparisonTable(attacks, rows);
    return options.get(CompareTable.SEEDS).isEmpty() ? table.trainings() : table.shownSpread();
  }

  /** The tables, and the picture of what the strongest attack leaves against the time. */
  private static void write(ComparisonTable table, Options options, Outputs outputs) {
    Path out = options.get(OptionTable.OUT);
    if (options.get(CompareTable.SEEDS).isEmpty())
      outputs.write(out.resolve(TABLE), table.trainings()::write);
    else {
      outputs.write(out.resolve(SEEDS), table.seeds()::write);
      outputs.write(out.resolve(TABLE), table.spread()::write);
    }
    int strongest = compared().indexOf(Attacks.STRONGEST);
    ImagePlus plot =
        CostPlot.of(
            "Cost and robustness", table.costs(strongest), table.score(), "under the ensemble");
    outputs.write(out.resolve(COSTS), file -> ImageFiles.png(plot, file));
  }
}
