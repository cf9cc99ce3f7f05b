package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Computed;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.model.Compute;
import io.github.robustj.option.Key;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Cancellation cancellation = new Cancellation();
  private Job<?> job;

  /** Answers a training as if it had been done. */
  private final Engine done =
      new Engine() {
        @Override
        @SuppressWarnings("unchecked")
        public <R> R run(Job<R> asked, JobListener listener) {
          job = asked;
          return (R) new TrainResult(((TrainJob) asked).out(), List.of());
        }
      };

  @Test
  void aTrainingGetsItsOptions() {
    String model = folder.resolve("my model").toString();
    String[] line = {
      "train",
      "--data",
      "d",
      "--out",
      model,
      "--method=adaptive_margin",
      "--margin-step",
      "2.5",
      "--clean-epochs",
      "-1",
      "--resume",
      "--augment-flip=false",
      "--epochs",
      "9"
    };
    assertEquals(Program.DONE, program(done).run(line), err.toString());
    TrainJob train = (TrainJob) job;
    assertEquals(Path.of(model), train.out());
    Map<String, Object> given =
        Map.of(
            "method",
            "adaptive_margin",
            "margin_step",
            2.5,
            "resume",
            true,
            "augment_flip",
            false,
            "epochs",
            9);
    assertEquals(TrainOptions.of(given), train.options());
    assertEquals(model + System.lineSeparator(), out.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "train",
        "train --data d",
        "train --data d --out o --epochs abc",
        "train --data d --out o --epochs",
        "train --data d --out o --margin-step 3",
        "train --data d --out o --margin_step 3",
        "train --data d --out o --epochs 1 --epochs 2",
        "train --data d --out o stray",
        "evaluate --model m --data d --out o.json --epsilons 0,x",
        "macro"
      })
  void aWrongCommandLineEndsWithTwo(String line) {
    assertEquals(Program.USAGE, run(done, line));
    assertEquals("", out.toString());
    assertFalse(err.toString().isBlank());
    assertFalse(err.toString().contains("\tat "), err.toString());
    assertTrue(err.toString().contains("--help"), err.toString());
    assertNull(job);
  }

  @Test
  void aWrongValueIsNamed() {
    run(done, "train --data d --out o --epochs abc");
    assertTrue(err.toString().contains("epochs is \"abc\""), err.toString());
  }

  @Test
  void aMistypedOptionIsCorrected() {
    run(done, "train --data d --out o --epoch 3");
    String sentence = "There is no option \"epoch\"; the closest one is epochs.";
    assertTrue(err.toString().startsWith(sentence), err.toString());
  }

  @Test
  void aFailureIsOneLine() {
    assertEquals(Program.FAILED, run(failing(new RobustJException("The image x is torn."))));
    assertEquals("The image x is torn." + System.lineSeparator(), err.toString());
  }

  @Test
  void debugShowsWhereAFailureCameFrom() {
    run(failing(new RobustJException("torn")), "train --data d --debug --out " + folder);
    assertTrue(err.toString().contains("\tat "), err.toString());
  }

  @Test
  void everyVerbWithAJobTakesADevice() {
    Compute second = new Compute(Compute.Target.GPU, 1, .5, Compute.Precision.FLOAT32);
    String device = " --device gpu:1 --gpu-memory .5";
    for (String line :
        List.of(
            "train --data d --out " + folder.resolve("model"),
            "bench --out " + folder.resolve("bench.json"),
            "evaluate --model m --data d --out " + folder.resolve("curve.json"))) {
      Engine asked =
          new Engine() {
            @Override
            public <R> R run(Job<R> job, JobListener listener) {
              assertEquals(second, ((Computed<R>) job).compute());
              throw new CancellationException();
            }
          };
      assertEquals(Program.CANCELLED, run(asked, line + device), line);
    }
    assertEquals(Program.USAGE, run(done, "train --data d --out o --device tpu"));
    assertTrue(err.toString().contains("gpu:n"), err.toString());
  }

  @Test
  void errorsOfOurOwnSaySo() {
    assertEquals(Program.FAILED, run(failing(new IllegalStateException("oops"))));
    assertTrue(err.toString().contains("error of its own") && err.toString().contains("oops"));
    assertEquals(1, err.toString().lines().count());
    assertEquals(Program.FAILED, run(failing(new OutOfMemoryError())));
    assertTrue(err.toString().contains("ROBUSTJ_JAVA_OPTS=-Xmx"), err.toString());
  }

  @Test
  void aCancelledJobEndsWith130() {
    Engine untilCancelled =
        new Engine() {
          @Override
          public <R> R run(Job<R> asked, JobListener listener) {
            assertFalse(listener.cancelled());
            new Thread(cancellation::cancel).start();
            while (!listener.cancelled()) Thread.onSpinWait();
            listener.check();
            throw new AssertionError("check does not stop the job");
          }
        };
    assertEquals(Program.CANCELLED, run(untilCancelled));
    assertEquals("Cancelled." + System.lineSeparator(), err.toString());
    cancellation.ended();
  }

  @Test
  void anUnreadableFileIsOneLine() {
    assertEquals(Program.FAILED, run(done, "macro none.ijm"));
    assertTrue(err.toString().contains("none.ijm"), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void anUnwritablePlaceIsRefusedBeforeTheJob() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(Program.FAILED, run(done, "bench --out " + file.resolve("bench.json")));
    assertTrue(err.toString().contains("is not a folder"), err.toString());
    assertEquals(Program.FAILED, run(done, "evaluate --model m --data d --out " + file));
    assertTrue(err.toString().contains("must name a file that ends in .json"), err.toString());
    assertNull(job);
  }

  @Test
  void helpNamesEveryOptionAndItsDefault() {
    assertEquals(Program.DONE, run(done, "train --help-all"));
    String help = out.toString().replaceAll("\\s+", " ");
    for (Key<?> key : OptionTable.TRAIN) {
      assertTrue(help.contains(Arguments.name(key)), key.name());
      if (!key.standard().isEmpty())
        assertTrue(help.contains("default: " + key.standardInWords()), key.name());
    }
  }

  @Test
  void versionsAreShown() {
    assertEquals(Program.DONE, run(done, "--version"));
    assertTrue(out.toString().startsWith("RobustJ "), out.toString());
    assertTrue(out.toString().contains("Java " + Runtime.version()), out.toString());
  }

  private static Engine failing(Throwable failure) {
    return new Engine() {
      @Override
      public <R> R run(Job<R> asked, JobListener listener) {
        if (failure instanceof Error e) throw e;
        throw (RuntimeException) failure;
      }
    };
  }

  private int run(Engine engine) {
    return run(engine, "train --data d --out " + folder.resolve("out"));
  }

  private int run(Engine engine, String line) {
    err.getBuffer().setLength(0);
    return program(engine).run(line.isEmpty() ? new String[0] : line.split(" "));
  }

  private Program program(Engine engine) {
    Program.Streams streams =
        new Program.Streams(new PrintWriter(out), new PrintWriter(err), false);
    return new Program(Main.verbs(), streams, engine, cancellation);
  }
}
