package io.github.robustj.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DigitsTest {

  @Test
  void twoDigitsOfTheHalfWidth() {
    assertEquals("0.652 [0.611, 0.693]", text(.65234, .6112, .6931));
    assertEquals("0.65 [0.41, 0.89]", text(.65234, .41, .89));
    assertEquals("0.65234 [0.65212, 0.65256]", text(.65234, .65212, .65256));
    assertEquals("12.3 [9.9, 15.1]", text(12.345, 9.87, 15.13));
    assertEquals("1230 [1110, 1350]", text(1234, 1111, 1353));
  }

  @Test
  void aHalfWidthThatRoundsUpHasOneDecimalLess() {
    // .0996 is .10 with two digits, so two decimals, not three.
    assertEquals("0.50 [0.40, 0.60]", text(.5, .4004, .5996));
  }

  @Test
  void withoutAnIntervalThreeDigits() {
    assertEquals("0.652", new Estimate(.65234).text());
    assertEquals("12.3", new Estimate(12.345).text());
    assertEquals("1230", new Estimate(1234).text());
    assertEquals("0.001", new Estimate(.00123).text());
    assertEquals("0.000", new Estimate(0).text());
    assertEquals("-", new Estimate(Double.NaN).text());
  }

  @Test
  void anIntervalWithoutWidthPromisesNoMoreDigits() {
    assertEquals("0.000 [0.000, 0.000]", text(0, 0, 0));
    assertEquals("0.750 [0.750, 0.750]", text(.75, .75, .75));
  }

  @Test
  void noMinusBeforeZeroAndNoDigitsOfTheArithmetic() {
    assertEquals("0.00 [-0.10, 0.10]", text(-.0004, -.1, .1));
    assertEquals("0.333333 [0.333333, 0.333333]", text(1 / 3., 1 / 3. - 1e-12, 1 / 3. + 1e-12));
    assertEquals("inf", new Digits(2).text(Double.POSITIVE_INFINITY));
  }

  @Test
  void roundsNumbersForTablesAlike() {
    assertEquals(.652, Digits.of(.65234, .041).rounded(.65234));
    assertEquals(1230, Digits.of(1234, 120).rounded(1234));
  }

  @Test
  void spreads() {
    assertEquals("0.652 +- 0.041", Digits.spread(.65234, .0411));
    assertEquals("0.652", Digits.spread(.65234, Double.NaN));
    assertEquals("0.652 +- 0.000", Digits.spread(.65234, 0));
  }

  @Test
  void probabilities() {
    assertEquals("0.053", Digits.p(.05267));
    assertEquals("0.25", Digits.p(.25));
    assertEquals("0.00012", Digits.p(.000122));
    assertEquals("< 0.0001", Digits.p(.00001));
    assertEquals("1", Digits.p(1));
    assertEquals("-", Digits.p(Double.NaN));
  }

  @Test
  void anIntervalRises() {
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 0));
  }

  private static String text(double value, double low, double high) {
    return new Estimate(value, new Interval(low, high)).text();
  }

  @Test
  void whatSomebodyChoseIsShownAsItIsTyped() {
    assertEquals("0", Digits.typed(0));
    assertEquals("10", Digits.typed(10.));
    assertEquals("0.5", Digits.typed(.5));
    assertEquals("0.0001", Digits.typed(1e-4));
    assertEquals("-", Digits.typed(Double.NaN));
    assertEquals("inf", Digits.typed(Double.POSITIVE_INFINITY));
  }
}
