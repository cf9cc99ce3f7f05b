package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.ImagePlusConverter;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.testing.Cells;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The four jobs on a data set whose objects a small network finds within seconds. */
class DetectionJobsTest {

  private static final Map<String, Object> SMALL =
      Map.of(
          "task", "detection",
          "epochs", 40,
          "width", 8,
          "depth", 3,
          "learning_rate", .01,
          "resolution", 96,
          "epsilon", 2,
          "steps", 2,
          "validation", .2);

  private static final List<BoxedObject> DRAWN = Cells.drawn(99);
  private static final Image IMAGE = ImagePlusConverter.toImage(Cells.image(DRAWN, 99));

  @TempDir static Path folder;
  private static Path data;
  private static Path model;

  @BeforeAll
  static void train() {
    data = folder.resolve("data");
    Cells.write(data, 24);
    model = train("model", SMALL).model();
  }

  @Test
  void describesTheModelInFull() {
    ModelDescription description = ModelFolder.open(model).description();
    ModelDescription.Detector objects = description.task().objects();
    assertEquals(List.of("blue", "red"), objects.names());
    assertEquals(1, objects.scale());
    assertTrue(objects.thresholds().stream().allMatch(t -> t >= .1 && t <= .9));
    assertEquals(6, description.network().outputChannels());
    assertEquals(4, description.network().stride());
    assertEquals(ModelTask.DETECTION, ModelTask.of(model));
  }

  @Test
  void findsAndCountsTheObjects() {
    DetectionPrediction found = run(new DetectionPredictJob(model, IMAGE, 512));
    for (BoxedObject cell : DRAWN)
      assertTrue(
          found.objects().all().stream()
              .anyMatch(o -> o.name().equals(cell.name()) && o.box().iou(cell.box()) > .5),
          "finds " + cell);
    assertEquals(DRAWN.size(), found.objects().all().size());
    assertEquals(.5, found.threshold());
    assertTrue(found.found().all().size() >= found.objects().all().size());
  }

  /**
   * A smear of 480 x 320 pixels in tiles of 128, and the same less a margin of 20 and 12, so that
   * every seam lies elsewhere: no object is counted twice or lost at one. Instance normalisation
   * sees another surrounding, hence one of the 150 objects of tolerance.
   */
  @Test
  void aSlideIsTheSameHoweverItsGridLies() {
    Image slide = slide(0, 0);
    DetectionPrediction whole = run(new DetectionPredictJob(model, slide, 128));
    assertEquals(25 * 6, whole.objects().all().size(), 1);
    DetectionPrediction moved = run(new DetectionPredictJob(model, slide(20, 12), 128));
    List<BoxedObject> inBoth =
        whole.objects().all().stream()
            .filter(o -> o.box().left() > 22 && o.box().top() > 14)
            .toList();
    long again =
        inBoth.stream()
            .filter(
                o ->
                    moved.objects().all().stream()
                            .filter(m -> m.name().equals(o.name()))
                            .filter(m -> m.box().moved(20, 12).iou(o.box()) > .5)
                            .count()
                        == 1)
            .count();
    assertEquals(inBoth.size(), again, 1);
  }

  /** 5 x 5 scenes side by side, less some columns and rows. */
  private static Image slide(int left, int top) {
    int width = 5 * Cells.WIDTH;
    int height = 5 * Cells.HEIGHT;
    ColorProcessor pixels = new ColorProcessor(width, height);
    for (int i = 0; i < 25; i++) {
      List<BoxedObject> cells = Cells.drawn(200 + i);
      pixels.insert(
          Cells.image(cells, i).getProcessor(), i % 5 * Cells.WIDTH, i / 5 * Cells.HEIGHT);
    }
    pixels.setRoi(left, top, width - left, height - top);
    return ImagePlusConverter.toImage(new ImagePlus("slide", pixels.crop()));
  }

