package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.NiftiWriter;
import io.github.robustj.job.AttackSlicesJob;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.PixelClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The slices of one volume in shares give the files that the undivided command writes. */
class DividedVolumesTest {

  private static final int SIDE = 36;
  private static final int SLICES = 37;

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    DividedData.write(folder, 1);
    float[] pixels = waves(SIDE, SIDE, SLICES);
    NiftiWriter.write(
        folder.resolve("volume.nii.gz"),
        new Image("v", ArrayImgs.floats(pixels, SIDE, SIDE, 1, SLICES), Calibration.PIXELS));
    int[] labels = new int[pixels.length];
    for (int i = 0; i < labels.length; i++) labels[i] = pixels[i] > 0 ? 1 : 0;
    NiftiWriter.write(
        folder.resolve("label.nii.gz"),
        new Mask(ArrayImgs.ints(labels, SIDE, SIDE, SLICES)),
        Calibration.PIXELS);
    stack("large.tif", 272, 240, 33);
    stack("slice.tif", SIDE, SIDE, 1);
  }

  /** Slice 5 is empty. */
  private static float[] waves(int width, int height, int slices) {
    float[] pixels = new float[width * height * slices];
    for (int i = 0; i < pixels.length; i++) {
      int z = i / (width * height);
      int y = i / width % height;
      if (z != 5) pixels[i] = (float) (100 * Math.sin(i % width / 5. + z) * Math.cos(y / 7.));
    }
    return pixels;
  }

  private static void stack(String name, int width, int height, int slices) {
    float[] pixels = waves(width, height, slices);
    ImageStack stack = new ImageStack(width, height);
    int n = width * height;
    for (int z = 0; z < slices; z++)
      stack.addSlice(
          new FloatProcessor(width, height, Arrays.copyOfRange(pixels, z * n, (z + 1) * n)));
    FileSaver saver = new FileSaver(new ImagePlus(name, stack));
    String file = folder.resolve(name).toString();
    if (slices > 1) saver.saveAsTiffStack(file);
    else saver.saveAsTiff(file);
  }

  @ParameterizedTest
  @CsvSource({
    "attack, segmentation, volume.nii.gz, 3, 3, --steps 20",
    "attack, segmentation, volume.nii.gz, 1, 3, --steps 20 --objective cross_entropy --label"
        + " label.nii.gz",
    "attack, segmentation, slice.tif, 2, 1, --steps 20",
    "attack, segmentation, volume.nii.gz, 2, 1, --attack universal --steps 3",
  })
  void sharesGiveTheSame(
      String verb, String task, String input, int shares, int parts, String options)
      throws IOException {
    String name = " %s %s %d".formatted(verb, input, options.hashCode());
    Path whole = folder.resolve("whole" + name);
    Path divided = folder.resolve("parts" + name);
    done(new Pixels(), line(verb, task, input, whole, options));
    StringBuilder said = new StringBuilder();
    for (int i = shares; i >= 1; i--)
      said.append(
          done(
                  new Pixels(),
                  line(verb, task, input, divided, options + " --shard " + i + "/" + shares))
              .err());
    assertEquals(parts, count(divided));
    // Once by each share.
    String line =
        "Slices of one image are not divided: the attack universal is one change for all of them.";
    assertEquals(
        options.contains("universal") ? shares : 0,
        said.toString().lines().filter(line::equals).count());
    done(new Pixels(), "merge", "--out", divided.toString());
    Map<String, String> files = DividedFiles.in(divided);
    files.remove("parts/run.json");
    DividedFiles.assertSame(DividedFiles.in(whole), files);
  }

  /** Two parts of a prediction are two million pixels. */
  @Tag("slow")
  @Test
  void sharesOfAPredictionGiveTheSame() throws IOException {
    sharesGiveTheSame("predict", "segmentation", "large.tif", 2, 2, "");
  }

  private static long count(Path out) throws IOException {
    try (var list = Files.list(out.resolve("parts"))) {
      return list.filter(file -> file.toString().endsWith(".part")).count();
    }
  }

  /** What is finished of a volume is not done again. */
  @ParameterizedTest
  @ValueSource(strings = {"--shard 1/1", "--resume"})
  void aKilledRunGoesOn(String how) throws IOException {
    Path out = folder.resolve("killed " + how.replace('/', ' '));
    String options = "--steps 20 --label label.nii.gz " + how;
    String[] line = line("attack", "segmentation", "volume.nii.gz", out, options);
    assertEquals(Program.CANCELLED, CommandLineCall.with(new Killed(2), line).exitCode());
    assertEquals(2, count(out));
    Killed again = new Killed(9);
    done(again, line);
    assertEquals(1, again.jobs);
    assertEquals(how.equals("--resume"), Files.exists(out.resolve("volume-scores.csv")));
  }

  /** Looks at each pixel on its own, so that much work takes little time. */
  private static final class Pixels implements Engine {

    @Override
    public <R> R run(Job<R> job, JobListener listener) {
      return job.run(new FakeBackend(() -> new PixelClassifier(-1, 1, .2f, 0)), listener);
    }
  }

  /** Ends before a part. */
  private static final class Killed implements Engine {

    private final Engine real = new Pixels();
    private final int end;
    private int jobs;

    Killed(int end) {
      this.end = end;
    }

    @Override
    public <R> R run(Job<R> job, JobListener listener) {
      if (job instanceof AttackSlicesJob && jobs++ == end)
        throw new CancellationException("killed");
      return real.run(job, listener);
    }
  }

  private static String[] line(String verb, String task, String input, Path out, String options) {
    List<String> line = new ArrayList<>(List.of(verb));
    line.addAll(List.of("--model", folder.resolve("model-" + task).toString()));
    line.addAll(List.of("--input", folder.resolve(input).toString(), "--out", out.toString()));
    String wanted = options.replace("label.nii.gz", folder.resolve("label.nii.gz").toString());
    if (!wanted.isBlank()) line.addAll(Arrays.asList(wanted.strip().split(" ")));
    return line.toArray(String[]::new);
  }

  private static CommandLineCall done(Engine engine, String... line) {
    CommandLineCall call = CommandLineCall.with(engine, line);
    assertEquals(Program.DONE, call.exitCode(), call.err());
    assertTrue(!call.err().contains("an error of its own"), call.err());
    return call;
  }
}
