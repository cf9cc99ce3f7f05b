package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.TensorImages;
import io.github.robustj.data.reader.ImagePlusConverter;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.LandmarkObjective;
import io.github.robustj.task.LandmarkTask;
import io.github.robustj.task.Measurement;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.Discs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four jobs on a data set whose landmarks a small network finds within seconds. */
class LandmarkJobsTest {

  private static final int[] PLACES = {14, 12, 44, 28};

  private static final Map<String, Object> SMALL =
      Map.of(
          "task",
          "landmark",
          "epochs",
          80,
          "width",
          8,
          "depth",
          2,
          "learning_rate",
          .01,
          "resolution",
          48,
          "epsilon",
          2,
          "steps",
          2,
          "validation",
          .3);

  @TempDir static Path folder;
  private static Path data;
  private static Path model;

  @BeforeAll
  static void train() {
    data = folder.resolve("data");
    Crosses.write(data, 24);
    model = train("model", SMALL).model();
  }

  @Test
  void describesTheModelInFull() {
    ModelDescription.Points points = ModelFolder.open(model).description().task().landmarks();
    assertEquals(new ModelDescription.Points(List.of("bright", "dark"), 2, 48, "mm"), points);
    assertEquals(6, ModelFolder.open(model).description().network().outputChannels());
  }

  /** Within 2 of the image's 60 x 40 pixels, which the network sees at 48 x 32. */
  @Test
  void findsTheLandmarksInTheImagesOwnPixels() {
    Image image = ImagePlusConverter.toImage(Crosses.image(77, PLACES));
    LandmarkPrediction found = run(new LandmarkPredictJob(model, image));
    Map<String, Landmark> points = found.landmarks().slices().get(0);
    assertEquals(PLACES[0], points.get("bright").x(), 2);
    assertEquals(PLACES[1], points.get("bright").y(), 2);
    assertEquals(PLACES[2], points.get("dark").x(), 2);
    assertEquals(PLACES[3], points.get("dark").y(), 2);
    assertEquals(Calibration.PIXELS, found.landmarks().calibration());
  }

  @Test
  void measuresErrorsInMillimetres() {
    EvaluateJob.Points points =
        new EvaluateJob.Points(0, Measurement.parse("gap = distance(bright, dark)"));
    RobustnessCurve curve =
        run(
            new EvaluateJob(
                model,
                data,
                Optional.empty(),
                AttackSpec.pgd(5),
                List.of(0., 30.),
                1,
                Optional.empty(),
                points));
    assertEquals("Radial error (mm)", curve.score());
    assertFalse(curve.higherIsBetter());
    double clean = curve.points().get(0).mean();
    assertTrue(clean < 1, "within 2 pixels of .5 mm: " + clean);
    assertTrue(curve.points().get(1).mean() > clean, "the attack moves them");
    assertTrue(curve.points().get(0).deviations().get("gap") < 1.5);
  }

  @Test
  void anAttackMovesTheLandmarks() {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    LandmarkAttackResult result =
        run(new LandmarkAttackJob(model, image, Optional.empty(), AttackSpec.pgd(10), 30, 1));
    assertEquals(48, result.adversarial().width());
    assertEquals(2, result.changes().size());
    assertEquals(0, result.changes().get(0).before(), 1e-3, "the prediction stands in");
    assertTrue(result.changes().stream().mapToDouble(c -> c.after()).sum() > 1);
    assertTrue(result.slices().get(0).l2() <= 30 + 1e-3);
  }

  /** Ten pixels to the left: dark comes nearer to there, and bright stays near its place. */
  @Test
  void aTargetMovesOneLandmarkAndTheOthersStay() {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    LandmarkAttackResult result = run(towards(image, move("dark", 10, 180)));
    Landmark before = result.clean().landmarks().slices().get(0).get("dark");
    Landmark after = result.attacked().landmarks().slices().get(0).get("dark");
    Landmark wanted = Landmark.at(before.x() - 10, before.y());
    assertTrue(
        after.distance(wanted, Calibration.PIXELS) < 5, "found at " + after + ", not " + wanted);
    assertTrue(
        result.changes().stream()
                .filter(c -> c.name().equals("bright"))
                .findFirst()
                .orElseThrow()
                .after()
            < 3);
  }

  /** Attacks and objectives know nothing of each other, so not every pair is tried. */
  @Test
  void everyAttackAndObjectiveTakesLandmarks() {
    LandmarkObjective.names().forEach(objective -> attack("bim", objective));
    for (String attack : List.of("apgd", "square", "ensemble", "fmn", "universal"))
      attack(attack, "soft_argmax");
  }

  private static void attack(String attack, String objective) {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    AttackSpec spec =
        AttackOptions.of(Map.of("attack", attack, "objective", objective, "steps", 3));
    // The engine of this JVM keeps the model open.
    LandmarkAttackResult result =
        Engine.inProcess()
            .run(
                new LandmarkAttackJob(model, image, Optional.empty(), spec, 5, 1),
                JobListener.SILENT);
    assertTrue(result.slices().get(0).l2() <= 5 + 1e-3, attack + " on " + objective);
    assertEquals(attack.equals("universal"), result.universal().isPresent());
  }