  @Test
  void measuresPrecisionUnderAttack() {
    RobustnessCurve curve =
        run(new EvaluateJob(model, data, Optional.empty(), AttackSpec.pgd(5), List.of(0., 20.), 1));
    List<DetectionReport.Row> rows = DetectionReport.of(curve).rows();
    double clean = rows.get(0).coco().precision50();
    double attacked = rows.get(3).coco().precision50();
    assertTrue(clean > .9, "clean " + clean);
    assertTrue(attacked < clean - .2, "attacked " + attacked);
    assertEquals(24 * 6, rows.get(0).objects());
  }

  /** Every objective loses objects, within the ball. */
  @Test
  void attacksLoseObjects() {
    for (String objective : List.of("sum", "location", "classification", "objectness")) {
      AttackSpec attack = new AttackSpec("pgd", Norm.L2, 10, 4, 1, objective, .5);
      DetectionAttackResult result = run(attack(attack, DetectionAim.anywhere(), 30));
      long right = right(result.attacked());
      assertTrue(right < DRAWN.size(), objective + " leaves all " + right);
      assertTrue(result.slices().get(0).l2() <= 30 + 1e-2);
    }
    AttackSpec ensemble = new AttackSpec("ensemble", Norm.L2, 6, 4, 1);
    assertTrue(right(run(attack(ensemble, DetectionAim.anywhere(), 30)).attacked()) < 6);
  }

  private static long right(DetectionPrediction found) {
    return DRAWN.stream()
        .filter(
            cell ->
                found.objects().all().stream()
                    .anyMatch(o -> o.name().equals(cell.name()) && o.box().iou(cell.box()) > .5))
        .count();
  }

  @Test
  void targetsAreReached() {
    AttackSpec attack = AttackSpec.pgd(20);
    DetectionPrediction gone = run(attack(attack, aim("vanish", "red"), 40)).attacked();
    assertEquals(0, gone.counts().get("red"));
    assertTrue(gone.counts().get("blue") > 0, "the others stay");
    DetectionAttackResult more = run(attack(attack, aim("fabricate", "blue"), 80));
    assertTrue(madeUp(more.attacked(), "blue") > madeUp(more.clean(), "blue") + .1);
    DetectionAttackResult other = run(attack(attack, aim("mislabel", "red"), 40));
    assertTrue(atRed(other.attacked(), "red") < atRed(other.clean(), "red") - .2);
    assertTrue(atRed(other.attacked(), "blue") > atRed(other.clean(), "blue") + .2);
  }

  /** How sure the model is of objects of a class where none of it is, summed over those. */
  private static double madeUp(DetectionPrediction found, String name) {
    return found.found().all().stream()
        .filter(o -> o.name().equals(name))
        .filter(
            o ->
                DRAWN.stream()
                    .noneMatch(cell -> cell.name().equals(name) && o.box().iou(cell.box()) > .1))
        .mapToDouble(BoxedObject::score)
        .sum();
  }

  /** How sure the model is of a class where red ones are, summed over those. */
  private static double atRed(DetectionPrediction found, String name) {
    return DRAWN.stream()
        .filter(cell -> cell.name().equals("red"))
        .mapToDouble(
            cell ->
                found.found().all().stream()
                    .filter(o -> o.name().equals(name) && o.box().iou(cell.box()) > .3)
                    .mapToDouble(BoxedObject::score)
                    .max()
                    .orElse(0))
        .sum();
  }

  private static DetectionAim aim(String kind, String name) {
    DetectionTarget.Kind wanted = DetectionTarget.Kind.valueOf(kind.toUpperCase());
    return new DetectionAim(
        Optional.empty(), Optional.empty(), new DetectionTarget(wanted, name, ""));
  }

