package io.github.robustj.worker;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.Measurement;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Computed;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluationAim;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.model.Compute;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Target;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.EvaluateJobs;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;

/** Every kind of job and of result, with numbers and names that are easily lost. */
final class CodecExamples {

  private static final AttackSpec PGD = new AttackSpec("pgd", Norm.LINF, 7, .1, 3);

  private CodecExamples() {}

  static Stream<Job<?>> jobs() {
    Map<String, Object> unusual =
        Map.of(
            "method", "adaptive_margin",
            "optimizer", "sgd",
            "norm", "l1",
            "learning_rate", 1. / 3,
            "seed", (1L << 53) - 1,
            "threshold", "quantile",
            "group", "^(\"ä\\d+)");
    Path out = Path.of("folder with ä, \" and 山");
    return Stream.of(
        new TrainJob(Path.of("/data"), Optional.empty(), out, TrainOptions.of(Map.of())),
        new TrainJob(Path.of(""), Optional.of(out), out, TrainOptions.of(unusual)),
        new PredictJob(Path.of("model"), image(), 512),
        new AttackJob(out, image(), Optional.empty(), PGD, 0, 1),
        new AttackJob(out, image(), Optional.of(mask()), PGD, 1e-300, Long.MIN_VALUE),
        EvaluateJobs.of(out, out, Optional.of(out), PGD, List.of(0., .1, 1e6), Long.MAX_VALUE),
        EvaluateJobs.of(
            out,
            out,
            Optional.empty(),
            PGD,
            List.of(0.),
            1,
            Optional.of(out),
            new EvaluateJob.Points(.1, Measurement.parse("A = angle(a, b, c)"))),
        EvaluateJobs.of(
            out,
            out,
            Optional.empty(),
            PGD,
            List.of(0.),
            1,
            Optional.empty(),
            EvaluateJob.Points.NONE,
            new EvaluationAim(
                new Target("vanish", "red", ""),
                Optional.of(out),
                Optional.of(out),
                Optional.of(image())),
            Optional.of(out)),
        new Computed<>(
            EvaluateJobs.of(out, out, Optional.empty(), PGD, List.of(0.), 1),
            new Compute(Compute.Target.GPU, 3, .5, Compute.Precision.MIXED)),
        new Computed<>(
            new PredictJob(out, image(), 8),
            new Compute(
                Compute.Target.GPU,
                List.of(2, 0),
                3,
                List.of("one:2222", "[::1]:80"),
                0,
                Compute.Precision.FLOAT32)),
        new PredictJob(out, image(), 8),
        new AttackJob(out, image(), Optional.of(points()), PGD, 1, 1, aim()),
        new PredictJob(out, image(), 512),
        new AttackJob(
            out,
            image(),
            Optional.of(boxes()),
            PGD,
            1,
            1,
            new AttackAim(
                Optional.of(Path.of("source")),
                Optional.of(mask()),
                new Target("mislabel", "red", "white"),
                Optional.of(image()))));
  }

  private static AttackAim aim() {
    Target target =
        new Target("move", "nose", "", 2, new Target.Move(1. / 3, 90), Optional.empty());
    return new AttackAim(
        Optional.of(Path.of("source")), Optional.of(mask()), target, Optional.of(image()));
  }

  static Stream<Record> results() {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("second in the alphabet", Double.NaN);
    scores.put("first", -0.);
    List<EpochReport> history =
        List.of(
            new EpochReport(1, 2, scores, new float[0]),
            new EpochReport(
                2,
                2,
                Map.of("loss", Double.NEGATIVE_INFINITY),
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE, .1f}));
    RobustnessCurve curve =
        Curves.of(
            "Dice",
            PGD,
            List.of("liver"),
            List.of(new RobustnessCurve.Point(.1, List.of(Curves.score("case", scores)))));
    RobustnessCurve more =
        curve
            .with(
                new MinimalPerturbations(
                    .5,
                    4,
                    List.of(
                        new MinimalPerturbations.OfCase(
                            "case", Double.POSITIVE_INFINITY, List.of(.1)))))
            .with(List.of(new RobustnessCurve.Universal(4, image())));
    Prediction.Objects objects =
        new Prediction.Objects("image", 4, 3, List.of("red", "white"), boxes(), .5);
    Prediction.Points points = new Prediction.Points("image", points());
    CaseScore scored =
        Curves.score(
            "image",
            Map.of("red", Double.NaN),
            Map.of(),
            Map.of("red", .5),
            List.of(new ObjectsInImage(boxes().all(), boxes().all())),
            new Reach(2, 2));
    return Stream.of(
        new TrainResult(Path.of("m"), history),
        prediction(),
        objects,
        points,
        attack(mask(), prediction(), Optional.empty(), Reach.NONE),
        attack(boxes(), objects, Optional.of(image()), new Reach(1, 3)),
        attack(points(), points, Optional.empty(), Reach.NONE),
        scored,
        curve,
        more);
  }

  private static AttackResult attack(
      Annotation truth, Prediction seen, Optional<Image> universal, Reach reach) {
    return new AttackResult(
        image(),
        image(),
        truth,
        seen instanceof Prediction.Masks,
        seen,
        seen,
        List.of(new AttackResult.ClassChange("liver", Double.NaN, 1. / 3)),
        List.of(new AttackResult.SliceSize(1, 0, 0, 0, Double.POSITIVE_INFINITY, .9)),
        universal,
        reach,
        Optional.empty());
  }

  private static Boxes boxes() {
    BoxedObject found = BoxedObject.found("red", new Box(1. / 3, -.5, 7, 1e-9), .1);
    BoxedObject crowd = new BoxedObject("white", new Box(0, 0, 1, 1), 1, BoxedObject.Role.CROWD);
    return new Boxes(List.of(List.of(found, crowd), List.of()));
  }

  private static Landmarks points() {
    return new Landmarks(
        List.of(Map.of("nose", new Landmark(1. / 3, -.5, Double.NaN)), Map.of()),
        new Calibration(.1, .2, 1, "mm"));
  }

  static Prediction.Masks prediction() {
    List<LabelClass> classes = List.of(new LabelClass(0, "background"), new LabelClass(7, "山"));
    MaskSums sums = MaskSums.of(2);
    sums.add(1, 2 / 3f);
    sums.add(new MaskSums(new long[] {1L << 42, 5}, new long[] {Long.MAX_VALUE, 1}, new long[2]));
    return new Prediction.Masks(
        "liver",
        new Calibration(.1, .2, 2, "mm"),
        mask(),
        classes,
        List.of(sums, MaskSums.of(2)),
        Optional.of(image()));
  }

  /** 3 x 2 pixels, 2 channels, 2 slices, with every kind of float. */
  static Image image() {
    float[] pixels = new float[24];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) Math.sin(i);
    pixels[3] = Float.NaN;
    pixels[5] = Float.NEGATIVE_INFINITY;
    pixels[8] = -0f;
    return new Image(
        "case", ArrayImgs.floats(pixels, 3, 2, 2, 2), new Calibration(.3, 1, 2.5, "mm"));
  }

  static Mask mask() {
    int[] labels = {0, 1, 255, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    return new Mask(ArrayImgs.ints(labels, 3, 1, 2));
  }
}
