package io.github.robustj.job;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.UniversalPerturbation;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessEvaluation;
import io.github.robustj.evaluation.UniversalOverCases;
import io.github.robustj.model.Backend;
import io.github.robustj.packaging.ModelDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures a model on annotated cases, clean and under an attack at each epsilon.
 *
 * @param data folder of the data set
 * @param split file with the names of the cases to use, of which the validation part counts if it
 *     has headings; empty for all
 * @param epsilons radii in normalised intensities, not negative
 * @param source folder of the second model that transfer attacks take their gradients from
 */
public record EvaluateJob(
    Path model,
    Path data,
    Optional<Path> split,
    AttackSpec attack,
    List<Double> epsilons,
    long seed,
    Optional<Path> source)
    implements Job<RobustnessCurve> {

  /** Without a second model. */
  public EvaluateJob(
      Path model,
      Path data,
      Optional<Path> split,
      AttackSpec attack,
      List<Double> epsilons,
      long seed) {
    this(model, data, split, attack, epsilons, seed, Optional.empty());
  }

  @Override
  public RobustnessCurve run(Backend backend, JobListener listener) {
    RobustnessEvaluation.Protocol protocol =
        new RobustnessEvaluation.Protocol(epsilons, OpenModel.BATCH, seed);
    listener.progress(0, "opening the model");
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, listener);
        SecondModel second = SecondModel.open(source, open, backend, listener)) {
      List<CaseFiles> cases = Selection.read(data, "", split).evaluated();
      ModelDescription description = open.description();
      CaseEncoder encoder =
          new CaseEncoder(
              open.task(),
              description.input().normalization(),
              description.network().inputChannels());
      check(cases, encoder, listener);
      List<Supplier<EvaluationCase>> readers =
          cases.stream().map(files -> reader(encoder, files)).toList();
      Goal goal = second.in(SegmentationGoals.of(attack, open.task(), false));
      Attack search = search(goal, open, readers);
      return new RobustnessEvaluation(open.task(), attack, search, goal, protocol)
          .run(open.network(), readers, new Progress(listener));
    }
  }

  /** A universal perturbation is one for all cases, not one for each batch of slices. */
  private Attack search(Goal goal, OpenModel open, List<Supplier<EvaluationCase>> cases) {
    if (!attack.name().equals("universal")) return Attacks.of(attack);
    UniversalPerturbation universal =
        new UniversalPerturbation(attack.steps(), attack.relativeStep());
    return new UniversalOverCases(universal, goal, open.network(), cases);
  }

  /** Reads all cases once, so that a damaged last one is found before hours of attacks. */
  private static void check(List<CaseFiles> cases, CaseEncoder encoder, JobListener listener) {
    for (CaseFiles files : cases) {
      listener.check();
      listener.progress(0, "checking " + files.name());
      encoder.read(files);
    }
  }

  private static Supplier<EvaluationCase> reader(CaseEncoder encoder, CaseFiles files) {
    return () -> encoder.read(files);
  }
}
