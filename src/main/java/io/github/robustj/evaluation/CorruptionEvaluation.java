package io.github.robustj.evaluation;

import io.github.robustj.corruption.Corruption;
import io.github.robustj.corruption.NoiseLevel;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Scores a model on cases whose images are corrupted before they are normalised. Random numbers
 * follow from the seed, the case's name, the corruption and the severity, so that a score does not
 * depend on what else is measured. Only images of cases in work are in memory.
 *
 * @param batch slices per network call, at least 1
 */
public record CorruptionEvaluation(
    Task<?> task, List<Corruption> corruptions, int batch, long seed) {

  /** Reads a case whose image was changed before the network sees it. */
  public interface CaseReader extends Function<UnaryOperator<Image>, EvaluationCase> {

    /** The case's name, if it is known before it is read. */
    default Optional<String> name() {
      return Optional.empty();
    }
  }

  /**
   * Those that images of so many channels can have.
   *
   * @param log hears which are left out, and why
   * @throws RobustJException if none is left
   */
  public static List<Corruption> suited(
      List<Corruption> wanted, int channels, Consumer<String> log) {
    List<Corruption> suited = wanted.stream().filter(c -> c.suits(channels)).toList();
    for (Corruption other : wanted)
      if (!suited.contains(other))
        log.accept(
            "The corruption %s is left out: it is for images of %d channels, and the model sees %d."
                .formatted(other.name(), other.channels(), channels));
    if (suited.isEmpty() && !wanted.isEmpty())
      throw new RobustJException(
          "The option corruptions has only %s, which is for images of %d channels, but the model sees %d; choose others, such as gaussian_noise."
              .formatted(wanted.get(0).name(), wanted.get(0).channels(), channels));
    return suited;
  }

  /** How many looks at each case it takes, the clean one included. */
  public int looks() {
    return 1 + corruptions.size() * Corruption.SEVERITIES;
  }

  /**
   * As {@link #run(DifferentiableModel, List, FinishedWork, CasesAtOnce, EvaluationListener)}, from
   * the start.
   */
  public CorruptionReport run(
      DifferentiableModel model, List<? extends CaseReader> cases, EvaluationListener listener) {
    return run(model, cases, FinishedWork.NONE, CasesAtOnce.ONE, listener);
  }

  /**
   * The scores of every case under every corruption, in the order of the cases.
   *
   * @param finished cases of an earlier run, which are not measured again, and where others go
   * @throws java.util.concurrent.CancellationException if the listener's check throws it
   */
  public CorruptionReport run(
      DifferentiableModel model,
      List<? extends CaseReader> cases,
      FinishedWork finished,
      CasesAtOnce atOnce,
      EvaluationListener listener) {
    return report(
        atOnce.each(
            cases.size(), listener, (i, part) -> found(model, cases.get(i), finished, part)));
  }

  private CorruptedCase found(
      DifferentiableModel model,
      CaseReader reader,
      FinishedWork finished,
      EvaluationListener listener) {
    listener.check();
    Optional<CorruptedCase> earlier =
        reader.name().flatMap(name -> finished.of(FinishedWork.CORRUPTED, name));
    if (earlier.isPresent()) return earlier.get();
    DifferentiableModel asking = ForwardingModel.asking(model, listener::check);
    NoiseLevel[] noise = new NoiseLevel[1];
    EvaluationCase clean =
        reader.apply(
            image -> {
              noise[0] = NoiseLevel.of(image);
              return image;
            });
    return finished.finish(
        FinishedWork.CORRUPTED,
        clean.name(),
        () ->
            new CorruptedCase(
                score(asking, clean), noise[0], corrupted(asking, reader, clean.name(), listener)));
  }

  private CorruptionReport report(List<CorruptedCase> found) {
    Map<String, NoiseLevel> noise = new LinkedHashMap<>();
    found.forEach(one -> noise.put(one.clean().name(), one.noise()));
    List<CorruptionScores> scores = new ArrayList<>();
    for (Corruption corruption : corruptions)
      for (int s = 1; s <= Corruption.SEVERITIES; s++) {
        int at = scores.size();
        scores.add(
            new CorruptionScores(
                corruption.name(),
                s,
                corruption.strengths().get(s - 1),
                found.stream().map(one -> one.corrupted().get(at)).toList()));
      }
    return new CorruptionReport(found.stream().map(CorruptedCase::clean).toList(), scores, noise);
  }

  /** The scores of a case by corruption, then by rising severity. */
  private List<CaseScore> corrupted(
      DifferentiableModel model, CaseReader reader, String name, EvaluationListener listener) {
    List<CaseScore> scores = new ArrayList<>();
    for (Corruption corruption : corruptions)
      for (int s = 1; s <= Corruption.SEVERITIES; s++) {
        int severity = s;
        listener.check();
        listener.progress(
            (scores.size() + 1.) / looks(),
            "%s, %s %d".formatted(name, corruption.name(), severity));
        RandomGenerator random =
            Seeds.random(seed, Seeds.level(name), Seeds.level(corruption.name()), severity);
        scores.add(score(model, reader.apply(image -> corruption.apply(image, severity, random))));
      }
    return scores;
  }

  private CaseScore score(DifferentiableModel model, EvaluationCase subject) {
    Tensor all = model.predict(subject.images(), batch);
    return new CaseScore(
        subject.name(),
        subject.patient(),
        task.score(all, subject.targets()),
        task.deviations(all, subject.targets()),
        Map.of(),
        List.of(),
        Reach.NONE,
        Map.of());
  }
}