  /** Half of the image may not change, at the network's resolution too. */
  @Test
  void aRegionHoldsAtTheNetworksResolution() {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    int[] labels = new int[Crosses.WIDTH * Crosses.HEIGHT];
    for (int k = 0; k < labels.length; k++) labels[k] = k % Crosses.WIDTH < 30 ? 1 : 0;
    Mask left = new Mask(ArrayImgs.ints(labels, Crosses.WIDTH, Crosses.HEIGHT, 1));
    AttackAim aim = new AttackAim(Optional.empty(), Optional.of(left), AttackTarget.none());
    LandmarkAttackResult result =
        run(new LandmarkAttackJob(model, image, Optional.empty(), AttackSpec.pgd(3), 9, 1, aim));
    Tensor change = TensorImages.tensor(result.perturbation());
    boolean changed = false;
    for (int k = 0; k < change.data().length; k++)
      if (k % 48 >= 24) assertEquals(0, change.data()[k], "pixel " + k);
      else changed |= change.data()[k] != 0;
    assertTrue(changed);
  }

  /** With an error of a quarter of a millimetre tolerated, a large ball breaks every image. */
  @Test
  void anEvaluationTellsTheSmallestPerturbations() {
    AttackSpec fmn = AttackOptions.of(Map.of("attack", "fmn", "steps", 20, "tolerance", 1));
    RobustnessCurve curve =
        run(new EvaluateJob(model, data, Optional.empty(), fmn, List.of(0., 60.), 1));
    MinimalPerturbations minimal = curve.minimal().orElseThrow();
    assertEquals(24, minimal.cases().size());
    assertEquals(1, minimal.tolerance());
    assertTrue(minimal.overCases().within(60) < .5, "most are broken");
    for (MinimalPerturbations.OfCase c : minimal.cases())
      assertEquals(c.slices().get(0), c.whole(), "a case is a slice");
  }

  private static LandmarkAttackJob towards(Image image, AttackTarget target) {
    AttackSpec strong = new AttackSpec("pgd", Norm.L2, 40, 4, 1);
    AttackAim aim = new AttackAim(Optional.empty(), Optional.empty(), target);
    return new LandmarkAttackJob(model, image, Optional.empty(), strong, 60, 1, aim);
  }

  private static AttackTarget move(String landmark, double distance, double degrees) {
    return new AttackTarget(
        AttackTarget.Kind.MOVE,
        landmark,
        "",
        2,
        new AttackTarget.Move(distance, degrees),
        Optional.empty());
  }

  @Test
  void marginsWatchEveryKindOfCorrectness() {
    for (String correct : List.of("loss", "components", "radial_error")) {
      Map<String, Object> options = new HashMap<>(SMALL);
      options.putAll(
          Map.of(
              "method",
              "adaptive_margin",
              "epochs",
              2,
              "clean_epochs",
              1,
              "margin_step",
              .5,
              "threshold",
              "huber",
              "correct",
              correct));
      TrainResult result = train(correct, options);
      Map<String, Double> last = result.history().get(1).values();
      assertEquals(correct.equals("components"), last.containsKey("threshold_3"));
      assertTrue(last.get("threshold") < 0, "losses and errors count as negative");
    }
  }

  /** All but MART, which compares the classes of a pixel. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "adversarial",
        "fast_adversarial",
        "free_adversarial",
        "trades",
        "temporal_ensembling"
      })
  void everyMethodTrains(String method) {
    Map<String, Object> options = new HashMap<>(SMALL);
    options.putAll(Map.of("method", method, "epochs", 4));
    List<Double> losses =
        train(method, options).history().stream().map(e -> e.values().get("loss")).toList();
    assertEquals(4, losses.size());
    assertTrue(losses.stream().allMatch(Double::isFinite), losses.toString());
  }

  /** Its maps of landmarks could not follow a landmark that changes sides. */
  @Test
  void temporalEnsemblingDoesNotMirror() {
    Map<String, Object> options = new HashMap<>(SMALL);
    options.putAll(Map.of("method", "temporal_ensembling", "mirror_pairs", "bright/dark"));
    List<String> said = new ArrayList<>();
    assertFalse(mirroring(options, listener(said)).augmentation().flip());
    assertTrue(said.get(0).contains("temporal ensembling"), said.toString());
  }

  /** What METHODS calls the paper's and AMAT's settings for landmarks. */
  @Test
  void thePapersSettingsArePresets() {
    MarginOptions paper = preset("paper");
    assertEquals(new MarginOptions.Size(1, 10, -1, "margin_max"), paper.size());
    assertEquals(new MarginOptions.Threshold("huber", 2), paper.threshold());
    assertEquals("loss", paper.correct());
    assertEquals("bisection", paper.refinement());
    MarginOptions amat = preset("amat");
    assertEquals(new MarginOptions.Size(.5, 5, -1, "margin"), amat.size());
    assertEquals(new MarginOptions.Threshold("mean_minus_sd", 2), amat.threshold());
    assertEquals("components", amat.correct());
    assertEquals("none", amat.refinement());
  }

