package io.github.robustj.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Lengths 20, 36, 52, ...; multiples of 8; 256 alone. */
class SidesTest {

  @Test
  void lengthsAreCounted() {
    Sides sides = new Sides(20, 16);
    assertTrue(sides.contains(20) && sides.contains(52));
    assertFalse(sides.contains(32) || sides.contains(4));
    assertEquals(20, sides.atLeast(1));
    assertEquals(36, sides.atLeast(21));
    assertEquals(36, sides.atLeast(36));
    assertEquals(52, sides.atLeast(37));
    assertEquals(20, sides.atMost(5));
    assertEquals(36, sides.atMost(51));
    assertEquals(500, sides.atMost(512));
    assertEquals("of 20, 36, 52, ...", sides.inWords());
  }

  @Test
  void oneLengthOrAllMultiples() {
    Sides only = Sides.only(256);
    assertTrue(only.isFixed() && only.contains(256));
    assertFalse(only.contains(512));
    assertEquals(256, only.atLeast(300));
    assertEquals(256, only.atMost(300));
    assertEquals("256", only.inWords());
    assertEquals(24, Sides.multiplesOf(8).atLeast(17));
    assertEquals("in multiples of 8", Sides.multiplesOf(8).inWords());
    assertEquals("from 30 on", new Sides(30, 1).inWords());
    assertThrows(IllegalArgumentException.class, () -> new Sides(0, 8));
    assertThrows(ArithmeticException.class, () -> new Sides(2, 1 << 30).atLeast(Integer.MAX_VALUE));
  }
}
