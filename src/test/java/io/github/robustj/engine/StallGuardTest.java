package io.github.robustj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StallGuardTest {

  private final CountDownLatch closed = new CountDownLatch(1);

  private final ByteArrayInputStream in =
      new ByteArrayInputStream(new byte[0]) {
        @Override
        public void close() {
          closed.countDown();
        }
      };

  @Test
  void dripsAreNotWaitedFor() throws InterruptedException {
    try (StallGuard guard = new StallGuard(in, Duration.ofMillis(300), () -> false)) {
      while (!closed.await(10, TimeUnit.MILLISECONDS)) guard.came(1);
      assertTrue(guard.stalled());
      assertEquals("next to nothing came for a while", guard.words());
    }
  }

  @Test
  void silenceIsSaid() throws InterruptedException {
    try (StallGuard guard = new StallGuard(in, Duration.ofMillis(100), () -> false)) {
      closed.await();
      assertEquals("nothing came for a while", guard.words());
    }
  }

  @Test
  void whatComesInTimeGoesOn() throws InterruptedException {
    try (StallGuard guard = new StallGuard(in, Duration.ofSeconds(20), () -> false)) {
      for (int i = 0; i < 20; i++) guard.came((int) StallGuard.LEAST_BYTES / 2);
      assertFalse(closed.await(150, TimeUnit.MILLISECONDS));
    }
  }
}
