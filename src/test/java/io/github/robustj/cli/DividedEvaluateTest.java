package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.testing.JavaNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evaluations in parts write the same files as whole ones. */
class DividedEvaluateTest {

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    DividedData.write(folder, 4);
  }

  /** Of any number of shares, one after another in another order than theirs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          segmentation | 1 | --attack pgd --steps 3
          segmentation | 3 | --attack pgd --steps 3 --restarts 2 --corruptions gamma,gaussian_noise --certificate smoothing --certificate-samples 40 --certificate-selection 3 --certificate-alpha 0.4
          segmentation | 2 | --attack square --steps 8 --checks all
          segmentation | 2 | --attack universal --steps 3 --corruptions gamma
          segmentation | 2 | --attack transfer --steps 2 --source-model SECOND
          landmark     | 3 | --attack pgd --steps 3 --corruptions gaussian_noise
          detection    | 2 | --attack square --steps 8 --checks none
          """)
  void sharesGiveTheSame(String task, int shares, String options) throws IOException {
    String wanted = options.replace("SECOND", folder.resolve("second").toString());
    if (options.contains("SECOND")) second();
    Path whole = folder.resolve("whole " + task + shares + options.hashCode());
    Path parts = folder.resolve("parts " + task + shares + options.hashCode());
    done(line(task, whole, wanted));
    for (int i = shares; i >= 1; i--)
      done(line(task, parts, wanted + " --shard " + i + "/" + shares));
    done("merge", "--out", parts.resolve("curve.json").toString());
    Map<String, String> files = DividedFiles.in(parts);
    assertTrue(files.remove("curve-parts/run.json").contains("\"joined\": true"));
    DividedFiles.assertSame(DividedFiles.in(whole), files);
  }

  /** Whose attack and task are above with others. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          landmark     | 2 | --attack square --steps 20
          detection    | 3 | --attack pgd --steps 3 --corruptions gaussian_noise
          """)
  void sharesOfOtherPairsGiveTheSame(String task, int shares, String options) throws IOException {
    sharesGiveTheSame(task, shares, options);
  }

  @Test
  void aRunByItselfGoesOnFromThePartsOfAShare() throws IOException {
    String options = "--attack pgd --steps 3 --corruptions gamma";
    Path whole = folder.resolve("whole alone");
    Path parts = folder.resolve("parts alone");
    done(line("segmentation", whole, options));
    done(line("segmentation", parts, options + " --shard 1/2"));
    CommandLineCall call = done(line("segmentation", parts, options + " --resume"));
    assertTrue(call.err().contains("2 of 4 parts were finished by a divided run"), call.err());
    Map<String, String> files = DividedFiles.in(parts);
    assertTrue(files.remove("curve-parts/run.json").contains("\"joined\": true"));
    DividedFiles.assertSame(DividedFiles.in(whole), files);
  }

  @Test
  void partsThatAreNotTakenAreNamedAndStay() throws IOException {
    Path out = folder.resolve("not taken");
    done(line("segmentation", out, "--attack fgsm --shard 1/2"));
    Map<String, String> parts = DividedFiles.in(out);
    String other = done(line("segmentation", out, "--attack pgd --steps 3 --resume")).err();
    assertTrue(
        other.contains("of another run, which are not used: attack was fgsm and is now pgd"),
        other);
    String alone = done(line("segmentation", out, "--attack pgd --steps 4")).err();
    assertTrue(alone.contains("not used: attack was fgsm and is now pgd"), alone);
    assertFalse(alone.contains("the option resume takes them"), alone);
    String anew = done(line("segmentation", out, "--attack fgsm")).err();
    assertTrue(anew.contains("the option resume takes them"), anew);
    assertTrue(DividedFiles.in(out).entrySet().containsAll(parts.entrySet()));
  }

  private static void second() {
    DividedData.model(folder.resolve("second"), "segmentation", 1);
  }

  private static String[] line(String task, Path out, String options) {
    List<String> line = new ArrayList<>(List.of("evaluate"));
    line.addAll(List.of("--model", folder.resolve("model-" + task).toString()));
    line.addAll(List.of("--data", folder.resolve("data-" + task).toString()));
    line.addAll(List.of("--out", out.resolve("curve.json").toString()));
    line.addAll(Arrays.asList(("--epsilons 0,2 " + options).split(" ")));
    return line.toArray(String[]::new);
  }

  private static CommandLineCall done(String... line) {
    CommandLineCall call = CommandLineCall.with(new JavaNetworks(), line);
    assertEquals(Program.DONE, call.exitCode(), call.err());
    return call;
  }
}
