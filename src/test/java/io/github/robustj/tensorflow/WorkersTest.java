package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Precision;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.TensorFlow;

/** Two servers of TensorFlow in processes of their own, as two machines would be. */
@Timeout(180)
class WorkersTest {

  @TempDir static Path folder;
  private static ServerProcess one;
  private static ServerProcess two;
  private final List<String> log = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    one = ServerProcess.start(folder, ServerProcess.freePort(), "--device", "cpu");
    two = ServerProcess.start(folder, ServerProcess.freePort(), "--device", "cpu");
    one.listening();
    two.listening();
  }

  @AfterAll
  static void stop() throws Exception {
    one.close();
    two.close();
  }

  private Backend on(String... workers) {
    return new TensorFlowBackend()
        .on(
            new Compute(Target.CPU, List.of(0), 1, List.of(workers), 0, Precision.FLOAT32),
            log::add);
  }

  /** Sums of float32 in another order, see {@link ReplicasTest}. */
  @Test
  void twoMachinesLearnWhatOneDeviceDoes() {
    List<LossTerm> terms = ReplicasTest.terms(5);
    Tensor images = terms.get(0).images();
    Tensor targets = terms.get(0).targets();
    try (TrainableModel here = ReplicasTest.create(ReplicasTest.split(1));
        TrainableModel there = ReplicasTest.create(on(one.address(), two.address()))) {
      ReplicasTest.near(here.loss(images, targets), there.loss(images, targets));
      for (int step = 0; step < 2; step++)
        assertEquals(here.minimize(terms, .01), there.minimize(terms, .01), 1e-4);
      // Adam moves a weight by the rate whatever the gradient: one that is nearly 0 may turn.
      assertArrayEquals(here.predict(images).data(), there.predict(images).data(), .1f);
      there.restore(here.state());
      here.state().forEach((n, w) -> assertArrayEquals(w.data(), there.state().get(n).data(), n));
      assertArrayEquals(here.predict(images).data(), there.predict(images).data(), 1e-4f);
    }
    String told =
        "workers %s with 1 CPU, %s with 1 CPU: as asked".formatted(one.address(), two.address());
    assertEquals(List.of(told), log);
  }

  /** Variables of the same name, in the same servers. */
  @Tag("slow")
  @Test
  void twoTrainingsOnTheSameMachinesAreApart() {
    Tensor images = ReplicasTest.terms(2).get(0).images();
    try (TrainableModel first = ReplicasTest.create(on(two.address(), one.address()));
        TrainableModel second = ReplicasTest.create(on(two.address(), one.address()))) {
      float[] before = second.predict(images).data();
      first.minimize(ReplicasTest.terms(2), .1);
      assertArrayEquals(before, second.predict(images).data());
    }
  }

  @Test
  void aWorkerThatIsNotThereIsOneSentence() throws Exception {
    refused("localhost:" + ServerProcess.freePort(), "Nothing listens at the worker");
    refused("no-such-machine.invalid:2222", "no machine is known by the name");
  }

  @Test
  void aPortThatIsTakenIsOneSentence() {
    Backend backend = new TensorFlowBackend();
    String sentence =
        assertThrows(RobustJException.class, () -> backend.openServer(one.port())).getMessage();
    assertTrue(sentence.contains("port " + one.port() + " cannot be listened on"), sentence);
    assertEquals(1, sentence.lines().count());
  }

  @Tag("slow")
  @Test
  void serversOfOthersAndOfOtherVersionsAreNamed() throws Exception {
    for (String job : List.of("robustj_2_15_1", "worker"))
      try (ServerProcess other =
          ServerProcess.start(
              folder, OtherServer.class, Integer.toString(ServerProcess.freePort()), job)) {
        other.listening();
        refused(
            other.address(),
            job.equals("worker")
                ? "is no server of RobustJ's"
                : "has TensorFlow 2.15.1 and this machine " + TensorFlow.version());
      }
  }

  /** A server that says that it is another one. */
  static final class OtherServer {

    private OtherServer() {}

    /**
     * @param arguments port and name of the job
     */
    public static void main(String[] arguments) throws InterruptedException {
      TensorFlowBackend.version();
      TrainingServer.start(Integer.parseInt(arguments[0]), Computation.cpu(), arguments[1]);
      System.out.println(ServerProcess.LISTENS);
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /** Once it takes connections, TensorFlow is given 10 s to answer. */
  @Tag("slow")
  @Test
  void aPortThatIsAnotherProgramsIsOneSentence() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      Instant begin = Instant.now();
      refused("localhost:" + silent.getLocalPort(), "does not answer as a server of TensorFlow");
      assertTrue(Duration.between(begin, Instant.now()).toSeconds() < 20);
    }
  }

  private void refused(String address, String part) {
    Backend backend = on(one.address(), address);
    String sentence = assertThrows(RobustJException.class, backend::device).getMessage();
    assertTrue(sentence.contains(address) && sentence.contains(part), sentence);
    assertEquals(1, sentence.lines().count());
  }
}
