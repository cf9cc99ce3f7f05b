package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.VolumeAttack;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.model.Backend;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.ScaledLogits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * What published protocols and the ensemble leave of the Dice of volumes, at the same number of
 * gradients, as a table. Not a test: it takes minutes. See {@code src/test/scripts/strength}.
 *
 * <p>SEA and AutoAttack are put together of {@link PlainApgd}, and keep the worst image of each
 * slice, as published.
 */
public final class StrengthTable {

  private static final int BATCH = OpenModel.BATCH;
  private static final int SEED = 1;

  private final Task<?> task;
  private final DifferentiableModel network;
  private final EncodedCase subject;
  private final double epsilon;

  private StrengthTable(
      Task<?> task, DifferentiableModel network, EncodedCase subject, double epsilon) {
    this.task = task;
    this.network = network;
    this.subject = subject;
    this.epsilon = epsilon;
  }

  /**
   * @param arguments folder of the model, folder of the data, epsilon in L2, number of gradients,
   *     then the names of cases
   */
  public static void main(String[] arguments) {
    Path model = Path.of(arguments[0]);
    double epsilon = Double.parseDouble(arguments[2]);
    int gradients = Integer.parseInt(arguments[3]);
    List<String> names = List.of(arguments).subList(4, arguments.length);
    JobListener silent = new JobListener() {};
    Backend backend = ServiceLoader.load(Backend.class).findFirst().orElseThrow();
    System.out.printf(
        "| %s, epsilon %s | clean | PGD-%d | SEA | AutoAttack | ensemble, slices alone | ensemble | ensemble, logits x 10 000 | APGD, logits x 10 000 |%n|---|---|---|---|---|---|---|---|---|%n",
        model.getFileName(), arguments[2], gradients);
    List<double[]> rows = new ArrayList<>();
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, silent)) {
      AnnotatedCases cases =
          TaskType.named(open.task().name())
              .read(Path.of(arguments[1]), AnnotatedCases.Reading.USUAL);
      List<CaseFiles> files = Selection.of(cases.dataset(), Optional.empty()).evaluated();
      int channels = open.description().network().inputChannels();
      var encoder = cases.encoder(open.task(), open.sight(silent)::see, channels);
      for (String name : names) {
        CaseFiles file =
            files.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
        StrengthTable table =
            new StrengthTable(open.task(), open.network(), encoder.read(file), epsilon);
        rows.add(table.row(gradients));
        print(name, rows.get(rows.size() - 1));
      }
    }
    double[] mean = new double[rows.get(0).length];
    for (double[] row : rows) for (int k = 0; k < mean.length; k++) mean[k] += row[k] / rows.size();
    print("mean", mean);
  }

  private static void print(String name, double[] row) {
    StringBuilder line = new StringBuilder("| " + name + " |");
    for (double value : row) line.append(String.format(Locale.ROOT, " %.3f |", value));
    System.out.println(line);
  }

  private double[] row(int gradients) {
    DifferentiableModel large = new ScaledLogits(network, 10_000);
    Tensor[] ours = ensemble(network, gradients);
    return new double[] {
      dice(subject.images()),
      dice(run(network, spec("pgd", gradients, "training_loss"))),
      dice(worst(gradients, "masked_cross_entropy", "jensen_shannon", "normalised_logit")),
      dice(worst(gradients, "cross_entropy", "dlr", "")),
      dice(ours[0]),
      dice(ours[1]),
      dice(ensemble(large, gradients)[1]),
      dice(run(large, spec("apgd", gradients, "cross_entropy")))
    };
  }

  /** Slice by slice, and chosen together. Four climbs and Square share the gradients. */
  private Tensor[] ensemble(DifferentiableModel model, int gradients) {
    AttackSpec spec = spec("ensemble", gradients / 5, "training_loss");
    VolumeAttack attack =
        new VolumeAttack(
            Attacks.of(spec),
            spec,
            task.goal(spec, false),
            subject.targets(),
            subject.images().sampleLength());
    Tensor images = subject.images().copy();
    for (int from = 0; from < images.samples(); from += BATCH) {
      Tensor part = attack.run(model, from, ball(from), new Random(SEED));
      for (int i = 0; i < part.samples(); i++) images.setSample(from + i, part, i);
    }
    return new Tensor[] {images, attack.together(model, images, BATCH)};
  }

  private Tensor run(DifferentiableModel model, AttackSpec spec) {
    Goal goal = task.goal(spec, false);
    Tensor images = subject.images().copy();
    for (int from = 0; from < images.samples(); from += BATCH) {
      PerturbationBall ball = ball(from);
      Tensor part = Attacks.of(spec).run(on(goal, model, from), ball, new Random(SEED));
      for (int i = 0; i < part.samples(); i++) images.setSample(from + i, part, i);
    }
    return images;
  }

  /**
   * The worst of APGD on some objectives, of which each has its share of the gradients: in
   * shrinking balls of all three, or else of two from the image, and Square.
   */
  private Tensor worst(int gradients, String first, String second, String third) {
    Tensor images = subject.images().copy();
    for (int from = 0; from < images.samples(); from += BATCH) {
      PerturbationBall ball = ball(from);
      PlainApgd apgd = new PlainApgd(ball.center());
      for (String name : List.of(first, second, third)) {
        if (name.isEmpty()) square(apgd, ball, gradients / 3, from);
        else if (third.isEmpty())
          apgd.climb(on(name, from), ball, ball.center(), gradients / 3, true);
        else apgd.shrinking(on(name, from), ball, gradients / 3);
      }
      for (int i = 0; i < apgd.worst().samples(); i++) images.setSample(from + i, apgd.worst(), i);
    }
    return images;
  }

  private void square(PlainApgd worst, PerturbationBall ball, int queries, int from) {
    Objective.Differentiable objective = on("cross_entropy", from);
    AttackSpec spec = spec("square", queries, "cross_entropy");
    Tensor images = Attacks.of(spec).run(objective, ball, new Random(SEED));
    worst.offer(images, objective.harm(images));
  }

  private Objective.Differentiable on(String objective, int from) {
    return on(task.goal(spec("apgd", 1, objective), false), network, from);
  }

  private Objective.Differentiable on(Goal goal, DifferentiableModel model, int from) {
    return goal.on(model, subject.targets().slice(from, to(from)));
  }

  private static AttackSpec spec(String name, int steps, String objective) {
    return new AttackSpec(name, Norm.L2, steps, 4, 1, objective, .5);
  }

  private PerturbationBall ball(int from) {
    Tensor clean = subject.images().slice(from, to(from));
    return PerturbationBall.of(
        Norm.L2, clean, epsilon, Collections.nCopies(clean.samples(), subject.bounds()));
  }

  private int to(int from) {
    return Math.min(from + BATCH, subject.images().samples());
  }

  private double dice(Tensor images) {
    return task.score(network.predict(images), subject.targets()).values().stream()
        .mapToDouble(d -> d)
        .filter(d -> !Double.isNaN(d))
        .average()
        .orElseThrow();
  }
}
