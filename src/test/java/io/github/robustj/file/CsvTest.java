package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @Test
  void quotesAsRfc4180() {
    List<List<String>> rows =
        List.of(List.of("a", "b,c", "say \"hi\""), List.of("", "two\nlines", "d"));
    String text = "a,\"b,c\",\"say \"\"hi\"\"\"\r\n,\"two\nlines\",d\r\n";
    assertEquals(text, Csv.write(rows));
    assertEquals(rows, Csv.read(text));
  }

  @Test
  void readsOtherProgramsLineEnds() {
    List<List<String>> rows = List.of(List.of("a", "b"), List.of("c", ""));
    assertEquals(rows, Csv.read("a,b\nc,\n"));
    assertEquals(rows, Csv.read("a,b\r\nc,"));
    assertEquals(List.of(), Csv.read(""));
  }

  @Test
  void readsLongQuotedFields() {
    String field = "\"\"x".repeat(100_000);
    assertEquals(field.length() / 3 * 2, Csv.read('"' + field + '"').get(0).get(0).length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"open", "a\"b,c", "\"a\"b"})
  void refusesMisplacedQuotes(String text) {
    assertThrows(IllegalArgumentException.class, () -> Csv.read(text));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1.5, 1e-300, .1, Double.NaN, Double.POSITIVE_INFINITY})
  void numbersReadBackExactly(double value) {
    assertEquals(value, Csv.number(Csv.number(value)));
  }

  @Test
  void writesNanAsNothing() {
    assertEquals("", Csv.number(Double.NaN));
    assertEquals("0.5", Csv.number(.5));
  }
}
