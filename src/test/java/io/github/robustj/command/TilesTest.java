package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

class TilesTest {

  private static final Rectangle SCREEN = new Rectangle(10, 20, 1000, 700);

  @Test
  void windowsStandSideBySideAndThenBelow() {
    List<Dimension> sizes =
        List.of(
            new Dimension(300, 200),
            new Dimension(300, 250),
            new Dimension(300, 100),
            new Dimension(600, 300));
    assertEquals(
        List.of(new Point(110, 120), new Point(410, 120), new Point(710, 120), new Point(10, 370)),
        Tiles.places(SCREEN, new Point(110, 120), sizes));
  }

  @Test
  void whatDoesNotFitBelowIsMovedUpOntoTheScreen() {
    List<Dimension> sizes = List.of(new Dimension(900, 500), new Dimension(900, 400));
    assertEquals(
        List.of(new Point(10, 20), new Point(10, 320)),
        Tiles.places(SCREEN, new Point(10, 20), sizes));
  }

  @Test
  void aWindowLargerThanTheScreenStartsAtItsCorner() {
    assertEquals(
        List.of(new Point(10, 20)),
        Tiles.places(SCREEN, new Point(500, 300), List.of(new Dimension(2000, 2000))));
  }
}
