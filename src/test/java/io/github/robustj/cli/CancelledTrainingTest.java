package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancelledTrainingTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void whatIsKeptIsSaidIfThereIsAny(int epochs) {
    Engine engine =
        new Engine() {
          @Override
          public <R> R run(Job<R> job, JobListener listener) {
            for (int epoch = 1; epoch <= epochs; epoch++)
              listener.epoch(new JobListener.EpochReport(epoch, 9, Map.of(), new float[0]));
            throw new CancellationException();
          }
        };
    StringWriter err = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
    int code =
        new Program(Main.verbs(), streams, engine, new Cancellation())
            .run("train", "--data", "d", "--out", "m");
    assertEquals(Program.CANCELLED, code);
    String kept =
        "The epochs done so far are kept in m/checkpoint; the same command with the option resume goes on.";
    assertEquals(
        epochs == 0 ? List.of("Cancelled.") : List.of(kept, "Cancelled."),
        err.toString().lines().map(line -> line.replace('\\', '/')).toList());
  }
}
