package io.github.robustj.cli;

import static io.github.robustj.cli.UntrainedModels.WIDTH;
import static io.github.robustj.cli.UntrainedModels.image;
import static io.github.robustj.cli.UntrainedModels.model;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.image.NiftiWriter;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Images;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.task.Question;
import io.github.robustj.testing.As;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is reported of an attack is what a prediction of the written file gives, number by number.
 * The networks have random weights, so that what they see turns with the last digits; a tenth of
 * the pixels is clipped.
 */
class AttackedFilesTest {

  private static final AttackSpec ATTACK = new AttackSpec("pgd", Norm.LINF, 3, 4, 1);

  private static final Normalization Z = new Normalization(Normalization.Kind.Z_SCORE, 10, 90);

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  @Test
  void oneOfEach() {
    segmentation(16, Normalization.Kind.Z_SCORE, 3);
    log.clear();
    landmarks(8, Normalization.Kind.UNIT_RANGE, 1, 30);
    log.clear();
    objects(32, Normalization.Kind.Z_SCORE, 1, .75);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"8,Z_SCORE,1", "16,Z_SCORE,3", "32,UNIT_RANGE,1", "24,UNIT_RANGE,1", "24,Z_SCORE,2"})
  void segmentation(int bits, Normalization.Kind kind, int slices) {
    Path model =
        model(folder, UntrainedModels.segmentation(), new Normalization(kind, 10, 90), bits);
    Image clean = ImagePlusConverter.toImage(image(bits, slices));
    AttackResult result =
        run(new AttackJob(model, clean, Optional.empty(), ATTACK, epsilon(kind), 1));
    Image read = written(result.adversarial());
    assertTrue(log.isEmpty(), log.toString());
    Mask seen = As.mask(run(new PredictJob(model, read, 512)));
    assertTrue(log.get(0).contains("is normalised as its clean image was"), log.toString());
    assertArrayEquals(As.labels(As.mask(result.attacked())), As.labels(seen));
    double dice = UntrainedModels.dice(As.labels(seen), As.labels((Mask) result.truth()))[1];
    assertEquals(dice, result.classes().get(0).after());
    assertTrue(result.slices().get(0).linf() > .9 * epsilon(kind), "nothing of it is lost");
    Image forgotten = new Image("x", read.pixels(), read.calibration());
    int[] other = As.labels(As.mask(run(new PredictJob(model, forgotten, 512))));
    assertFalse(Arrays.equals(other, As.labels(seen)), "the property is needed");
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "8,Z_SCORE,1,30",
    "16,UNIT_RANGE,2,30",
    "32,Z_SCORE,1,44",
    "24,UNIT_RANGE,1,60",
    "8,UNIT_RANGE,1,90"
  })
  void landmarks(int bits, Normalization.Kind kind, int slices, int resolution) {
    Question question = UntrainedModels.landmarks(resolution);
    Path model = model(folder, question, new Normalization(kind, 10, 90), bits);
    Image clean = ImagePlusConverter.toImage(image(bits, slices));
    AttackResult result =
        run(new AttackJob(model, clean, Optional.empty(), ATTACK, epsilon(kind), 1));
    boolean larger = resolution > WIDTH;
    assertEquals(larger ? resolution : WIDTH, result.adversarial().width());
    assertEquals(larger, log.toString().contains("as the network sees it"), log.toString());
    Image read = written(result.adversarial());
    Landmarks seen = As.points(run(new PredictJob(model, read, 512)));
    Landmarks reported = As.points(result.attacked());
    for (int z = 0; z < slices; z++)
      for (String name : List.of("a", "b")) {
        Landmark there = reported.slices().get(z).get(name);
        Landmark here = seen.in(clean, read.width(), read.height()).slices().get(z).get(name);
        assertEquals(there.x(), here.x(), larger ? 1e-9 : 0);
        assertEquals(there.y(), here.y(), larger ? 1e-9 : 0);
      }
    assertTrue(result.slices().get(0).linf() > .9 * epsilon(kind), "nothing of it is lost");
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "8,Z_SCORE,1,.5",
    "16,UNIT_RANGE,2,1",
    "32,Z_SCORE,1,.75",
    "24,Z_SCORE,1,.5",
    "16,Z_SCORE,1,1.5"
  })
  void objects(int bits, Normalization.Kind kind, int slices, double scale) {
    Question question = UntrainedModels.objects(scale);
    Path model = model(folder, question, new Normalization(kind, 10, 90), bits);
    Image clean = ImagePlusConverter.toImage(image(bits, slices));
    AttackResult result =
        run(new AttackJob(model, clean, Optional.empty(), ATTACK, epsilon(kind), 1));
    assertEquals(scale > 1 ? 90 : WIDTH, result.adversarial().width());
    Image read = written(result.adversarial());
    var seen = As.objects(run(new PredictJob(model, read, 512))).found();
    assertFalse(seen.all().isEmpty());
    if (scale <= 1) assertEquals(As.objects(result.attacked()).found(), seen);
    else assertEquals(As.objects(result.attacked()).found().all().size(), seen.all().size());
    assertTrue(result.slices().get(0).linf() > .9 * epsilon(kind), "nothing of it is lost");
  }

  /** The comment of a NIfTI file carries it, and other readers pass over that. */
  @Test
  void nifti() {
    Path model = model(folder, UntrainedModels.segmentation(), Z, 16);
    Image clean = ImagePlusConverter.toImage(image(16, 3));
    Path source = folder.resolve("source.nii.gz");
    NiftiWriter.write(source, clean);
    AttackResult result = run(new AttackJob(model, clean, Optional.empty(), ATTACK, .5, 1));
    Path file = folder.resolve("x.nii.gz");
    NiftiWriter.write(file, result.adversarial(), source);
    Image read = ImageReader.read(file);
    assertEquals(result.adversarial().clean().orElseThrow().text(), read.clean().get().text());
    Mask seen = As.mask(run(new PredictJob(model, read, 512)));
    assertArrayEquals(As.labels(As.mask(result.attacked())), As.labels(seen));
  }

  /** Another model's attack is not taken for its own; what a user does to the file is. */
  @Test
  void aModelThatSeesOtherwiseFitsAnew() {
    Path model = model(folder, UntrainedModels.segmentation(), Z, 8);
    Image clean = ImagePlusConverter.toImage(image(8, 1));
    Image read =
        written(run(new AttackJob(model, clean, Optional.empty(), ATTACK, .5, 1)).adversarial());
    Path other = model(folder, UntrainedModels.segmentation(), Normalization.DEFAULT, 8);
    log.clear();
    int[] seen = As.labels(As.mask(run(new PredictJob(other, read, 512))));
    assertTrue(log.get(0).contains("fitted anew"), log.toString());
    Image plain = new Image("x", read.pixels(), read.calibration());
    assertArrayEquals(As.labels(As.mask(run(new PredictJob(other, plain, 512)))), seen);
  }

  /** An attack goes on from an attacked file in the ball around that, seen as it was. */
  @Test
  void anAttackedFileCanBeAttacked() {
    Path model = model(folder, UntrainedModels.segmentation(), Z, 8);
    Image clean = ImagePlusConverter.toImage(image(8, 1));
    Image once =
        written(run(new AttackJob(model, clean, Optional.empty(), ATTACK, .3, 1)).adversarial());
    AttackResult twice = run(new AttackJob(model, once, Optional.empty(), ATTACK, .3, 1));
    Image read = written(twice.adversarial());
    assertEquals(once.clean().get().text(), read.clean().get().text());
    assertArrayEquals(
        As.labels(As.mask(twice.attacked())),
        As.labels(As.mask(run(new PredictJob(model, read, 512)))));
  }

  /** With the command line from end to end, and a picture that was opened and saved by ImageJ. */
  @Test
  void commandLine() {
    Path model = model(folder, UntrainedModels.segmentation(), Z, 16);
    Path input = folder.resolve("case.tif");
    ImageFiles.tiff(image(16, 2), input);
    Path out = folder.resolve("out");
    CommandLineCall attack =
        CommandLineCall.of(
            "attack",
            "--model",
            "" + model,
            "--input",
            "" + input,
            "--out",
            "" + out,
            "--epsilon",
            "0.5",
            "--norm",
            "linf",
            "--steps",
            "3");
    assertEquals(Program.DONE, attack.exitCode(), attack.err());
    Path saved = folder.resolve("saved.tif");
    IJ.saveAsTiff(IJ.openImage(out.resolve("case-adversarial.tif").toString()), "" + saved);
    for (Path file : List.of(out.resolve("case-adversarial.tif"), saved)) {
      Path again = folder.resolve("again-" + file.getFileName());
      CommandLineCall predict =
          CommandLineCall.of(
              "predict", "--model", "" + model, "--input", "" + file, "--out", "" + again);
      assertEquals(Program.DONE, predict.exitCode(), predict.err());
      assertTrue(predict.err().contains("is normalised as its clean image was"), predict.err());
      String name = file.getFileName().toString();
      assertArrayEquals(
          pixels(out.resolve("case-labels-adversarial.tif")), pixels(again.resolve(name)));
    }
  }

  private static float[] pixels(Path file) {
    Image image = ImageReader.read(file);
    float[] values = new float[(int) image.pixels().size()];
    int i = 0;
    for (var pixel : Views.flatIterable(image.pixels())) values[i++] = pixel.get();
    return values;
  }

  private Image written(Image image) {
    Path file = folder.resolve("adversarial.tif");
    ImageFiles.tiff(Images.of(image), file);
    return ImageReader.read(file);
  }

  private <R> R run(Job<R> job) {
    return Engine.inProcess()
        .run(
            job,
            new JobListener() {
              @Override
              public void log(String line) {
                if (!line.startsWith("CPU")) log.add(line);
              }
            });
  }

  private static double epsilon(Normalization.Kind kind) {
    return kind == Normalization.Kind.Z_SCORE ? .5 : .2;
  }
}
