package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.attack.Attacks;
import io.github.robustj.cli.CommandLineCall;
import io.github.robustj.command.AttackCommand;
import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.TrainCommand;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.file.Csv;
import io.github.robustj.job.ModelTask;
import io.github.robustj.packaging.ModelFolder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program with the jars of {@link ExampleJars}: a macro, which computes in this process, the
 * command line with a worker, and what a dialog offers.
 */
public final class ExtendedJvm {

  /** Of float32 in another process, in the intensities of the image. */
  private static final float ROUNDING = 1e-3f;

  private final Path folder;
  private final Path data;
  private final Path model;
  private final WorkerEngine worker;

  private ExtendedJvm(Path folder) {
    this.folder = folder;
    data = folder.resolve("data");
    model = folder.resolve("model of a macro");
    String all = System.getProperty("java.class.path");
    System.setProperty(
        "java.class.path",
        all.replace(File.pathSeparator + ExampleJars.library(folder).toString(), ""));
    worker = TestWorkers.engine(ExampleJars.home(folder), Duration.ofMinutes(5));
  }

  public static void main(String[] arguments) {
    int exit = 1;
    ExtendedJvm jvm = new ExtendedJvm(Path.of(arguments[0]));
    try {
      jvm.offers();
      jvm.tells();
      jvm.runs();
      jvm.refuses();
      exit = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    } finally {
      jvm.worker.stop();
      System.exit(exit);
    }
  }

  private void offers() {
    offered(new AttackCommand(), "attack", "nudge", "nudge (two halves)");
    offered(new AttackCommand(), "objective", "background_logit", "background logit");
    offered(new TrainCommand(), "method", "noisy", "noisy (Gaussian noise)");
    assertEquals(
        "Noisy: standard deviation", field(new TrainCommand(), "noisy_level").label(), "a field");
    assertEquals(List.of(ExampleJars.ofFiji(folder)), Script.jars());
  }

  private static void offered(JobCommand command, String option, String name, String label) {
    Field field = field(command, option);
    assertTrue(field.choices(ModelTask.named("segmentation")).contains(name), option);
    assertEquals(label, field.words(name));
  }

  private static Field field(JobCommand command, String option) {
    return command.fields().stream().filter(f -> f.name().equals(option)).findFirst().orElseThrow();
  }

  /** Of what is left out. */
  private void tells() {
    assertEquals(5, Extensions.problems().size(), Extensions.problems().toString());
    told("my.Missing of mine.jar", "ClassNotFoundException");
    told("my.Clash of mine.jar", "another attack 'pgd'");
    told("my.Unlicensed of mine.jar", "IllegalStateException: no licence");
    told("my.Newer of mine.jar", "compiled by a more recent version of the Java Runtime");
    told("cut.jar", "cannot be read");
  }

  private static void told(String... words) {
    assertTrue(
        Extensions.problems().stream().anyMatch(p -> Stream.of(words).allMatch(p::contains)),
        Extensions.problems().toString());
  }

  private void runs() throws Exception {
    Path adversarial = folder.resolve("by a macro.tif");
    String attack =
        "input=[%s] label=[%s] model=[%s] attack=nudge objective=background_logit epsilon=4"
            .formatted(image(), truth(), model);
    Path macro =
        Files.writeString(
            folder.resolve("jars.ijm"),
            "run('Train Model...', 'data=[%s] out=[%s] method=noisy noisy_level=.2 epochs=1 width=4 depth=2 validation=0');\nrun('Attack Image...', '%s');\nsaveAs('Tiff', '%s');\n"
                .formatted(data, model, attack, adversarial)
                .replace('\'', '"'));
    works("macro", macro.toString());
    assertEquals(.2, ModelFolder.open(model).description().training().options().get("noisy_level"));

    Path attacked = folder.resolve("attacked");
    works(attack("--attack=nudge", "--objective=background_logit", "--out=" + attacked));
    assertArrayEquals(
        pixels(adversarial), pixels(attacked.resolve("disc 0-adversarial.tif")), ROUNDING);
    compares();
  }

  private void compares() throws Exception {
    Path out = folder.resolve("compared");
    works(
        "compare",
        "--data=" + data,
        "--test=" + data,
        "--methods=noisy",
        "--noisy-level=.3",
        "--epochs=1",
        "--width=4",
        "--depth=2",
        "--validation=0",
        "--attack-epsilon=1",
        "--attack-steps=3",
        "--square-queries=3",
        "--out=" + out);
    List<List<String>> table = Csv.read(Files.readString(out.resolve("table.csv")));
    assertTrue(table.get(0).contains("nudge_3"), table.toString());
    assertEquals(List.of("noisy"), table.stream().skip(1).map(r -> r.get(0)).toList());
    Object level =
        ModelFolder.open(out.resolve("noisy"))
            .description()
            .training()
            .options()
            .get("noisy_level");
    assertEquals(.3, level);
  }

  private void refuses() throws Exception {
    fails(
        "background_logit, which leads away from the truth only; give target=none",
        attack("--objective=background_logit", "--target=erase", "--out=" + folder.resolve("t")));
    fails(
        "noisy_level has an effect only with method=noisy",
        "train",
        "--data=" + data,
        "--noisy-level=.2",
        "--out=" + folder.resolve("standard"));
    fails(
        "my.Needy of mine.jar: java.lang.NoClassDefFoundError: lib/Help",
        attack("--attack=needy", "--out=" + folder.resolve("n")));
    assertEquals("gone", Attacks.named("gone").name());
    Path gone = ExampleJars.ofHome(folder, "gone.jar");
    Files.delete(gone);
    String sentence =
        assertThrows(RobustJException.class, () -> Attacks.named("gone")).getMessage();
    assertTrue(sentence.contains("gone was in " + gone + ", which is gone"), sentence);
  }

  private String[] attack(String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "attack",
                "--model=" + model,
                "--input=" + image(),
                "--label=" + truth(),
                "--epsilon=4"));
    line.addAll(List.of(options));
    return line.toArray(String[]::new);
  }

  private void works(String... line) {
    CommandLineCall call = CommandLineCall.with(worker, line);
    assertEquals(0, call.exitCode(), call.err());
  }

  private void fails(String words, String... line) {
    CommandLineCall call = CommandLineCall.with(worker, line);
    assertTrue(call.exitCode() != 0 && call.err().contains(words), call.err());
  }

  private Path image() {
    return data.resolve("images/disc 0.tif");
  }

  private Path truth() {
    return data.resolve("labels/disc 0.tif");
  }

  private static float[] pixels(Path file) {
    ImagePlus image = IJ.openImage(file.toString());
    return (float[]) image.getProcessor().getPixels();
  }
}
