package io.github.robustj.cli;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Landmark;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.job.Computed;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.job.TrainJob;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Question;
import io.github.robustj.task.Reach;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.EmptyModels;
import io.github.robustj.testing.SeenMasks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;

/**
 * Answers every job at once, with the same for every image: an organ in its second pixel, two
 * landmarks, one object. A training gets as far as it does without a network.
 */
final class SeeingEngine implements Engine {

  private static final List<LabelClass> CLASSES =
      List.of(new LabelClass(0, "background"), new LabelClass(1, "organ"));
  private static final List<SliceSize> SIZES = List.of(new SliceSize(1, 2, .35, .25, 24, .9));

  /** A model folder that can be opened, but holds no network. */
  static void model(Path folder, String task) {
    Question question =
        switch (task) {
          case "landmark" -> UntrainedModels.landmarks(32);
          case "detection" -> UntrainedModels.objects(1);
          default -> UntrainedModels.segmentation();
        };
    EmptyModels.write(folder, question, 1, Instant.EPOCH);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> R run(Job<R> job, JobListener listener) {
    if (job instanceof Computed<R> computed) return run(computed.job(), listener);
    if (job instanceof ResumableEvaluation kept) return (R) run(kept.job(), listener);
    if (job instanceof TrainJob train) return (R) train.run(null, listener);
    if (job instanceof PredictJob predict) return (R) predicted(predict);
    if (job instanceof AttackJob attack) return (R) attacked(attack);
    if (job instanceof EvaluateJob evaluate) return (R) new Evaluation(curve(evaluate));
    return (R) new BenchVerb.Measured("none", Map.of("time", 1.));
  }

  private static Prediction predicted(PredictJob job) {
    String name = job.image().name();
    return switch (ModelTask.of(job.model()).name()) {
      case "segmentation" ->
          SeenMasks.of(mask(0, 1, 0), row(name, .9f, .8f, .7f), CLASSES, job.probabilities());
      case "landmark" -> points(name, 0);
      default -> objects(name);
    };
  }

  private static AttackResult attacked(AttackJob job) {
    return switch (ModelTask.of(job.model()).name()) {
      case "segmentation" -> attacked(job.image());
      case "landmark" -> moved(job.image().name());
      default -> lost(job.image().name());
    };
  }

  private static RobustnessCurve curve(EvaluateJob job) {
    boolean landmarks = ModelTask.of(job.model()).equals(ModelTask.named("landmark"));
    List<Point> points =
        job.epsilons().stream()
            .map(e -> new Point(e, List.of(Curves.score("a", Map.of("a", .75)))))
            .toList();
    RobustnessCurve curve =
        new RobustnessCurve(
            landmarks ? "mean radial error (pixel)" : "Dice",
            !landmarks,
            job.attack(),
            List.of("a"),
            points);
    if (!job.attack().name().equals("universal")) return curve;
    return curve.with(
        job.epsilons().stream()
            .map(e -> new RobustnessCurve.Universal(e, row("universal", 0, 1, 0)))
            .toList());
  }

  /** A result with one case. */
  static Evaluation evaluation(double score) {
    List<CaseScore> cases = List.of(Curves.score("a", Map.of("organ", score)));
    return new Evaluation(
        Curves.of("Dice", AttackSpec.pgd(20), List.of("organ"), List.of(new Point(0, cases))));
  }

  private static Prediction.Points points(String name, double shift) {
    Map<String, Landmark> points =
        Map.of("a", Landmark.at(shift, 0), "b", Landmark.at(2 - shift, 0));
    return new Prediction.Points(name, Landmarks.of(points, Calibration.PIXELS));
  }

  private static AttackResult moved(String name) {
    Prediction.Points clean = points(name, 0);
    return new AttackResult(
        row(name, 5, 8, 7),
        row(name, 0, -1, 0),
        clean.landmarks(),
        false,
        clean,
        points(name, 1),
        SIZES,
        Optional.empty(),
        Reach.NONE,
        Optional.empty());
  }

  private static Prediction.Objects objects(String name, BoxedObject... found) {
    List<BoxedObject> all =
        found.length > 0
            ? List.of(found)
            : List.of(BoxedObject.found("a", new Box(0, 0, 2, 1), .9));
    return new Prediction.Objects(name, 3, 1, List.of("a", "b"), new Boxes(List.of(all)), .5);
  }

  private static AttackResult lost(String name) {
    Prediction.Objects clean = objects(name);
    return new AttackResult(
        row(name, 5, 8, 7),
        row(name, 0, -1, 0),
        clean.objects(),
        false,
        clean,
        objects(name, BoxedObject.found("b", new Box(0, 0, 1, 1), .9)),
        SIZES,
        Optional.empty(),
        Reach.NONE,
        Optional.empty());
  }

  private static AttackResult attacked(Image image) {
    return new AttackResult(
        row(image.name(), 5, 8, 7),
        row(image.name(), 0, -1, 0),
        mask(0, 1, 0),
        false,
        seen(image.name(), 0, 1, 0),
        seen(image.name(), 0, 0, 1),
        List.of(new AttackResult.ClassChange("organ", 1, 0)),
        SIZES,
        Optional.empty(),
        Reach.NONE,
        Optional.empty());
  }

  private static Prediction.Masks seen(String name, int... labels) {
    return SeenMasks.of(mask(labels), row(name, .9f, .8f, .7f), CLASSES);
  }

  private static Mask mask(int... labels) {
    return new Mask(ArrayImgs.ints(labels, labels.length, 1, 1));
  }

  private static Image row(String name, float... values) {
    return new Image(name, ArrayImgs.floats(values, values.length, 1, 1, 1), Calibration.PIXELS);
  }
}
