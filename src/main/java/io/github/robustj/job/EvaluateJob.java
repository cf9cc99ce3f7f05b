package io.github.robustj.job;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.UniversalPerturbation;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.TensorImages;
import io.github.robustj.data.YOrigin;
import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.CorruptionReport;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.EvaluationListener;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessEvaluation;
import io.github.robustj.evaluation.Smoothing;
import io.github.robustj.evaluation.UniversalOverCases;
import io.github.robustj.evaluation.WorstCase;
import io.github.robustj.evaluation.WorstSlices;
import io.github.robustj.evaluation.check.Level;
import io.github.robustj.model.Backend;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.option.Options;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Measures a model on annotated cases, clean and under an attack at each epsilon.
 *
 * @param data folder of the data set
 * @param split file with the names of the cases to use, of which the validation part counts if it
 *     has headings; empty for all
 * @param epsilons radii in the unit of the attack, not negative
 * @param source folder of the second model that transfer attacks take their gradients from
 * @param points what only landmarks have
 * @param aim a target, regions and a universal perturbation, each only if wanted
 * @param group rule for the patients of the cases, see {@link
 *     io.github.robustj.data.reader.Groups}; empty for that of the training
 * @param unannotated table of classes of objects that nobody has annotated in some images; see
 *     {@link io.github.robustj.data.reader.box.Unannotated}
 * @param checks which are made of whether the scores can be believed
 * @param certificate how what cannot change is proved, if it is to be; of segmentations
 * @param corruptions names of those whose severities are measured, too
 * @param parallel how many cases are measured at the same time; 0 to choose
 */
