package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Normalization;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.file.Csv;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainResult;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.Discs;
import io.github.robustj.training.MarginTable;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings are real but tiny, or none; what is measured is made up. */
class CompareVerbTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Job<?>> jobs = new ArrayList<>();
  private boolean trained = true;
  private Set<String> diverging = Set.of();
  private String unmeasured = "none";
  private boolean bySeed;

  /** The score is one over the steps of the attack and epsilon, or a tenth of the seed. */
  private final Engine engine =
      new Engine() {
        @Override
        @SuppressWarnings("unchecked")
        public <R> R run(Job<R> job, JobListener listener) {
          if (job instanceof ResumableEvaluation kept) return (R) run(kept.job(), listener);
          jobs.add(job);
          if (job instanceof TrainJob train && !trained) return (R) untrained(train);
          if (!(job instanceof EvaluateJob evaluate)) return Engine.inProcess().run(job, listener);
          if (evaluate.model().endsWith(unmeasured) && evaluate.attack().name().equals("pgd"))
            throw new RobustJException("no number from " + unmeasured);
          List<Point> points = new ArrayList<>();
          for (double epsilon : evaluate.epsilons()) {
            String model = evaluate.model().getFileName().toString();
            double score =
                bySeed
                    ? Integer.parseInt(model.replaceAll(".*-", "")) / 10.
                    : 1 / (1 + epsilon * evaluate.attack().steps());
            points.add(new Point(epsilon, List.of(Curves.score("a", Map.of("disc", score)))));
          }
          return (R) new Evaluation(Curves.of("Dice", evaluate.attack(), List.of("disc"), points));
        }
      };

  @Test
  void oneTableOfAllAndNothingIsDoneTwice() throws IOException {
    Discs.write(folder.resolve("data"), 4);
    assertEquals(Program.DONE, run("--methods", "standard,fast"), err.toString());
    assertEquals(2 + 2 * 4, jobs.size());
    TrainJob fast =
        (TrainJob)
            jobs.stream().filter(j -> j instanceof TrainJob).skip(1).findFirst().orElseThrow();
    assertEquals("adaptive_margin", fast.options().get(MethodTable.METHOD));
    assertEquals(4, fast.options().get(MethodTable.STEPS), "of the preset");
    assertEquals(.5, fast.options().get(MarginTable.MARGIN_STEP));
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
          List.of("1.00", "0.143", "0.143", "0.143", "0.053"), table.get(row).subList(3, 8));
    }
    assertEquals("fast", table.get(2).get(0));
    assertTrue(out.toString().contains("seconds_per_epoch"), out.toString());
    jobs.clear();
    assertEquals(Program.DONE, run("--methods", "standard,fast,adversarial"));
    assertEquals(1 + 4, jobs.size(), "only what was not there");
  }

  @Test
  void mistakesAreFoundBeforeAnythingIsTrained() throws IOException {
    Discs.write(folder.resolve("data"), 2);
    assertEquals(Program.FAILED, run("--methods", "standard,fgsm"));
    assertTrue(err.toString().contains("\"fgsm\""), err.toString());
    assertEquals(Program.FAILED, run("--methods", "standard,standard"));
    assertEquals(Program.FAILED, call("--data", folder.resolve("data").toString()));
    assertTrue(err.toString().contains("test_split"), err.toString());
    assertTrue(jobs.isEmpty());
  }

  /** All that such a list names is learned from, or chooses the weights. */
  @ParameterizedTest
  @ValueSource(strings = {"case0\n", "[train]\ncase0\n", "[train]\ncase0\n[validation]\n# none\n"})
  void aSplitThatKeepsNothingAsideIsRefused(String text) throws IOException {
    Path split = folder.resolve("list.txt");
    Files.writeString(split, text);
    Discs.write(folder.resolve("data"), 2);
    String data = folder.resolve("data").toString();
    assertEquals(Program.FAILED, call("--data", data, "--split", split.toString()));
    assertTrue(err.toString().contains("a split file with [train] and [validation]"));
    assertTrue(jobs.isEmpty());
  }

  /** Somebody's own training lies where the comparison looks for one of its. */
  @ParameterizedTest
  @CsvSource({
    "standard, trades, method",
    "adversarial, mart, method",
    "full, fast, leave_when_broken"
  })
  void aModelOfAnotherMethodIsRefused(String lies, String wanted, String option)
      throws IOException {
    trained = false;
    Discs.write(folder.resolve("data"), 2);
    assertEquals(Program.DONE, run("--methods", lies), err.toString());
    Files.move(folder.resolve("out").resolve(lies), folder.resolve("out").resolve(wanted));
    jobs.clear();
    assertEquals(Program.FAILED, run("--methods", wanted));
    assertTrue(err.toString().contains("was trained with " + option + "="), err.toString());
    assertTrue(jobs.isEmpty(), "measured");
  }

  @Test
  void methodsThatFailDoNotEndTheOthers() throws IOException {
    trained = false;
    Discs.write(folder.resolve("data"), 2);
    diverging = Set.of("standard", "adversarial");
    unmeasured = "trades";
    String[] methods = {"--methods", "standard,adversarial,trades,mart"};
    assertEquals(Program.FAILED, run(methods));
    List<List<String>> failed = Csv.read(Files.readString(folder.resolve("out/failed.csv")));
    assertEquals(
        List.of(
            List.of("method", "reason"),
            List.of("standard", "The training has diverged."),
            List.of("adversarial", "The training has diverged."),
            List.of("trades", "no number from trades")),
        failed);
    assertEquals(List.of("mart"), measured());
    assertTrue(err.toString().contains("3 of 4 methods failed: standard, adversarial, trades;"));
    assertTrue(err.toString().contains("trades failed: no number from trades"), err.toString());

    diverging = Set.of();
    unmeasured = "none";
    jobs.clear();
    assertEquals(Program.DONE, run(methods), err.toString());
    assertEquals(2 + 2 * 4 + 3, jobs.size(), "only what was not there");
    assertEquals(List.of("standard", "adversarial", "trades", "mart"), measured());
    assertFalse(Files.exists(folder.resolve("out/failed.csv")));

    diverging = Set.of("fast_adversarial", "free_adversarial");
    assertEquals(Program.FAILED, run("--methods", "fast_adversarial,free_adversarial"));
    assertTrue(err.toString().contains("2 of 2 methods failed"), err.toString());
    assertTrue(err.toString().stripTrailing().endsWith("failed.csv says why."), err.toString());
    diverging = Set.of("fast");
    assertEquals(Program.FAILED, run("--methods", "fast"));
    assertTrue(err.toString().stripTrailing().endsWith("The training has diverged."));
  }

  @Test
  void whatWasMadeOtherwiseIsRefusedBeforeAnythingIsTrained() throws IOException {
    trained = false;
    Discs.write(folder.resolve("data"), 2);
    assertEquals(Program.DONE, run("--methods", "mart"), err.toString());
    for (String[] other :
        List.of(
            new String[] {"--seed", "2"},
            new String[] {"--attack-epsilon", "3"},
            new String[] {"--precision", "mixed"},
            new String[] {"--learning-rate", ".5"})) {
      jobs.clear();
      String[] all =
          Stream.concat(Stream.of("--methods", "standard,mart"), Stream.of(other))
              .toArray(String[]::new);
      assertEquals(Program.FAILED, run(all), other[0]);
      assertEquals(List.of(), jobs, other[0]);
    }
  }

  @Test
  void severalSeedsHaveAMeanAndASpread() throws IOException {
    trained = false;
    bySeed = true;
    Discs.write(folder.resolve("data"), 2);
    diverging = Set.of("mart-5");
    String[] seeds = {"--methods", "standard,mart", "--seeds", "2, 3,5"};
    assertEquals(Program.FAILED, run(seeds), err.toString());
    assertTrue(err.toString().contains("1 of 6 methods failed: mart-5;"), err.toString());
    diverging = Set.of();
    jobs.clear();
    assertEquals(Program.DONE, run(seeds), err.toString());
    assertEquals(1 + 4, jobs.size(), "only what was not there");
    assertEquals(5L, ((TrainJob) jobs.get(0)).options().get(TrainingTable.SEED));
    assertTrue(Files.exists(folder.resolve("out/mart-5/model.json")));
    assertTrue(Files.exists(folder.resolve("out/mart-5-pgd_3.json")));
    List<List<String>> table = Csv.read(Files.readString(folder.resolve("out/table.csv")));
    assertEquals(
        List.of("method", "seeds", "epochs", "seconds_per_epoch", "clean", "clean_sd", "noise_3"),
        table.get(0).subList(0, 7));
    // Scores .2, .3 and .5: mean 1/3, deviation sqrt((.1333^2 + .0333^2 + .1667^2) / 2) = .1528.
    assertEquals(
        List.of("standard", "3", "2", "-", "0.33", "0.15", "0.33", "0.15"),
        table.get(1).subList(0, 8));
    assertEquals("mart", table.get(2).get(0));
    List<List<String>> single = Csv.read(Files.readString(folder.resolve("out/seeds.csv")));
    assertEquals(1 + 6, single.size());
    assertEquals(List.of("mart", "5", "2", "-", "0.500"), single.get(6).subList(0, 5));
    assertTrue(out.toString().contains("0.33 +- 0.15"), out.toString());
  }

  @Test
  void seedsAreCheckedBeforeAnythingIsTrained() throws IOException {
    Discs.write(folder.resolve("data"), 2);
    assertEquals(Program.FAILED, run("--methods", "standard", "--seeds", "1,2", "--seed", "3"));
    assertTrue(err.toString().contains("seed and seeds exclude each other"), err.toString());
    for (String wrong : List.of("1,1", "1,,2", "one", "-1", "1.5", "1,"))
      assertTrue(
          Program.DONE != run("--methods", "standard", "--seeds", wrong)
              && err.toString().contains("The option seeds has"),
          wrong + err);
    for (String blank : List.of("", " "))
      assertTrue(
          Program.DONE != run("--methods", "standard", "--seeds", blank)
              && err.toString().contains("The option seeds is empty"),
          err.toString());
    assertTrue(jobs.isEmpty());
  }

  private List<String> measured() throws IOException {
    return Csv.read(Files.readString(folder.resolve("out/table.csv"))).stream()
        .skip(1)
        .map(row -> row.get(0))
        .toList();
  }

  /** A model that nobody has trained, with the options that it would have been trained with. */
  private TrainResult untrained(TrainJob job) {
    String name = job.out().getFileName().toString();
    if (diverging.contains(name)) throw new RobustJException("The training has diverged.");
    ModelDescription description =
        UntrainedModels.description(
            UntrainedModels.segmentation(),
            new Normalization(Normalization.Kind.Z_SCORE, .5, 99.5),
            new NetworkSpec(1, 3, 4, 2, false, 1),
            job.options().values());
    ModelFolder.write(
        job.out(),
        description,
        dir -> {
          Path network = Files.createDirectory(dir.resolve("saved_model"));
          Files.createFile(network.resolve("saved_model.pb"));
        });
    return new TrainResult(job.out(), List.of());
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
    Map<String, String> options = new LinkedHashMap<>();
    for (String[] part : List.of(same, more))
      for (int i = 0; i < part.length; i += 2) options.put(part[i], part[i + 1]);
    return call(
        options.entrySet().stream()
            .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
            .toArray(String[]::new));
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