  /** Away from the truth F1 falls, towards a target that against it rises. */
  @Test
  void anEvaluationTellsHowNearATargetIs() {
    RobustnessCurve curve = run(evaluation(AttackSpec.pgd(10), "mislabel", "red"));
    Point clean = curve.points().get(0);
    Point attacked = curve.points().get(1);
    assertTrue(attacked.mean() < clean.mean(), attacked.mean() + ", was " + clean.mean());
    assertTrue(attacked.reachedMean() > clean.reachedMean(), "reached " + attacked.reachedMean());
    assertFalse(attacked.objects().isEmpty(), "for the report");
    assertSentence(() -> run(evaluation(AttackSpec.pgd(1), "erase", "red")), "erase", "not for");
    AttackSpec fmn = AttackOptions.of(Map.of("attack", "fmn"));
    assertSentence(() -> run(evaluation(fmn, "vanish", "red")), "takes no target");
  }

  /** Half of F1 is what fmn leaves, unless told otherwise; a case is a slice. */
  @Test
  void theSmallestPerturbationsBreakF1() {
    AttackSpec fmn = AttackOptions.of(Map.of("attack", "fmn", "steps", 10));
    RobustnessCurve curve =
        run(new EvaluateJob(model, data, Optional.empty(), fmn, List.of(0., 40.), 1));
    MinimalPerturbations minimal = curve.minimal().orElseThrow();
    assertEquals(.5, minimal.tolerance());
    assertTrue(minimal.overCases().within(0) > .9, "clean images are not broken");
    assertTrue(minimal.overCases().within(40) < .5, "most are broken");
    for (int i = 0; i < 24; i++) {
      MinimalPerturbations.OfCase smear = minimal.cases().get(i);
      assertEquals(smear.slices().get(0), smear.whole());
      boolean broken = curve.points().get(1).cases().get(i).mean() < .5;
      assertEquals(broken, Double.isFinite(smear.whole()), smear.name());
    }
  }

  @Test
  void aUniversalPerturbationIsGivenBackAndApplied() {
    AttackSpec attack = AttackOptions.of(Map.of("attack", "universal", "steps", 2));
    DetectionAttackResult found = run(attack(attack, DetectionAim.anywhere(), 5));
    DetectionAim again =
        new DetectionAim(
            Optional.empty(), Optional.empty(), DetectionTarget.none(), found.universal());
    DetectionAttackResult applied = run(attack(attack, again, 5));
    assertTrue(applied.universal().isEmpty());
    assertEquals(found.slices().get(0).l2(), applied.slices().get(0).l2(), 1e-4);
  }

  private static EvaluateJob evaluation(AttackSpec attack, String target, String name) {
    Options options =
        Options.of(
            Map.of("target", target, "target_class", name),
            OptionTable.join(OptionTable.ATTACK, OptionTable.EVALUATE));
    return new EvaluateJob(
        model,
        data,
        Optional.empty(),
        attack,
        List.of(0., 30.),
        1,
        Optional.empty(),
        EvaluateJob.Points.NONE,
        EvaluationAim.from(options),
        Optional.empty());
  }

  private static void assertSentence(Executable wrong, String... parts) {
    String message = assertThrows(RobustJException.class, wrong).getMessage();
    for (String part : parts) assertTrue(message.contains(part), message);
  }

  /** The left half alone changes. */
  @Test
  void attacksStayInTheirRegion() {
    int[] labels = new int[Cells.WIDTH * Cells.HEIGHT];
    for (int i = 0; i < labels.length; i++) labels[i] = i % Cells.WIDTH < Cells.WIDTH / 2 ? 1 : 0;
    Mask region = new Mask(ArrayImgs.ints(labels, Cells.WIDTH, Cells.HEIGHT, 1));
    DetectionAim aim =
        new DetectionAim(Optional.empty(), Optional.of(region), DetectionTarget.none());
    Image change = run(attack(AttackSpec.pgd(3), aim, 10)).perturbation();
    RandomAccess<FloatType> pixel = change.pixels().randomAccess();
    double left = 0;
    for (int i = 0; i < labels.length; i++) {
      pixel.setPosition(new long[] {i % Cells.WIDTH, i / Cells.WIDTH, 0, 0});
      if (labels[i] == 0) assertEquals(0, pixel.get().get());
      else left += Math.abs(pixel.get().get());
    }
    assertTrue(left > 0);
  }

