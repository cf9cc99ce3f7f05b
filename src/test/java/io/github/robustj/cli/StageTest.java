package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.job.JobListener;
import io.github.robustj.job.PartsLeft;
import io.github.robustj.job.PartsLeft.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageTest {

  private final List<String> heard = new ArrayList<>();
  private long now;

  private final JobListener whole =
      new JobListener() {
        @Override
        public void progress(double fraction, String message, Optional<Duration> left) {
          heard.add(
              "%.2f %s, %s"
                  .formatted(fraction, message, left.map(l -> Math.round(l.toMillis() / 1000.))));
        }

        @Override
        public void preparing(double fraction, String message) {
          heard.add("before: " + fraction + " " + message);
        }
      };

  /** The first part takes 10 s for its work of 1, so that three such are left for 30 s. */
  @Test
  void theTimeLeftIsThatOfAllParts() {
    PartsLeft parts =
        new PartsLeft(
            List.of(new Part("a", "training", "a", 1), new Part("b", "training", "b", 3)), 0);
    parts.next(0);
    ComparedParts.Stage first =
        new ComparedParts.Stage(whole, parts, "method 1 of 2, a", () -> now);
    first.preparing(.5, "reading x");
    for (now = 0; now <= 5000; now += 10) first.progress(now / 10_000., "epoch 1");
    now = 10_000;
    parts.next(now);
    ComparedParts.Stage second =
        new ComparedParts.Stage(whole, parts, "method 2 of 2, b", () -> now);
    second.preparing(.5, "reading x");
    assertEquals("before: 0.5 method 1 of 2, a: reading x", heard.get(0));
    assertEquals(
        List.of(
            "0.13 method 1 of 2, a: epoch 1, Optional[35]",
            "0.25 method 2 of 2, b: reading x, Optional[30]"),
        heard.subList(heard.size() - 2, heard.size()));
  }
}
