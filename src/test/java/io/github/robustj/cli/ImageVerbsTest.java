package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.file.Csv;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.EmptyModels;
import io.github.robustj.testing.SeenMasks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in, files out; the model is one that sees the organ in the second pixel. */
class ImageVerbsTest {

  private static final List<LabelClass> CLASSES =
      List.of(new LabelClass(0, "background"), new LabelClass(1, "organ"));
  private static final RobustnessCurve CURVE =
      Curves.of(
          "Dice",
          AttackSpec.pgd(20),
          List.of("organ"),
          List.of(
              new Point(0, List.of(Curves.score("a", Map.of("organ", .75)))),
              new Point(2, List.of(Curves.score("a", Map.of("organ", .125))))));

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Job<?>> jobs = new ArrayList<>();
  private Path images;
  private Path results;

  private final Engine engine =
      new Engine() {
        @Override
        @SuppressWarnings("unchecked")
        public <R> R run(Job<R> job, JobListener listener) {
          jobs.add(job instanceof ResumableEvaluation kept ? kept.job() : job);
          if (job instanceof PredictJob predict) return (R) seen(predict);
          if (job instanceof AttackJob attack) return (R) attacked(attack.image());
          return (R) new Evaluation(CURVE);
        }
      };

  @BeforeEach
  void images() throws IOException {
    images = Files.createDirectory(folder.resolve("in put"));
    results = folder.resolve("results");
    for (String name : List.of("b.png", "a.png"))
      ImageFiles.png(
          new ImagePlus("", new ByteProcessor(3, 1, new byte[] {5, 9, 7})), images.resolve(name));
    Files.writeString(images.resolve("notes.txt"), "no image");
  }

  /** Written where they are asked for; those of an earlier run do not stay. */
  @Test
  void probabilitiesAreWrittenIfAskedFor() throws IOException {
    String input = images.resolve("a.png").toString();
    EmptyModels.write(folder.resolve("m"), new SegmentationQuestion(CLASSES), 1, Instant.EPOCH);
    assertEquals(Program.DONE, run("predict", "--probabilities", "--input", input));
    assertEquals(
        "a-overlay.png a-overlay.tif a-probability.tif a-rois.zip a.tif predictions.csv", files());
    ImagePlus shown = IJ.openImage(results.resolve("a-probability.tif").toString());
    float[] expected = {1 - .9f, .8f, 1 - .7f};
    assertArrayEquals(expected, (float[]) shown.getProcessor().getPixels(), 1e-6f);
    assertEquals(1, shown.getDisplayRangeMax());
    assertEquals("organ", shown.getStack().getSliceLabel(1));
    assertEquals(Program.DONE, run("predict", "--input", input));
    assertEquals("a-overlay.png a-overlay.tif a-rois.zip a.tif predictions.csv", files());
  }

  /** What is removed of an earlier run may be called as what this one has written. */
  @ParameterizedTest
  @CsvSource({"probability", "overlay"})
  void anImageCalledAsAResultOfAnotherKeepsItsLabels(String kind) throws IOException {
    Files.delete(images.resolve("b.png"));
    Files.copy(images.resolve("a.png"), images.resolve("a-" + kind + ".png"));
    for (int runs = 0; runs < 2; runs++) {
      assertEquals(Program.DONE, run("predict", "--overlay", "none", "--input", images.toString()));
      assertEquals(
          "a-%1$s-rois.zip a-%1$s.tif a-rois.zip a.tif predictions.csv".formatted(kind), files());
    }
  }

  @Test
  void aFolderIsSegmentedImageByImage() throws IOException {
    assertEquals(Program.DONE, run("predict", "--tile", "64", "--input", images.toString()));
    assertEquals(
        "a-overlay.png a-overlay.tif a-rois.zip a.tif b-overlay.png b-overlay.tif b-rois.zip b.tif"
            + " predictions.csv",
        files());
    assertEquals(64, ((PredictJob) jobs.get(0)).tile());
    ImagePlus labels = IJ.openImage(results.resolve("a.tif").toString());
    assertArrayEquals(new byte[] {0, 1, 0}, (byte[]) labels.getProcessor().getPixels());
    ImagePlus overlay = IJ.openImage(results.resolve("b-overlay.tif").toString());
    assertEquals("organ", overlay.getOverlay().get(0).getName());
    List<List<String>> table = Csv.read(Files.readString(results.resolve("predictions.csv")));
    assertEquals(List.of("image", "slice", "class", "pixels"), table.get(0).subList(0, 4));
    assertEquals(List.of("b", "0", "organ", "1"), table.get(2).subList(0, 4));
    assertEquals(results.resolve("predictions.csv").toString(), out.toString().strip());
  }

