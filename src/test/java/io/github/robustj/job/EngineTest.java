package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class EngineTest {

  private record Answer(String word) implements Job<String> {
    @Override
    public String run(Backend backend, JobListener listener) {
      if (word.isEmpty()) throw new RobustJException("no word");
      listener.progress(.5, "saying");
      return word;
    }
  }

  /** Runs jobs without any backend and notes how they are wrapped. */
  private static final Engine PLAIN =
      new Engine() {
        @Override
        public <R> R run(Job<R> job, JobListener listener) {
          return job instanceof Computed<R> computed
              ? computed.job().run(null, listener)
              : job.run(null, listener);
        }
      };

  private final List<String> heard = new ArrayList<>();
  private final JobListener listener =
      new JobListener() {
        @Override
        public void progress(double fraction, String message) {
          heard.add("%.3f %s".formatted(fraction, message));
        }
      };

  @Test
  void everyJobIsHeardOfOnceAndAFailureEndsNoOther() {
    for (Engine engine : List.of(PLAIN, PLAIN.with(Compute.cpu()))) {
      List<String> found = new ArrayList<>();
      engine.runAll(
          List.of(new Answer("a"), new Answer(""), new Answer("c")),
          listener,
          (index, outcome) ->
              found.add(
                  index + outcome.failure().map(Throwable::getMessage).orElseGet(outcome::get)));
      assertEquals(List.of("0a", "1no word", "2c"), found);
    }
    assertEquals("0.167 part 1 of 3, saying", heard.get(0));
    assertEquals("0.833 part 3 of 3, saying", heard.get(1));
  }

  @Test
  void aCancelledRunEndsBeforeTheNextJob() {
    List<String> found = new ArrayList<>();
    JobListener impatient =
        new JobListener() {
          @Override
          public boolean cancelled() {
            return !found.isEmpty();
          }
        };
    assertThrows(
        CancellationException.class,
        () ->
            PLAIN.<String>runAll(
                List.of(new Answer("a"), new Answer("b")),
                impatient,
                (index, outcome) -> found.add(outcome.get())));
    assertEquals(List.of("a"), found);
  }
}
