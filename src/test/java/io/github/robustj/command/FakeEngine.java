package io.github.robustj.command;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.job.Computed;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainResult;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.SeenMasks;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Answers jobs at once with results that a test can foretell: "bright" is where the first channel
 * is above 100, an attack adds epsilon to every pixel of its region, the Dice at epsilon is 1 / (1
 * + epsilon). A model or data folder called {@code broken} fails in the user's words, one called
 * {@code bug} in the programmer's.
 */
final class FakeEngine implements Engine {

  static final List<LabelClass> CLASSES =
      List.of(
          new LabelClass(0, "background"),
          new LabelClass(1, "bright"),
          new LabelClass(2, "never seen"));

  /** What was asked for last. */
  static volatile Job<?> last;

  @Override
  @SuppressWarnings("unchecked")
  public <R> R run(Job<R> job, JobListener listener) {
    if (job instanceof Computed<R> computed) return run(computed.job(), listener);
    if (job instanceof ResumableEvaluation kept) return (R) run(kept.job(), listener);
    last = job;
    if (job instanceof TrainJob train) return (R) train(train, listener);
    if (job instanceof PredictJob predict
        && ModelTask.of(predict.model()).equals(ModelTask.named("detection")))
      return (R) FakeDetector.found(predict.image());
    if (job instanceof AttackJob attack
        && ModelTask.of(attack.model()).equals(ModelTask.named("detection")))
      return (R) FakeDetector.attack(attack);
    if (job instanceof PredictJob predict) {
      failIfAsked(predict.model());
      return (R) prediction(predict.image(), predict.probabilities());
    }
    if (job instanceof AttackJob attack) return (R) attack(attack);
    return (R) evaluate((EvaluateJob) job);
  }

  private static void failIfAsked(Path folder) {
    if (folder.endsWith("broken"))
      throw new RobustJException("The folder " + folder + " is broken; mend it.");
    if (folder.endsWith("bug")) throw new IllegalStateException("a bug");
  }

  private static TrainResult train(TrainJob job, JobListener listener) {
    failIfAsked(job.data());
    int epochs = job.options().get(TrainingTable.EPOCHS);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      listener.check();
      listener.progress((double) epoch / epochs, "epoch " + epoch);
      listener.epoch(new EpochReport(epoch, epochs, Map.of("loss", 1. / epoch), new float[0]));
    }
    // Without epochs: the folder is made up, and no picture may be written into it.
    return new TrainResult(job.out(), List.of());
  }

  private static Prediction.Masks prediction(Image image, boolean probabilities) {
    Img<IntType> labels = ArrayImgs.ints(image.width(), image.height(), image.slices());
    LoopBuilder.setImages(labels, Views.hyperSlice(image.pixels(), 2, 0))
        .forEachPixel((label, pixel) -> label.set(pixel.get() > 100 ? 1 : 0));
    return SeenMasks.of(new Mask(labels), changed(image, v -> 1f), CLASSES, probabilities);
  }

  private static AttackResult attack(AttackJob job) {
    failIfAsked(job.model());
    Image clean = job.image();
    float epsilon = (float) job.epsilon();
    Image change = job.aim().region().map(mask -> inside(mask, clean, epsilon)).orElse(null);
    Image adversarial = change == null ? changed(clean, v -> v + epsilon) : sum(clean, change);
    Prediction.Masks before = prediction(clean, false);
    return new AttackResult(
        adversarial,
        change == null ? changed(clean, v -> epsilon) : change,
        job.truth().orElse(before.mask()),
        job.truth().isPresent(),
        before,
        prediction(adversarial, false),
        List.of(new ClassChange("bright", 1, .5)),
        List.of(new SliceSize(1, 7, epsilon, epsilon, 40, .9)),
        Optional.empty(),
        Reach.NONE,
        Optional.empty());
  }

  /** Epsilon where the mask is not 0, in the first channel. */
  private static Image inside(Mask mask, Image image, float epsilon) {
    Img<FloatType> change = ArrayImgs.floats(Intervals.dimensionsAsLongArray(image.pixels()));
    LoopBuilder.setImages(mask.labels(), Views.hyperSlice(change, 2, 0))
        .forEachPixel((label, pixel) -> pixel.set(label.get() == 0 ? 0 : epsilon));
    return new Image(image.name(), change, image.calibration());
  }

  private static Image sum(Image image, Image change) {
    Img<FloatType> pixels = ArrayImgs.floats(Intervals.dimensionsAsLongArray(image.pixels()));
    LoopBuilder.setImages(image.pixels(), change.pixels(), pixels)
        .forEachPixel((a, b, to) -> to.set(a.get() + b.get()));
    return new Image(image.name(), pixels, image.calibration());
  }

  private static Evaluation evaluate(EvaluateJob job) {
    failIfAsked(job.model());
    List<Point> points =
        job.epsilons().stream()
            .map(e -> new Point(e, List.of(Curves.score("case", Map.of("bright", 1 / (1 + e))))))
            .toList();
    return new Evaluation(Curves.of("Dice", job.attack(), List.of("bright"), points));
  }

  private static Image changed(Image image, UnaryOperator<Float> change) {
    Img<FloatType> pixels = ArrayImgs.floats(Intervals.dimensionsAsLongArray(image.pixels()));
    LoopBuilder.setImages(image.pixels(), pixels)
        .forEachPixel((from, to) -> to.set(change.apply(from.get())));
    return new Image(image.name(), pixels, image.calibration());
  }
}
