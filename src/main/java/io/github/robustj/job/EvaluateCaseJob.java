package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.evaluation.EvaluationListener;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.RobustnessEvaluation;
import io.github.robustj.model.Backend;
import io.github.robustj.packaging.FinishedPart;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.TaskType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One case of an evaluation: under its attack at all epsilons, on corrupted images and certified,
 * whatever of that is wanted. What is found is the same as in the whole evaluation, since random
 * numbers follow from the seed and the case's name.
 *
 * <p>Left to the whole evaluation are the checks and the pictures of the worst cases, which need
 * the scores of all cases and attack a few slices only, and the search for a universal
 * perturbation, one pass after another over all cases, behind which applying it costs one look.
 *
 * @param whole the evaluation
 * @param name of the case
 * @param run names what the part belongs to: a process lists the cases of a run once
 */
public record EvaluateCaseJob(EvaluateJob whole, String name, String run)
    implements Job<FinishedPart> {

  /** One in a run of its own. */
  public EvaluateCaseJob(EvaluateJob whole, String name) {
    this(whole, name, UUID.randomUUID().toString());
  }

  /**
   * All cases of an evaluation; none where nothing of it can be done apart.
   *
   * @throws RobustJException if the data cannot be read
   */
  public static List<EvaluateCaseJob> of(EvaluateJob whole) {
    boolean searched = whole.searchesUniversal() && whole.corruptions().isEmpty();
    if (searched && whole.certificate().isEmpty()) return List.of();
    String task = ModelFolder.open(whole.model()).description().task().name();
    AnnotatedCases all = TaskType.named(task).read(whole.data(), AnnotatedCases.Reading.USUAL);
    String run = UUID.randomUUID().toString();
    return Selection.of(all.dataset(), whole.split()).evaluated().stream()
        .map(files -> new EvaluateCaseJob(whole, files.name(), run))
        .toList();
  }

  /**
   * Gives {@link FinishedPart#UNUSABLE} for a case that cannot be read, which the whole evaluation
   * goes on without.
   */
  @Override
  public FinishedPart run(Backend backend, JobListener listener) {
    Clock clock = Clock.systemDefaultZone();
    Instant began = clock.instant();
    Goals.requireSuited(whole.attack(), whole.aim().isTargeted());
    listener.progress(0, "opening the model");
    try (OpenModel open = OpenModel.open(whole.model(), backend, OpenModel.TILE, listener);
        SecondModel second = SecondModel.open(whole.source(), open, backend, listener)) {
      Certification certification = Certification.of(whole, open, listener);
      EvaluatedCases subject;
      try {
        subject = EvaluatedCases.of(this, open, quiet(listener));
      } catch (RobustJException unusable) {
        listener.log(EvaluatedCases.failed(name, unusable.getMessage()));
        return FinishedPart.UNUSABLE;
      }
      AttackSpec settled = Goals.settled(whole.attack(), subject.task());
      Goal goal = second.in(subject.task().goal(settled, whole.aim().isTargeted()));
      Provenance how = EvaluatedHow.of(whole, settled, subject, backend, clock);
      FinishedPart.Collector found = new FinishedPart.Collector();
      Parts parts = new Parts(open, subject, certification, quiet(listener));
      measure(parts, settled, goal, found);
      double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.;
      return found.part(how.at(how.date(), seconds));
    }
  }

  @Override
  public String lighter() {
    return whole.lighter();
  }

  /** What the kinds of measurements share. */
  private record Parts(
      OpenModel open, EvaluatedCases subject, Certification certification, JobListener listener) {}

  private void measure(Parts parts, AttackSpec settled, Goal goal, FinishedWork found) {
    CorruptedCases corrupted = CorruptedCases.of(whole, parts.open, parts.subject, parts.listener);
    EvaluationListener progress = parts.certification.before();
    RobustnessEvaluation.Protocol protocol = whole.protocol();
    double attacks =
        whole.searchesUniversal()
            ? 0
            : corrupted.shareOfAttacks(settled, goal, protocol.epsilons());
    EvaluationChecks asked =
        EvaluationChecks.of(whole.checks(), parts.open.network(), progress.part(0, attacks));
    FinishedWork counted = asked.counting(found);
    if (!whole.searchesUniversal())
      new RobustnessEvaluation(
              parts.subject.task(),
              settled,
              new Search(settled, whole.aim().perturbation()).attack(),
              goal,
              protocol)
          .results(
              asked.model(),
              parts.subject.readers(),
              counted,
              CasesAtOnce.ONE,
              progress.part(0, attacks));
    corrupted.report(parts.subject, counted, CasesAtOnce.ONE, progress.part(attacks, 1));
    parts.certification.of(parts.open, parts.subject, whole.seed(), counted, CasesAtOnce.ONE);
  }

  /** What is said of all cases, and of a single one's mean scores, is said by the whole. */
  private static JobListener quiet(JobListener listener) {
    return new JobListener() {
      @Override
      public void progress(double fraction, String message) {
        listener.progress(fraction, message);
      }

      @Override
      public boolean cancelled() {
        return listener.cancelled();
      }
    };
  }
}
