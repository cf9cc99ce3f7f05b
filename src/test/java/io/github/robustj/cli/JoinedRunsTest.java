package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.NiftiWriter;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.JobListener;
import io.github.robustj.option.Options;
import io.github.robustj.testing.JavaNetworks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is heard of a run that does parts and then joins them, as on a cluster; here the parts are
 * done one after another.
 */
class JoinedRunsTest {

  private static final Engine ENGINE = new JavaNetworks();

  @TempDir static Path folder;

  /** All images are whole; in the damaged folder one of several is not, and neither is a volume. */
  @BeforeAll
  static void write() throws IOException {
    DividedData.write(folder, 3);
    Path damaged = folder.resolve("damaged");
    VerbOutputs.copy(folder.resolve("data-segmentation"), damaged);
    Files.writeString(damaged.resolve("images/disc 1.tif"), "no image");
    Path volumes = Files.createDirectories(folder.resolve("volumes"));
    Files.copy(damaged.resolve("images/disc 0.tif"), volumes.resolve("disc 0.tif"));
    Path volume = volumes.resolve("volume.nii");
    float[] pixels = new float[36 * 36 * 37];
    for (int i = 0; i < pixels.length; i++) pixels[i] = i % 77;
    NiftiWriter.write(
        volume, new Image("v", ArrayImgs.floats(pixels, 36, 36, 1, 37), Calibration.PIXELS));
    byte[] bytes = Files.readAllBytes(volume);
    // The header says how large it is.
    Files.write(volume, Arrays.copyOf(bytes, bytes.length - 4));
  }

  @ParameterizedTest
  @CsvSource({
    "predict, data-segmentation/images, ''",
    "attack, data-segmentation/images, attack=pgd steps=2",
    "evaluate, data-segmentation, attack=pgd steps=2 epsilons=0,2",
  })
  void progressGoesOnceFromTheBeginningToTheEnd(String verb, String input, String options) {
    Heard heard = run(verb, input, options);
    assertEquals(heard.told.stream().sorted().toList(), heard.told, "progress goes back");
    // Parts are the most of it, and what joins them is heard of.
    assertTrue(heard.told.stream().anyMatch(f -> f > .2 && f < .9), heard.told.toString());
    assertTrue(heard.told.stream().filter(f -> f >= .9).count() > 2, heard.told.toString());
    assertTrue(heard.told.stream().allMatch(f -> f <= 1), heard.told.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "predict, damaged/images, '', disc 1.tif cannot",
    "attack, damaged/images, attack=pgd steps=2, disc 1.tif cannot",
    "attack, volumes, attack=pgd steps=20, volume.nii is",
    "evaluate, damaged, attack=fgsm epsilons=0, disc 1.tif cannot",
  })
  void whatFailsIsToldOnceWhereItFails(String verb, String input, String options, String why) {
    Heard heard = new Heard();
    RobustJException end =
        assertThrows(RobustJException.class, () -> run(verb, input, options, heard));
    List<String> lines = heard.lines.stream().filter(line -> line.contains(why)).toList();
    // Of a volume each part says it.
    assertEquals(input.equals("volumes") ? 3 : 1, lines.size(), heard.lines.toString());
    assertTrue(end.getMessage().contains("failed.csv says why"), end.getMessage());
  }

  private static Heard run(String verb, String input, String options) {
    Heard heard = new Heard();
    run(verb, input, options, heard);
    return heard;
  }

  private static void run(String name, String input, String options, Heard heard) {
    Verb verb = Main.verbs().stream().filter(v -> v.name().equals(name)).findAny().orElseThrow();
    boolean folders = !name.equals("evaluate");
    Path out = folder.resolve("out %s %s".formatted(name, heard.hashCode()));
    Map<String, Object> given = new HashMap<>();
    given.put("model", folder.resolve("model-segmentation").toString());
    given.put(folders ? "input" : "data", folder.resolve(input).toString());
    given.put("out", (folders ? out : out.resolve("curve.json")).toString());
    given.put("cluster", "local[2]");
    for (String option : options.split(" "))
      if (!option.isEmpty()) given.put(option.split("=")[0], option.split("=")[1]);
    verb.action()
        .run(
            new Verb.Call(Options.of(given, verb.keys()), List.of()),
            new Verb.Session(ENGINE, heard, new PrintWriter(new StringWriter())));
  }

  private static final class Heard implements JobListener {

    final List<Double> told = new ArrayList<>();
    final List<String> lines = new ArrayList<>();

    @Override
    public void progress(double fraction, String message) {
      told.add(fraction);
    }

    /** As consoles have it. */
    @Override
    public void log(String line) {
      if (!lines.contains(line)) lines.add(line);
    }
  }
}
