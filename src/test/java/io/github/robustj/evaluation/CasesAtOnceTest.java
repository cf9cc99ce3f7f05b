package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CasesAtOnceTest {

  private static final int CASES = 9;

  /** Later cases are done sooner, and all the same what is found is in the order of the cases. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 64})
  void whatIsFoundIsInOrder(int most) {
    List<Integer> found =
        new CasesAtOnce(most)
            .each(
                CASES,
                EvaluationListener.SILENT,
                (i, listener) -> {
                  pause(CASES - i);
                  return i * i;
                });
    assertEquals(IntStream.range(0, CASES).map(i -> i * i).boxed().toList(), found);
    assertEquals(List.of(), new CasesAtOnce(most).each(0, EvaluationListener.SILENT, (i, l) -> i));
  }

  /** As many as are asked for, at the same time, and never more: so many images are in memory. */
  @Test
  void soManyAtOnceAndNoMore() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(3);
    new CasesAtOnce(3)
        .each(
            CASES,
            EvaluationListener.SILENT,
            (i, listener) -> {
              highest.accumulateAndGet(now.incrementAndGet(), Math::max);
              try {
                // Nobody passes unless three are here; more would break the count below.
                together.await(30, TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              now.decrementAndGet();
              return i;
            });
    assertTrue(highest.get() <= 3, "" + highest);
    assertEquals(0, together.getNumberWaiting());
  }

  /** The failure of one is thrown, not those of the others, which it ends; no more are begun. */
  @Test
  void theFirstFailureEndsAll() {
    RuntimeException failure = new IllegalStateException("the second");
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () ->
                new CasesAtOnce(2)
                    .each(
                        CASES,
                        EvaluationListener.SILENT,
                        (i, listener) -> {
                          begun.incrementAndGet();
                          if (i == 1) {
                            failed.countDown();
                            throw failure;
                          }
                          while (true) {
                            listener.check();
                            pause(1);
                          }
                        }));
    assertSame(failure, thrown);
    assertEquals(2, begun.get());
  }

  @Test
  void theListenerCancelsAll() {
    EvaluationListener cancelling =
        new EvaluationListener() {
          private int asked;

          @Override
          public void check() {
            if (++asked > 20) throw new CancellationException("cancelled");
          }
        };
    assertEquals(
        "cancelled",
        assertThrows(
                CancellationException.class,
                () ->
                    new CasesAtOnce(3)
                        .each(
                            CASES,
                            cancelling,
                            (i, listener) -> {
                              while (true) listener.check();
                            }))
            .getMessage());
  }

  /** It never falls, and ends at 1. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void progressIsThatOfAllTogether(int most) {
    List<Double> told = new ArrayList<>();
    EvaluationListener hearing =
        new EvaluationListener() {
          @Override
          public void progress(double fraction, String message) {
            told.add(fraction);
          }
        };
    new CasesAtOnce(most)
        .each(
            CASES,
            hearing,
            (i, listener) -> {
              for (double done : new double[] {.25, .5, 1}) {
                listener.part(0, 1).progress(done, "case " + i);
                pause(1);
              }
              return i;
            });
    assertEquals(3 * CASES, told.size());
    for (int k = 1; k < told.size(); k++)
      assertTrue(told.get(k) > told.get(k - 1) - 1e-12, told.toString());
    assertEquals(1, told.get(told.size() - 1), 1e-12);
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
