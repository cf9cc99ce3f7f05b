package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.model.Compute;
import io.github.robustj.model.ThreadLimit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

/** What sessions are told of threads; 0 is TensorFlow's own choice. */
class LimitedThreadsTest {

  @AfterEach
  void lift() {
    ThreadLimit.lift();
  }

  @Test
  void sessionsComputeWithAsManyThreadsAsTheProcessMay() {
    ThreadLimit.set(3, 2);
    for (ConfigProto config :
        new ConfigProto[] {
          Computation.cpu(),
          Computation.gpu(Compute.automatic().claim().orElseThrow()),
          Computation.everything()
        }) {
      assertEquals(3, config.getIntraOpParallelismThreads());
      assertEquals(3, config.getInterOpParallelismThreads());
    }
    ThreadLimit.lift();
    assertEquals(
        Runtime.getRuntime().availableProcessors(),
        Computation.cpu().getIntraOpParallelismThreads());
    assertEquals(
        Runtime.getRuntime().availableProcessors(),
        Computation.cpu().getInterOpParallelismThreads());
  }
}
