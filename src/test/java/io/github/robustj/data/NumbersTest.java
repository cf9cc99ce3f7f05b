package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1.5", "+.5", "5.", "1e3", "2.5E-3", " 7 "})
  void decimalNumbersAreRead(String text) {
    assertEquals(OptionalDouble.of(Double.parseDouble(text)), Numbers.finite(text));
  }

  /** The first nine are numbers to Java. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x1p3",
        "2d",
        "2f",
        "1D",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "0x1.8p1",
        "",
        ".",
        "-",
        "1,5",
        "1 5",
        "e5",
        "1e",
        "--1",
        "\u0661",
        "1_000",
        "true"
      })
  void nothingElseIs(String text) {
    assertEquals(OptionalDouble.empty(), Numbers.finite(text));
  }

  @Test
  void longTextsAreRefusedAtOnce() {
    assertEquals(OptionalDouble.empty(), Numbers.finite("1".repeat(5_000_000)));
    assertFalse(Numbers.hasDecimalComma("1".repeat(5_000_000) + ","));
  }

  @Test
  void wholeNumbersFit() {
    assertEquals(Optional.of(7), Numbers.whole("007"));
    assertEquals(Optional.of(999_999_999), Numbers.whole("999999999"));
    for (String text : new String[] {"1000000000", "-1", "1.0", "", "\u0661"})
      assertEquals(Optional.empty(), Numbers.whole(text), text);
    assertTrue(Numbers.hasDecimalComma("-1,5") && !Numbers.hasDecimalComma("1.000,5"));
  }
}