  /** Every method takes a step, and the margins watch losses and their parts. */
  @Test
  void everyMethodTrains() {
    for (String method :
        List.of(
            "adversarial",
            "fast_adversarial",
            "free_adversarial",
            "trades",
            "temporal_ensembling",
            "mtd",
            "cwat",
            "adaptive_margin")) {
      TrainResult result = train(method, with(Map.of("method", method, "epochs", 2)));
      assertEquals(2, result.history().size(), method);
    }
    for (String preset : List.of("fast", "paper")) {
      Map<String, Object> options =
          with(
              Map.of(
                  "method", "adaptive_margin", "preset", preset, "epochs", 2, "clean_epochs", 1));
      options.remove("steps");
      TrainResult result = train(preset, options);
      Map<String, Double> last = result.history().get(1).values();
      assertEquals(preset.equals("paper"), last.containsKey("threshold_3"), last.toString());
    }
    assertThrows(RobustJException.class, () -> TrainOptions.of(with(Map.of("method", "mart"))));
    assertThrows(
        RobustJException.class, () -> TrainOptions.of(Map.of("task", "landmark", "method", "mtd")));
  }

  /** Two images say nothing about red ones: their scores do not count, and the log says so. */
  @Test
  void classesThatAreNotAnnotatedAreLeftOut() throws Exception {
    Path table = folder.resolve("unannotated.csv");
    Files.writeString(table, "image,class\nsmear0,red\nsmear1.png,red\n");
    RobustnessCurve curve =
        run(
            new EvaluateJob(
                model,
                data,
                Optional.empty(),
                AttackSpec.pgd(1),
                List.of(0.),
                1,
                Optional.empty(),
                EvaluateJob.Points.NONE,
                EvaluationAim.anywhere(),
                Optional.of(table)));
    List<DetectionReport.Row> rows = DetectionReport.of(curve).rows();
    assertEquals(24, rows.get(1).images(), "blue");
    assertEquals(22, rows.get(2).images(), "red");
    List<String> log = new ArrayList<>();
    JobListener listener =
        new JobListener() {
          @Override
          public void log(String line) {
            log.add(line);
          }
        };
    Map<String, Object> options = with(Map.of("epochs", 1, "unannotated", table));
    Engine.inProcess().run(job("partly", options), listener);
    assertTrue(log.stream().anyMatch(l -> l.contains("red in 2 image(s)")), log.toString());
    Files.writeString(table, "image,class\nnowhere,red\n");
    RobustJException failure = assertThrows(RobustJException.class, () -> train("failed", options));
    assertTrue(failure.getMessage().contains("nowhere"), failure.getMessage());
  }

  @Test
  void otherTasksRefuseAModelOfObjects() {
    RobustJException failure =
        assertThrows(RobustJException.class, () -> run(new PredictJob(model, IMAGE, 512)));
    assertTrue(failure.getMessage().contains("finds objects"), failure.getMessage());
    assertFalse(ModelTask.DETECTION.verb().isEmpty());
  }

  private static DetectionAttackJob attack(AttackSpec attack, DetectionAim aim, double epsilon) {
    return new DetectionAttackJob(
        model, IMAGE, Optional.of(Boxes.of(DRAWN)), attack, epsilon, 1, aim);
  }

  private static Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(SMALL);
    options.putAll(more);
    return options;
  }

  private static TrainResult train(String name, Map<String, Object> options) {
    return run(job(name, options));
  }

  private static TrainJob job(String name, Map<String, Object> options) {
    return new TrainJob(data, Optional.empty(), folder.resolve(name), TrainOptions.of(options));
  }

  private static <R> R run(Job<R> job) {
    return Engine.inProcess().run(job, JobListener.SILENT);
  }
}