public record EvaluateJob(
    Path model,
    Path data,
    Optional<Path> split,
    AttackSpec attack,
    List<Double> epsilons,
    long seed,
    Optional<Path> source,
    Points points,
    EvaluationAim aim,
    Optional<Path> unannotated,
    String group,
    Level checks,
    Optional<Smoothing> certificate,
    List<String> corruptions,
    int parallel)
    implements Job<Evaluation> {

  /** Cases of which pictures are kept. */
  private static final int WORST = 5;

  /**
   * @param pixelSize in mm, for images that do not tell theirs; 0 to measure those in pixels
   * @param measurements to compare between prediction and truth
   * @param yOrigin of landmarks in files of points
   */
  public record Points(double pixelSize, List<Measurement> measurements, YOrigin yOrigin) {
    public static final Points NONE = new Points(0, List.of());

    public Points(double pixelSize, List<Measurement> measurements) {
      this(pixelSize, measurements, YOrigin.AUTOMATIC);
    }

    /** From the options of an evaluation. */
    public static Points from(Options options) {
      return new Points(
          options.get(OptionTable.PIXEL_SIZE),
          options.get(EvaluationTable.MEASUREMENTS),
          options.get(OptionTable.Y_ORIGIN));
    }
  }

  /**
   * @param options whose table contains {@link OptionTable#ATTACK}, {@link OptionTable#EVALUATE},
   *     {@link OptionTable#EVALUATE_LANDMARKS} and {@link OptionTable#EVALUATE_DETECTION}
   */
  public static EvaluateJob from(Path model, Path data, Options options) {
    return new EvaluateJob(
        model,
        data,
        options.get(OptionTable.SPLIT),
        AttackOptions.from(options),
        options.get(EvaluationTable.EPSILONS),
        options.get(TrainingTable.SEED),
        AttackOptions.source(options),
        Points.from(options),
        EvaluationAim.from(options),
        options.get(OptionTable.UNANNOTATED),
        options.get(TrainingTable.GROUP),
        options.get(EvaluationTable.CHECKS),
        CertificateTable.from(options),
        options.get(EvaluationTable.CORRUPTIONS),
        options.get(EvaluationTable.PARALLEL_CASES));
  }

  @Override
  public Evaluation run(Backend backend, JobListener listener) {
    return run(backend, listener, (how, cases) -> FinishedWork.NONE);
  }

  /**
   * @param kept where what is finished is kept, opened when it is known what is measured
   */
  Evaluation run(
      Backend backend,
      JobListener listener,
      BiFunction<Provenance, EvaluatedCases, FinishedWork> kept) {
    Clock clock = Clock.systemDefaultZone();
    Instant began = clock.instant();
    RobustnessEvaluation.Protocol protocol = protocol();
    Goals.requireSuited(attack, aim.isTargeted());
    listener.progress(0, "opening the model");
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, listener);
        SecondModel second = SecondModel.open(source, open, backend, listener)) {
      Certification certification = Certification.of(this, open, listener);
      EvaluatedCases cases = EvaluatedCases.of(this, open, listener);
      AttackSpec settled = Goals.settled(attack, cases.task());
      Goal goal = second.in(cases.task().goal(settled, aim.isTargeted()));
      CorruptedCases corrupted = CorruptedCases.of(this, open, cases, listener);
      EvaluationListener progress = certification.before();
      double attacks = corrupted.shareOfAttacks(settled, goal, protocol.epsilons());
      EvaluationChecks asked =
          EvaluationChecks.of(checks, open.network(), progress.part(0, attacks));
      WorstSlices worst = new WorstSlices(cases.task(), WORST);
      Provenance how = EvaluatedHow.of(this, settled, cases, backend, clock);
      try (FinishedWork finished = asked.counting(kept.apply(how, cases))) {
        Optional<UniversalOverCases> universal = universal(goal, open, cases, finished, listener);
        Attack search = search(settled, universal);
        CaseMemory needed = CaseMemory.of(open.description().network(), cases.largest());
        CasesAtOnce atOnce = needed.cases(parallel, backend, search).of(cases.names().size());
        needed.words(atOnce).ifPresent(listener::log);
        RobustnessEvaluation evaluation =
            new RobustnessEvaluation(cases.task(), settled, search, goal, protocol, worst);
        RobustnessCurve curve =
            evaluation
                .run(asked.model(), cases.readers(), finished, atOnce, asked.measuring())
                .failing(cases.failed());
        // Before the checks, of whose progress theirs is no part.
        List<WorstCase> pictures =
            evaluation.worst(open.network(), cases.readers(), curve, atOnce, asked.measuring());
        List<Check> made = asked.of(this, open, cases, settled, search, goal, curve, finished);
        Optional<CorruptionReport> worse =
            corrupted.report(cases, finished, atOnce, progress.part(attacks, 1));
        Optional<Certificate> proved = certification.of(open, cases, seed, finished, atOnce);
        double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.;
        Evaluation attacked =
            new Evaluation(
                    universal.map(u -> curve.with(found(u))).orElse(curve),
                    Optional.of(finished.together(how.at(how.date(), seconds))),
                    made)
                .with(proved)
                .showing(pictures);
        return worse.map(report -> attacked.with(report)).orElse(attacked);
      }
    }
  }

  RobustnessEvaluation.Protocol protocol() {
    return new RobustnessEvaluation.Protocol(epsilons, OpenModel.BATCH, seed);
  }

  /**
   * Whether one perturbation for all cases is to be found, and not one for each batch of slices.
   */
  public boolean searchesUniversal() {
    return attack.has(Trait.ONE_FOR_ALL) && aim.perturbation().isEmpty();
  }

  private Optional<UniversalOverCases> universal(
      Goal goal,
      OpenModel open,
      EvaluatedCases cases,
      FinishedWork finished,
      JobListener listener) {
    if (!searchesUniversal()) return Optional.empty();
    UniversalPerturbation universal =
        new UniversalPerturbation(attack.steps(), attack.relativeStep());
    return Optional.of(
        new UniversalOverCases(
            universal,
            goal,
            ForwardingModel.asking(open.network(), listener::check),
            cases.readers(),
            finished,
            listener::log));
  }

  private Attack search(AttackSpec settled, Optional<UniversalOverCases> universal) {
    if (universal.isPresent()) return universal.get();
    return new Search(settled, aim.perturbation()).attack();
  }

  private static List<RobustnessCurve.Universal> found(UniversalOverCases universal) {
    return universal.found().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            e ->
                new RobustnessCurve.Universal(
                    e.getKey(), TensorImages.image("universal", e.getValue())))
        .toList();
  }
}
