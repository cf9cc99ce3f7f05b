package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Images;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.metric.F1;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Target;
import io.github.robustj.testing.As;
import io.github.robustj.testing.EvaluateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An evaluation scores, and an attack aims at and reports, what a prediction of the same file
 * gives: with its tiles of 512 pixels, its normalisation and thresholds, in the image's own pixels.
 */
class JudgedAsPredictedTest {

  private static final AttackSpec ATTACK = new AttackSpec("pgd", Norm.LINF, 1, 4, 1);

  @TempDir Path folder;
  private Path file;

  /** Two tiles, the last of which ends within a cell. */
  @Test
  void objectsOfTwoTiles() throws IOException {
    objects(8, Normalization.Kind.Z_SCORE, 570, 61, 1);
  }

  /** Smaller than a tile, as large, larger; odd, even and of other scales. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "8,Z_SCORE,61,47,1",
    "16,UNIT_RANGE,512,64,1",
    "32,Z_SCORE,513,130,1",
    "8,Z_SCORE,1201,801,.47",
    "16,Z_SCORE,333,219,1.7",
    "24,UNIT_RANGE,1026,94,.5"
  })
  void objects(int bits, Normalization.Kind kind, int width, int height, double scale)
      throws IOException {
    Path model =
        UntrainedModels.model(
            folder, UntrainedModels.objects(scale), new Normalization(kind, 10, 90), bits);
    Image image = image(bits, width, height);
    Prediction.Objects seen = (Prediction.Objects) run(new PredictJob(model, image, 512));
    List<BoxedObject> counted = seen.objects().all();
    assertTrue(counted.size() > 10, counted.size() + " objects");
    List<BoxedObject> drawn = counted.subList(0, counted.size() / 2);
    String rows = drawn.stream().map(JudgedAsPredictedTest::row).collect(Collectors.joining());
    Files.writeString(
        folder.resolve("data/boxes.csv"), "image,class,left,top,right,bottom\n" + rows);

    CaseScore score = evaluated(model);
    ObjectsInImage judged = score.objects().get(0);
    requireSame(seen.found().all(), judged.found());
    for (String name : List.of("a", "b"))
      assertEquals(
          F1.of(List.of(new ObjectsInImage(drawn, seen.found().all())), name, .5, .5),
          score.scores().get(name),
          1e-9);

    AttackResult attack = vanish(model, image);
    requireSame(seen.found().all(), As.objects(attack.clean()).found().all());
    long named = counted.stream().filter(o -> o.name().equals("a")).count();
    assertEquals(named, attack.reach().wanted());
    Path written = folder.resolve("adversarial.tif");
    ImageFiles.tiff(Images.of(attack.adversarial()), written);
    Prediction.Objects after =
        (Prediction.Objects) run(new PredictJob(model, ImageReader.read(written), 512));
    if (scale <= 1) assertEquals(As.objects(attack.attacked()).found(), after.found());
    long left =
        counted.stream()
            .filter(o -> o.name().equals("a"))
            .filter(o -> after.objects().all().stream().anyMatch(n -> meets(o, n, scale)))
            .count();
    assertEquals(named - left, attack.reach().reached());
  }

  /** At scales above 1 the file has the network's pixels. */
  private static boolean meets(BoxedObject before, BoxedObject after, double scale) {
    double back = Math.max(1, scale);
    return before.name().equals(after.name())
        && before.box().iou(after.box().scaled(1 / back, 1 / back)) > .1;
  }

  private AttackResult vanish(Path model, Image image) {
    Target target = new Target("vanish", "a", "");
    AttackAim aim = new AttackAim(Optional.empty(), Optional.empty(), target);
    return run(new AttackJob(model, image, Optional.empty(), ATTACK, .3, 1, aim));
  }

  private static String row(BoxedObject o) {
    return "case,%s,%s,%s,%s,%s\n"
        .formatted(o.name(), o.box().left(), o.box().top(), o.box().right(), o.box().bottom());
  }

  private static void requireSame(List<BoxedObject> expected, List<BoxedObject> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertEquals(expected.get(i).score(), found.get(i).score(), 1e-6);
      assertEquals(1, expected.get(i).box().iou(found.get(i).box()), 1e-4, "object " + i);
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "8,Z_SCORE,61,47,40",
    "16,UNIT_RANGE,512,64,64",
    "32,Z_SCORE,333,130,101",
  })
  void landmarks(int bits, Normalization.Kind kind, int width, int height, int resolution)
      throws IOException {
    Path model =
        UntrainedModels.model(
            folder, UntrainedModels.landmarks(resolution), new Normalization(kind, 10, 90), bits);
    Image image = image(bits, width, height);
    Files.writeString(
        folder.resolve("data/landmarks.csv"), "image,a_x,a_y,b_x,b_y\ncase,20,30,7.5,11\n");
    Landmarks seen = As.points(run(new PredictJob(model, image, 512)));
    CaseScore score = evaluated(model);
    Landmark a = seen.slices().get(0).get("a");
    Landmark b = seen.slices().get(0).get("b");
    assertEquals(Math.hypot(a.x() - 20, a.y() - 30), score.scores().get("a"), 1e-3);
    assertEquals(Math.hypot(b.x() - 7.5, b.y() - 11), score.scores().get("b"), 1e-3);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"8,Z_SCORE,61,47", "16,UNIT_RANGE,512,64", "32,Z_SCORE,613,131"})
  void masks(int bits, Normalization.Kind kind, int width, int height) throws IOException {
    Path model =
        UntrainedModels.model(
            folder, UntrainedModels.segmentation(), new Normalization(kind, 10, 90), bits);
    Image image = image(bits, width, height);
    int[] seen = As.labels(As.mask(run(new PredictJob(model, image, 512))));
    int[] truth = seen.clone();
    for (int i = 0; i < truth.length / 3; i++) truth[i] = i % 2 == 0 ? 0 : 4;
    ByteProcessor labels = new ByteProcessor(width, height);
    for (int i = 0; i < truth.length; i++) labels.set(i, truth[i]);
    Files.createDirectories(folder.resolve("data/labels"));
    ImageFiles.tiff(new ImagePlus("case", labels), folder.resolve("data/labels/case.tif"));
    double[] dice = UntrainedModels.dice(seen, truth);
    CaseScore score = evaluated(model);
    assertEquals(dice[1], score.scores().get("organ"), 1e-3);
    assertEquals(dice[2], score.scores().get("b"), 1e-3);
  }

  private CaseScore evaluated(Path model) {
    EvaluateJob job =
        EvaluateJobs.of(model, folder.resolve("data"), Optional.empty(), ATTACK, List.of(0.), 1);
    return run(job).points().get(0).cases().get(0);
  }

  private Image image(int bits, int width, int height) throws IOException {
    Files.createDirectories(folder.resolve("data/images"));
    Path file = folder.resolve("data/images/case.tif");
    ImageFiles.tiff(UntrainedModels.image(bits, 1, width, height), file);
    return ImageReader.read(file);
  }

  private static <R> R run(Job<R> job) {
    return Engine.inProcess().run(job, JobListener.SILENT);
  }
}