  private static MarginOptions preset(String name) {
    return TrainOptions.of(Map.of("task", "landmark", "method", "adaptive_margin", "preset", name))
        .method()
        .margin();
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Image image = ImagePlusConverter.toImage(Crosses.image(77, PLACES));
    assertSentence(() -> run(new PredictJob(model, image, 512)), "finds landmarks");
    AttackSpec dice = AttackOptions.of(Map.of("objective", "soft_dice"));
    assertSentence(
        () -> run(new LandmarkAttackJob(model, image, Optional.empty(), dice, 1, 1)),
        "objective is soft_dice",
        "soft_argmax");
    AttackTarget erase =
        new AttackTarget(AttackTarget.Kind.ERASE, "bright", "", 2, Optional.empty());
    assertSentence(() -> run(towards(image, erase)), "target is erase", "move or swap");
    assertSentence(() -> run(towards(image, move("chin", 5, 0))), "target_class", "bright, dark");
    assertSentence(() -> run(towards(image, move("dark", 500, 0))), "target_distance");
    assertSentence(
        () -> TrainOptions.of(Map.of("task", "landmark", "method", "mart")),
        "method is mart",
        "task is landmark");
    assertSentence(
        () ->
            run(
                new EvaluateJob(
                    model,
                    data,
                    Optional.empty(),
                    AttackSpec.pgd(5),
                    List.of(0.),
                    1,
                    Optional.empty(),
                    new EvaluateJob.Points(0, Measurement.parse("a = distance(bright, chin)")))),
        "no landmark chin");
    Path mixed = folder.resolve("mixed");
    Crosses.write(mixed, 3);
    Path table = mixed.resolve("landmarks.csv");
    Files.writeString(table, Files.readString(table).replace("cross2,.5", "cross2,"));
    Map<String, Object> all = new HashMap<>(SMALL);
    all.put("validation", 0);
    assertSentence(
        () ->
            new TrainJob(mixed, Optional.empty(), folder.resolve("no"), TrainOptions.of(all))
                .run(backend(), JobListener.SILENT),
        "cross2.tif",
        "pixel_size");
    Path masks = folder.resolve("masks");
    Discs.write(masks, 2);
    assertSentence(
        () ->
            new TrainJob(masks, Optional.empty(), folder.resolve("no"), TrainOptions.of(SMALL))
                .run(backend(), JobListener.SILENT),
        "has no landmarks");
  }

  @Test
  void optionsWithoutEffectAreRefused() {
    for (String key : List.of("patch", "resolution", "correct", "deep_supervision"))
      assertThrows(
          RobustJException.class,
          () ->
              TrainOptions.of(
                  switch (key) {
                    case "patch" -> Map.of("task", "landmark", key, 64);
                    case "resolution" -> Map.of(key, 64);
                    case "correct" -> Map.of("task", "landmark", key, "components");
                    default -> Map.of("task", "landmark", key, false);
                  }),
          key);
  }

  /** Their names do not tell sides, so only an option can. */
  @Test
  void imagesAreMirroredWhereItIsKnownWhichLandmarksChangeSides() {
    List<String> said = new ArrayList<>();
    JobListener listener = listener(said);
    Map<String, Object> options = new HashMap<>(SMALL);
    options.put("mirror_pairs", "bright/dark");
    assertEquals(List.of(1, 0), mirroring(options, listener).pairs().partners());
    assertTrue(said.isEmpty());
    options.remove("mirror_pairs");
    assertFalse(mirroring(options, listener).augmentation().flip());
    assertTrue(said.get(0).contains("mirror_pairs"), said.toString());
    options.putAll(Map.of("mirror_pairs", "bright/dark", "augment_flip", false));
    assertSentence(() -> TrainOptions.of(options), "mirror_pairs", "augment_flip=true");
  }

  private static Mirroring mirroring(Map<String, Object> options, JobListener listener) {
    LandmarkTask task = new LandmarkTask(List.of("bright", "dark"), 2, "mm", Correctness.LOSS);
    return Mirroring.of(task, TrainOptions.of(options), listener);
  }

  private static JobListener listener(List<String> said) {
    return new JobListener() {
      @Override
      public void progress(double share, String what) {}

      @Override
      public void log(String line) {
        said.add(line);
      }
    };
  }

  private static void assertSentence(
      org.junit.jupiter.api.function.Executable wrong, String... parts) {
    String message = assertThrows(RobustJException.class, wrong).getMessage();
    for (String part : parts) assertTrue(message.contains(part), message);
    assertTrue(message.endsWith("."), message);
  }

  private static TrainResult train(String name, Map<String, Object> options) {
    return run(
        new TrainJob(data, Optional.empty(), folder.resolve(name), TrainOptions.of(options)));
  }

  private static io.github.robustj.model.Backend backend() {
    return new io.github.robustj.tensorflow.TensorFlowBackend();
  }

  private static <R> R run(Job<R> job) {
    return job.run(backend(), JobListener.SILENT);
  }
}
