package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private final History history =
      History.EMPTY
          .with(new History.Row(1, Map.of("loss", .1 + .2)))
          .with(new History.Row(2, Map.of("margin, mean", 2.)));

  @Test
  void isATableWithEveryColumnInEveryRow() {
    String csv = "epoch,loss,\"margin, mean\"\r\n1,0.30000000000000004,\r\n2,,2.0\r\n";
    assertEquals(csv, history.csv());
    assertEquals(Double.NaN, history.rows().get(0).values().get("margin, mean"));
  }

  @Test
  void readsBack() {
    assertEquals(history, History.parse(history.csv()));
    assertEquals(List.of("loss", "margin, mean"), History.parse(history.csv()).columns());
    assertEquals(History.EMPTY, History.parse(History.EMPTY.csv()));
  }

  @Test
  void refusesOtherTables() {
    assertThrows(IllegalArgumentException.class, () -> History.parse(""));
    assertThrows(IllegalArgumentException.class, () -> History.parse("loss\n1\n"));
    assertThrows(IllegalArgumentException.class, () -> History.parse("epoch,loss\n1\n"));
    assertThrows(IllegalArgumentException.class, () -> History.parse("epoch,loss\n1,x\n"));
  }
}
