package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter err = new StringWriter();
  private long now;

  private Progress progress(boolean terminal) {
    return new Progress(new PrintWriter(err), terminal, () -> now, new Cancellation());
  }

  @Test
  void whereNothingIsATerminalThereIsALineNowAndThen() {
    Progress progress = progress(false);
    for (now = 0; now <= 100_000; now += 1000) progress.progress(now / 200_000., "epoch 3");
    List<String> lines = err.toString().lines().toList();
    assertEquals(3, lines.size(), "one every half minute in 100 s: " + lines);
    assertEquals(" 15 %  2:50 left  epoch 3", lines.get(0));
    assertEquals(" 45 %  1:50 left  epoch 3", lines.get(2));
    assertFalse(err.toString().replace("\r\n", "").contains("\r"));
  }

  @Test
  void onATerminalABarIsWrittenOver() {
    Progress progress = progress(true);
    now = 1000;
    progress.progress(.5, "a long message");
    now = 7_200_000;
    progress.progress(.5, "short");
    String[] shown = err.toString().split("\r");
    assertEquals("[###############---------------]  50 %  0:01 left  a long message", shown[1]);
    assertTrue(shown[2].contains("2:00:00 left  short"), shown[2]);
    assertFalse(err.toString().contains("\n"));
    progress.log("found 3 cases");
    String last = err.toString().stripTrailing();
    assertEquals("found 3 cases", last.substring(last.lastIndexOf('\r') + 1));
  }

  @Test
  void aBarIsNotDrawnMoreOftenThanCanBeSeen() {
    Progress progress = progress(true);
    for (now = 0; now <= 1000; now++) progress.progress(now / 1000., "");
    assertEquals(5, err.toString().chars().filter(c -> c == '\r').count());
  }
}
