package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.job.SeamNetwork;
import io.github.robustj.task.Question;
import io.github.robustj.task.landmark.LandmarkQuestion;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a cluster does in parts is bit for bit what is done as a whole, with the real engine and any
 * number of parts at the same time. The networks are so small that the number of threads, which
 * goes with them, does not change in which order they add.
 */
class ClusterVerbsTest {

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    DividedData.write(folder, 5);
    List<LabelClass> classes =
        List.of(new LabelClass(0, "ground"), new LabelClass(1, "disc"), new LabelClass(2, "none"));
    model("segmentation", new SegmentationQuestion(classes));
    model("landmark", new LandmarkQuestion(List.of("bright", "dark"), 5, 32, "mm"));
  }

  private static void model(String task, Question question) {
    UntrainedModels.model(folder.resolve("real-" + task), question, Normalization.DEFAULT, 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          segmentation | 4 | --attack pgd --steps 2 --checks none
          """)
  void evaluatesTheSame(String task, int slots, String options) throws IOException {
    Path whole = folder.resolve("whole " + task);
    Path divided = folder.resolve("divided " + task + slots);
    if (!whole.toFile().exists()) done(evaluate(task, whole, options));
    done(evaluate(task, divided, options + " --cluster local[" + slots + "]"));
    Map<String, String> found = DividedFiles.in(divided);
    DividedFiles.assertSame(DividedFiles.in(whole), found);
  }

  /** A quick row of {@link ClusterMatrixTest}. */
  @ParameterizedTest
  @CsvSource({"predict, ''", "attack, --attack pgd --steps 2"})
  void doesImagesTheSame(String verb, String options) throws IOException {
    Path images = folder.resolve("data-segmentation/images");
    List<String> line = new ArrayList<>(List.of(verb, "--model", model("segmentation")));
    line.addAll(List.of("--input", images.toString()));
    if (!options.isEmpty()) line.addAll(List.of(options.split(" ")));
    String[] all = line.toArray(String[]::new);
    Path whole = folder.resolve("whole " + verb);
    Path divided = folder.resolve("divided " + verb);
    done(with(all, "--out", whole.toString()));
    done(with(all, "--out", divided.toString(), "--cluster", "local[2]"));
    DividedFiles.assertSame(DividedFiles.in(whole), DividedFiles.in(divided));
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          segmentation | 2 | --attack pgd --steps 3 --corruptions gamma
          landmark     | 2 | --attack square --steps 20 --checks none
          """)
  void evaluatesOtherTasksTheSame(String task, int slots, String options) throws IOException {
    Path whole = folder.resolve("slow whole " + task);
    Path divided = folder.resolve("slow divided " + task + slots);
    done(evaluate(task, whole, options));
    done(evaluate(task, divided, options + " --cluster local[" + slots + "]"));
    DividedFiles.assertSame(DividedFiles.in(whole), DividedFiles.in(divided));
  }

  /** The blocks of an image beyond memory are parts; here each slice is one. */
  @Test
  void predictsBlocksTheSame() throws IOException {
    Path slide =
        SeamNetwork.of("segmentation", 1, 1).slide(folder.resolve("s.ome.zarr"), 90, 70, 3);
    String[] line = {"predict", "--model", model("segmentation"), "--input", slide.toString()};
    Path whole = folder.resolve("whole blocks");
    Path divided = folder.resolve("divided blocks");
    done(with(line, "--tile", "48", "--out", whole.toString()));
    done(with(line, "--tile", "48", "--out", divided.toString(), "--cluster", "local[2]"));
    DividedFiles.assertSame(DividedFiles.in(whole), DividedFiles.in(divided));
  }

  private static String[] with(String[] line, String... more) {
    return Stream.of(line, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static String[] evaluate(String task, Path out, String options) {
    List<String> line = new ArrayList<>(List.of("evaluate", "--model", model(task)));
    line.addAll(List.of("--data", folder.resolve("data-" + task).toString()));
    line.addAll(List.of("--out", out.resolve("curve.json").toString()));
    line.addAll(Arrays.asList(("--epsilons 0,2 " + options).split(" ")));
    return line.toArray(String[]::new);
  }

  private static String model(String task) {
    return folder.resolve("real-" + task).toFile().listFiles()[0].toString();
  }

  private static void done(String... line) {
    CommandLineCall call = CommandLineCall.of(line);
    assertEquals(Program.DONE, call.exitCode(), call.err());
  }
}
