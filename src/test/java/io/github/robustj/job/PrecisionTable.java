package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.metric.PrecisionRecall.Interpolation;
import io.github.robustj.metric.PrecisionRecall.Ranking;
import io.github.robustj.metric.PrecisionRecall.Ranking.Ranked;
import io.github.robustj.model.Backend;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.TaskType;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.IntStream;

/**
 * Whether it pays to choose the images of a whole data set together, among those that the ensemble
 * has seen of each, so that its average precision (IoU .5, mean over the classes) is least. Not a
 * test: it takes minutes. See {@code src/test/scripts/strength}.
 */
public final class PrecisionTable {

  private final DetectionTask task;
  private final DifferentiableModel network;

  /** Per image, per candidate, per class; the first candidate is the attack's result. */
  private final List<List<List<Ranking>>> all = new ArrayList<>();

  private final List<Integer> clean = new ArrayList<>();

  private PrecisionTable(DetectionTask task, DifferentiableModel network) {
    this.task = task;
    this.network = network;
  }

  /**
   * @param arguments {@code precision}, folder of the model, folder of the data, epsilon in L2,
   *     steps of the ensemble, then the names of cases
   */
  public static void main(String[] arguments) {
    JobListener silent = new JobListener() {};
    Backend backend = ServiceLoader.load(Backend.class).findFirst().orElseThrow();
    try (OpenModel open = OpenModel.open(Path.of(arguments[1]), backend, OpenModel.TILE, silent)) {
      AnnotatedCases cases =
          TaskType.named(open.task().name())
              .read(Path.of(arguments[2]), AnnotatedCases.Reading.USUAL);
      int channels = open.description().network().inputChannels();
      var encoder = cases.encoder(open.task(), open.sight(silent)::see, channels);
      List<CaseFiles> files = Selection.of(cases.dataset(), Optional.empty()).evaluated();
      PrecisionTable table = new PrecisionTable((DetectionTask) open.task(), open.network());
      for (String name : List.of(arguments).subList(5, arguments.length)) {
        CaseFiles file = StrengthTable.named(files, name);
        table.attack(
            encoder.read(file), Double.parseDouble(arguments[3]), Integer.parseInt(arguments[4]));
      }
      table.print();
    }
  }

  private void attack(EncodedCase subject, double epsilon, int steps) {
    AttackSpec spec =
        new AttackSpec("ensemble", Norm.L2, steps, 4, 1, AttackSpec.TRAINING_LOSS, .5);
    PerturbationBall ball =
        PerturbationBall.of(Norm.L2, subject.images(), epsilon, List.of(subject.bounds()));
    List<List<Ranking>> seen = new ArrayList<>();
    DifferentiableModel watched =
        new ForwardingModel(network) {
          @Override
          public Tensor predict(Tensor images) {
            Tensor outputs = super.predict(images);
            if (ball.distance(images, 0) <= epsilon * (1 + 1e-5))
              seen.add(ranked(outputs, subject.targets()));
            return outputs;
          }

          @Override
          public LossAndGradient loss(Tensor images, Tensor targets) {
            LossAndGradient at = super.loss(images, targets);
            if (ball.distance(images, 0) <= epsilon * (1 + 1e-5))
              seen.add(ranked(at.outputs(), subject.targets()));
            return at;
          }
        };
    Goal goal = task.goal(spec, false);
    Tensor found = Attacks.of(spec).run(goal.on(watched, subject.targets()), ball, new Random(1));
    seen.add(0, ranked(network.predict(found), subject.targets()));
    seen.add(ranked(network.predict(subject.images()), subject.targets()));
    clean.add(seen.size() - 1);
    all.add(seen);
  }

  private List<Ranking> ranked(Tensor outputs, Tensor targets) {
    List<ObjectsInImage> objects = task.objects(outputs, targets);
    CocoMatching matching = new CocoMatching(.5, CocoMatching.Size.ALL, CocoMatching.MOST);
    return task.classes().stream().map(name -> matching.rank(objects, name)).toList();
  }

  private void print() {
    int[] choice = new int[all.size()];
    double before = precision(clean.stream().mapToInt(i -> i).toArray());
    double each = precision(choice);
    double least = each;
    // Single images are exchanged, from what each gave alone and from random choices.
    Random random = new Random(1);
    for (int start = 0; start < 6; start++) {
      least = Math.min(least, exchanged(choice.clone()));
      for (int i = 0; i < choice.length; i++) choice[i] = random.nextInt(all.get(i).size());
    }
    System.out.printf(
        Locale.ROOT,
        "AP50 of %d images: clean %.3f, attacked one by one %.3f, chosen together %.3f%n",
        all.size(),
        before,
        each,
        least);
  }

  private double exchanged(int[] choice) {
    double now = precision(choice);
    for (boolean better = true; better; ) {
      better = false;
      for (int i = 0; i < choice.length; i++) {
        int best = choice[i];
        for (int j = 0; j < all.get(i).size(); j++) {
          choice[i] = j;
          double there = precision(choice);
          if (there >= now - 1e-12) continue;
          now = there;
          best = j;
          better = true;
        }
        choice[i] = best;
      }
    }
    return now;
  }

  private double precision(int[] choice) {
    return IntStream.range(0, task.classes().size())
        .mapToDouble(c -> precision(choice, c))
        .filter(p -> !Double.isNaN(p))
        .average()
        .orElseThrow();
  }

  private double precision(int[] choice, int c) {
    List<Ranked> predictions = new ArrayList<>();
    int positives = 0;
    for (int i = 0; i < choice.length; i++) {
      Ranking ranking = all.get(i).get(choice[i]).get(c);
      predictions.addAll(ranking.predictions());
      positives += ranking.positives();
    }
    predictions.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return new Ranking(predictions, positives).curve().average(Interpolation.POINTS_101);
  }
}
