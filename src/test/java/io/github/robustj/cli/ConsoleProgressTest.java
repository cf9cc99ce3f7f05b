package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

  private final StringWriter err = new StringWriter();
  private long now;

  private ConsoleProgress progress(boolean terminal) {
    return new ConsoleProgress(new PrintWriter(err), terminal, () -> now, new Cancellation());
  }

  @Test
  void whereNothingIsATerminalThereIsALineNowAndThen() {
    ConsoleProgress progress = progress(false);
    for (now = 0; now <= 100_000; now += 1000) progress.progress(now / 200_000., "epoch 3");
    List<String> lines = err.toString().lines().toList();
    assertEquals("  3 %  epoch 3, about 3 min left", lines.get(0), "after 5 s of 200: 2.5 %");
    // Each waits an eighth of the time so far: 40, 46, 53, 61, 70, 80, 92 s, and not yet 106.
    assertEquals(" 46 %  epoch 3, about 2 min left", lines.get(lines.size() - 1));
    assertTrue(lines.size() < 20, "fewer, the longer it takes: " + lines);
    assertFalse(err.toString().replace("\r\n", "").contains("\r"));
  }

  @Test
  void onATerminalABarIsWrittenOver() {
    ConsoleProgress progress = progress(true);
    for (now = 0; now < 10_000; now += 50) progress.progress(now / 20_000., "a long message");
    now = 10_000;
    progress.progress(.5, "short");
    String[] shown = err.toString().split("\r");
    assertEquals("[------------------------------]   1 %  a long message", shown[1]);
    String last = shown[shown.length - 1];
    assertTrue(last.startsWith("[###############---------------]  50 %  short, about 10 s left"));
    assertFalse(err.toString().contains("\n"));
    progress.log("found 3 cases");
    String all = err.toString().stripTrailing();
    assertEquals("found 3 cases", all.substring(all.lastIndexOf('\r') + 1));
  }

  /** Each image of a folder tells the device anew. */
  @Test
  void aLineIsSaidOnce() {
    ConsoleProgress progress = progress(false);
    for (String line : new String[] {"CPU: as asked", "one", "CPU: as asked", "two"})
      progress.log(line);
    assertEquals("CPU: as asked, one, two", String.join(", ", err.toString().lines().toList()));
  }

  @Test
  void aBarIsNotDrawnMoreOftenThanCanBeSeen() {
    ConsoleProgress progress = progress(true);
    for (now = 0; now <= 1000; now++) progress.progress(now / 1000., "");
    assertEquals(5, err.toString().chars().filter(c -> c == '\r').count());
  }
}
