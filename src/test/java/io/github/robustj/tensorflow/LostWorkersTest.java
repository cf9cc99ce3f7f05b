package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Precision;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.testing.Discs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that fail in the middle of a training. */
@Tag("slow")
@Timeout(300)
class LostWorkersTest {

  private static final int EPOCHS = 4;

  @TempDir Path folder;
  private final List<ServerProcess> servers = new ArrayList<>();
  private Path data;

  @BeforeEach
  void start() throws Exception {
    data = folder.resolve("data");
    Discs.write(data, 10);
    for (int i = 0; i < 2; i++) servers.add(server(ServerProcess.freePort()));
    for (ServerProcess server : servers) server.listening();
  }

  private ServerProcess server(int port) throws Exception {
    return ServerProcess.start(folder, port, "--device", "cpu");
  }

  @AfterEach
  void stop() throws Exception {
    for (ServerProcess server : servers) server.close();
  }

  /** The one that directs the others, and another one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aTrainingWhoseWorkerDiesEndsAndIsGoneOnFrom(int lost) throws Exception {
    Path out = folder.resolve("out");
    List<JobListener.EpochReport> expected = train(folder.resolve("here"), Map.of(), null);
    List<Instant> died = new ArrayList<>();
    String sentence =
        assertThrows(
                RobustJException.class,
                () ->
                    train(
                        out,
                        Map.of(),
                        () -> {
                          close(servers.get(lost));
                          died.add(Instant.now());
                        },
                        servers.get(0).address(),
                        servers.get(1).address()))
            .getMessage();
    long seconds = Duration.between(died.get(0), Instant.now()).toSeconds();
    assertTrue(seconds < 15, "it took " + seconds + " s");
    assertTrue(
        sentence.contains(servers.get(lost).address()) && sentence.contains("resume"), sentence);
    assertEquals(1, sentence.lines().count());
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(
          List.of("checkpoint"), left.map(p -> p.getFileName().toString()).sorted().toList());
    }
    servers.set(lost, server(servers.get(lost).port()).listening());
    List<JobListener.EpochReport> all =
        train(
            out, Map.of("resume", true), null, servers.get(0).address(), servers.get(1).address());
    assertEquals(EPOCHS, all.size());
    for (int i = 0; i < EPOCHS; i++)
      assertEquals(
          expected.get(i).values().get("loss"),
          all.get(i).values().get("loss"),
          1e-4,
          "epoch " + i);
  }

  /** It takes connections, but does nothing; as where its disk or network hangs. */
  @Test
  void aFrozenWorkerIsGivenUp() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")));
    List<Instant> frozen = new ArrayList<>();
    String sentence =
        assertThrows(
                RobustJException.class,
                () ->
                    train(
                        folder.resolve("out"),
                        Map.of(),
                        () -> {
                          signal("-STOP", servers.get(1));
                          frozen.add(Instant.now());
                        },
                        servers.get(0).address(),
                        servers.get(1).address()))
            .getMessage();
    long seconds = Duration.between(frozen.get(0), Instant.now()).toSeconds();
    assertTrue(seconds < 60, "it took " + seconds + " s");
    assertTrue(sentence.contains(servers.get(1).address()), sentence);
  }

  @Test
  void aCancelledTrainingLeavesTheMachinesFree() throws Exception {
    String[] both = {servers.get(0).address(), servers.get(1).address()};
    Path out = folder.resolve("out");
    assertThrows(
        CancellationException.class,
        () ->
            train(
                out,
                Map.of(),
                () -> {
                  throw new CancellationException("cancelled");
                },
                both));
    assertFalse(Files.exists(out.resolve("model.json")));
    assertEquals(EPOCHS, train(out, Map.of("resume", true), null, both).size());
  }

  /**
   * @param inSecondEpoch done once, between two steps; may be null
   * @param workers none for this process
   */
  private List<JobListener.EpochReport> train(
      Path out, Map<String, ?> more, Runnable inSecondEpoch, String... workers) {
    Map<String, Object> options = new HashMap<>(more);
    options.putAll(Map.of("method", "standard", "epochs", EPOCHS, "batch", 2));
    options.putAll(Map.of("width", 4, "depth", 2, "learning_rate", .003));
    TrainJob job = new TrainJob(data, Optional.empty(), out, TrainOptions.of(options));
    Compute compute =
        new Compute(Target.CPU, List.of(0), 1, List.of(workers), 0, Precision.FLOAT32);
    List<JobListener.EpochReport> reports = new ArrayList<>();
    JobListener listener =
        new JobListener() {
          private boolean done = inSecondEpoch == null;

          @Override
          public void epoch(EpochReport report) {
            reports.add(report);
          }

          @Override
          public void progress(double fraction, String message) {
            if (done || !message.startsWith("epoch 2")) return;
            done = true;
            inSecondEpoch.run();
          }
        };
    Engine.inProcess().with(compute).run(job, listener);
    return reports;
  }

  private static void close(ServerProcess server) {
    try {
      server.close();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void signal(String name, ServerProcess server) {
    try {
      new ProcessBuilder("/bin/kill", name, Long.toString(server.process().pid()))
          .start()
          .waitFor();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