  @Test
  void anAttackWritesBothImagesAndBothPredictions() throws IOException {
    String input = images.resolve("a.png").toString();
    assertEquals(
        Program.DONE, run("attack", "--norm", "linf", "--epsilon", ".5", "--input", input));
    assertEquals(
        "a-adversarial.tif a-labels-adversarial.tif a-labels-clean.tif a-overlay.tif"
            + " a-perturbation.csv a-perturbation.tif a-picture.png a-scores.csv",
        files());
    AttackJob job = (AttackJob) jobs.get(0);
    assertEquals(new AttackSpec("pgd", Norm.LINF, 20, 4, 1), job.attack());
    assertEquals(.5, job.epsilon());
    ImagePlus adversarial = IJ.openImage(results.resolve("a-adversarial.tif").toString());
    assertArrayEquals(
        new float[] {5.25f, 8.75f, 7}, (float[]) adversarial.getProcessor().getPixels());
    String scores = Files.readString(results.resolve("a-scores.csv"));
    assertEquals(List.of("a", "organ", "1", "0"), Csv.read(scores).get(1));
    assertEquals("organ  1.0000 -> 0.0000", out.toString().strip());
    assertTrue(err.toString().contains("No label was given"), err.toString());
  }

  @Test
  void anEvaluationWritesJsonTableAndPlot() throws IOException {
    results = folder.resolve("curve.json");
    assertEquals(
        Program.DONE,
        run("evaluate", "--data", "d", "--epsilons", "0,2", "--attack", "bim", "--steps", "7"));
    assertEquals(List.of(0., 2.), ((EvaluateJob) jobs.get(0)).epsilons());
    assertEquals(7, ((EvaluateJob) jobs.get(0)).attack().steps());
    assertEquals(CURVE, EvaluationJson.read(results).curve());
    String table = Files.readString(folder.resolve("curve.csv"));
    assertEquals(List.of("2.0", "a", "a", "organ", "0.125"), Csv.read(table).get(2));
    assertTrue(IJ.openImage(folder.resolve("curve.png").toString()).getWidth() > 300);
    assertTrue(out.toString().contains("      2  0.125"), out.toString());
  }

  @Test
  void inputsThatCannotBeUsedAreNamed() throws IOException {
    assertFails("There is no file", "predict", "--input", folder.resolve("none.png").toString());
    assertFails("There is no image in", "predict", "--input", folder.toString());
    Path torn = Files.writeString(folder.resolve("torn.nii.gz"), "no gzip");
    assertFails("torn.nii.gz", "predict", "--input", torn.toString());
    Files.copy(images.resolve("a.png"), images.resolve("a.tif"));
    assertFails("results of the same name", "predict", "--input", images.toString());
    Files.delete(images.resolve("a.tif"));
    results = images;
    assertFails("is the folder of the input", "predict", "--input", images.toString());
    assertTrue(jobs.isEmpty());
  }

  private void assertFails(String words, String... line) {
    err.getBuffer().setLength(0);
    assertEquals(Program.FAILED, run(line));
    assertTrue(err.toString().contains(words), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  private int run(String... line) {
    String[] all = Stream.concat(Stream.of(line), model()).toArray(String[]::new);
    Program.Streams streams =
        new Program.Streams(new PrintWriter(out), new PrintWriter(err), false);
    return new Program(Main.verbs(), streams, engine, new Cancellation()).run(all);
  }

  private Stream<String> model() {
    return Stream.of("--model", folder.resolve("m").toString(), "--out", results.toString());
  }

  /** All but the hidden record of what was written. */
  private String files() throws IOException {
    try (Stream<Path> list = Files.list(results)) {
      return String.join(
          " ",
          new TreeSet<>(
              list.map(p -> p.getFileName().toString())
                  .filter(name -> !name.startsWith("."))
                  .toList()));
    }
  }

  private static AttackResult attacked(Image image) {
    return new AttackResult(
        row(image.name(), 5.25f, 8.75f, 7),
        row(image.name(), .25f, -.25f, 0),
        mask(0, 1, 0),
        false,
        seen(image.name(), 0, 1, 0),
        seen(image.name(), 0, 0, 1),
        List.of(new AttackResult.ClassChange("organ", 1, 0)),
        List.of(new AttackResult.SliceSize(1, 2, .35, .25, 24, .9)),
        Optional.empty(),
        Reach.NONE,
        Optional.empty());
  }

  private static Prediction seen(PredictJob job) {
    Image score = row(job.image().name(), .9f, .8f, .7f);
    return SeenMasks.of(mask(0, 1, 0), score, CLASSES, job.probabilities());
  }

  private static Prediction seen(String name, int... labels) {
    return SeenMasks.of(mask(labels), row(name, .9f, .8f, .7f), CLASSES);
  }

  private static Mask mask(int... labels) {
    return new Mask(ArrayImgs.ints(labels, labels.length, 1, 1));
  }

  private static Image row(String name, float... values) {
    return new Image(name, ArrayImgs.floats(values, values.length, 1, 1, 1), Calibration.PIXELS);
  }
}
