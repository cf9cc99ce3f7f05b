package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Macro;
import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacroTextTest {

  @Test
  void readsPlainBracketedQuotedAndBareOptions() {
    assertEquals(
        Map.of("epochs", "3", "out", "/a b/[1]/c", "title", "x y", "label_image", "", "split", ""),
        MacroText.parse("epochs=3  out=[/a b/[1]/c] title='x y' label_image split=[] "));
  }

  @Test
  void keepsTheOrderOfTheKeys() {
    assertEquals(List.of("b", "a", "c"), List.copyOf(MacroText.parse("b=1 a c=2").keySet()));
  }

  @Test
  void finds_a_key_neither_inside_another_key_nor_inside_a_value() {
    String options = "label_image=true out=[/tmp/epochs=3/image=x] ";
    assertEquals("true", Macro.getValue(options, "image", null), "the trap this class avoids");
    Map<String, String> values = MacroText.parse(options);
    assertEquals(Map.of("label_image", "true", "out", "/tmp/epochs=3/image=x"), values);
  }

  @Test
  void windowsPathsAreLeftAsTheyAre() {
    assertEquals("C:\\data\\a=b", MacroText.parse("data=C:\\data\\a=b").get("data"));
  }

  @Test
  void nothingGivesNothing() {
    assertTrue(MacroText.parse(" ").isEmpty());
  }

  /** What ImageJ's recorder writes of a value, which puts brackets around blanks alone. */
  @ParameterizedTest
  @ValueSource(strings = {"[1]", "[1] a", "'x'", "'x", "[x", "[a]b]", "a[b]", "a=b", "", "it's"})
  void recordedValuesAreReadAsTheyWere(String value) {
    String recorded = MacroText.recorded(value);
    String text = recorded.isEmpty() || recorded.contains(" ") ? "[" + recorded + "]" : recorded;
    assertEquals(Map.of("a", value, "b", "1"), MacroText.parse("a=" + text + " b=1 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out=[/a b", "out='x", "out=1 epochs=2 out=3"})
  void brokenOptionsNameTheirKey(String options) {
    RobustJException e = assertThrows(RobustJException.class, () -> MacroText.parse(options));
    assertTrue(e.getMessage().contains("option out"), e.getMessage());
  }
}
