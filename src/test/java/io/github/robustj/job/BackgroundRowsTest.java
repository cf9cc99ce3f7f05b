package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that another thread takes, and what becomes of it when one cannot be taken. */
class BackgroundRowsTest {

  private static final int ROWS = 5;
  private static final Tensor NOTHING = Tensor.zeros(1, 1, 1, 1);

  static Stream<Throwable> failures() {
    return Stream.of(
        WriteFailure.sentence(Path.of("labels"), new IOException("No space left on device")),
        new RobustJException("No."),
        new CancellationException(),
        new IllegalStateException("no rows"),
        new OutOfMemoryError("no heap"),
        new StackOverflowError());
  }

  /** Whichever row it is, the caller hears of that failure itself, and no row is taken after it. */
  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsThrownAsItIs(Throwable failure) {
    for (int failing = 0; failing < ROWS; failing++) {
      int row = failing;
      List<Integer> taken = new ArrayList<>();
      Throwable thrown = assertThrows(Throwable.class, () -> give(row, failure, taken));
      assertSame(failure, thrown, "row " + row);
      assertEquals(IntStream.rangeClosed(0, row).boxed().toList(), taken);
    }
  }

  private static void give(int failing, Throwable failure, List<Integer> taken) {
    try (BackgroundRows rows =
        new BackgroundRows(
            (top, logits) -> {
              taken.add(top);
              if (top == failing) BackgroundRowsTest.<RuntimeException>fail(failure);
            })) {
      for (int y = 0; y < ROWS; y++) rows.take(y, NOTHING);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void fail(Throwable failure) throws E {
    throw (E) failure;
  }

  /** As a window that the network cannot see. */
  @Test
  void aFailureElsewhereIsNotHiddenByThatOfARow() {
    IllegalStateException elsewhere = new IllegalStateException("window");
    RobustJException row = new RobustJException("No.");
    Throwable thrown =
        assertThrows(
            IllegalStateException.class,
            () -> {
              try (BackgroundRows rows =
                  new BackgroundRows(
                      (top, logits) -> {
                        throw row;
                      })) {
                rows.take(0, NOTHING);
                throw elsewhere;
              }
            });
    assertSame(elsewhere, thrown);
    assertSame(row, thrown.getSuppressed()[0]);
  }
}
