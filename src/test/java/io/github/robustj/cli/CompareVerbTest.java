package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.TrainJob;
import io.github.robustj.testing.Discs;
import io.github.robustj.training.Csv;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings are real but tiny; what is measured is made up. */
class CompareVerbTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Job<?>> jobs = new ArrayList<>();

  /** The score is one over the steps of the attack and epsilon. */
  private final Engine engine =
      new Engine() {
        @Override
        @SuppressWarnings("unchecked")
        public <R> R run(Job<R> job, JobListener listener) {
          jobs.add(job);
          if (!(job instanceof EvaluateJob evaluate)) return Engine.inProcess().run(job, listener);
          List<Point> points = new ArrayList<>();
          for (double epsilon : evaluate.epsilons()) {
            double score = 1 / (1 + epsilon * evaluate.attack().steps());
            points.add(new Point(epsilon, List.of(new CaseScore("a", Map.of("disc", score)))));
          }
          return (R) new RobustnessCurve("Dice", evaluate.attack(), List.of("disc"), points);
        }
      };

  @Test
  void oneTableOfAllAndNothingIsDoneTwice() throws IOException {
    Discs.write(folder.resolve("data"), 4);
    assertEquals(ExitCode.DONE, run("--methods", "standard,fast"), err.toString());
    assertEquals(2 + 2 * 4, jobs.size());
    TrainJob fast =
        (TrainJob)
            jobs.stream().filter(j -> j instanceof TrainJob).skip(1).findFirst().orElseThrow();
    assertEquals("adaptive_margin", fast.options().method().name());
    assertEquals(4, fast.options().method().attack().steps(), "of the preset");
    assertEquals(.5, fast.options().method().margin().size().step());
    assertTrue(Files.size(folder.resolve("out/cost.png")) > 1000);
    List<List<String>> table = Csv.read(Files.readString(folder.resolve("out/table.csv")));
    assertEquals(
        List.of(
            "method",
            "epochs",
            "seconds_per_epoch",
            "clean",
            "noise_3",
            "pgd_3",
            "ensemble_3",
            "square_9"),
        table.get(0));
    for (int row = 1; row < 3; row++) {
      assertEquals("2", table.get(row).get(1));
      assertTrue(Double.parseDouble(table.get(row).get(2)) > 0);
      assertEquals(
          List.of("1.0000", "0.1429", "0.1429", "0.1429", "0.0526"), table.get(row).subList(3, 8));
    }
    assertEquals("fast", table.get(2).get(0));
    assertTrue(out.toString().contains("seconds_per_epoch"), out.toString());
    jobs.clear();
    assertEquals(ExitCode.DONE, run("--methods", "standard,fast,adversarial"));
    assertEquals(1 + 4, jobs.size(), "only what was not there");
  }

  @Test
  void mistakesAreFoundBeforeAnythingIsTrained() throws IOException {
    Discs.write(folder.resolve("data"), 2);
    assertEquals(ExitCode.FAILED, run("--methods", "standard,fgsm"));
    assertTrue(err.toString().contains("\"fgsm\""), err.toString());
    assertEquals(ExitCode.FAILED, run("--methods", "standard,standard"));
    assertEquals(ExitCode.FAILED, call("--data", folder.resolve("data").toString()));
    assertTrue(err.toString().contains("test_split"), err.toString());
    assertTrue(jobs.isEmpty());
  }

  private int run(String... more) {
    String data = folder.resolve("data").toString();
    String[] same = {
      "--data",
      data,
      "--test",
      data,
      "--epochs",
      "2",
      "--width",
      "4",
      "--depth",
      "2",
      "--validation",
      "0",
      "--margin-step",
      ".5",
      "--attack-epsilon",
      "2",
      "--attack-steps",
      "3",
      "--square-queries",
      "9"
    };
    return call(Stream.concat(Stream.of(same), Stream.of(more)).toArray(String[]::new));
  }

  private int call(String... options) {
    Stream<String> line =
        Stream.concat(
            Stream.of("compare", "--out", folder.resolve("out").toString()), Stream.of(options));
    Program.Streams streams =
        new Program.Streams(new PrintWriter(out), new PrintWriter(err), false);
    return new Program(Main.verbs(), streams, engine, new Cancellation())
        .run(line.toArray(String[]::new));
  }
}
