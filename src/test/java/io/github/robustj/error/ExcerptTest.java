package io.github.robustj.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whatever a file holds, a sentence about it stays one that can be read. */
class ExcerptTest {

  @Test
  void valuesAreOneShortLine() {
    assertEquals("red", Excerpt.of("red"));
    assertEquals("a b [31m", Excerpt.of("a\nb\u001b[31m"));
    String cut = Excerpt.of("x".repeat(100_000) + "y");
    assertTrue(cut.length() <= 80 && cut.startsWith("xxx") && cut.endsWith("xxy"), cut);
    String pairs = Excerpt.of("\uD83D\uDE00".repeat(100));
    assertFalse(pairs.contains("?"), pairs);
    for (int i = 0; i < pairs.length(); i++)
      if (Character.isHighSurrogate(pairs.charAt(i)))
        assertTrue(Character.isLowSurrogate(pairs.charAt(i + 1)), "half a character at " + i);
  }

  @Test
  void sentencesKeepTheirBeginningAndTheirEnd() {
    String value = "1".repeat(100_000);
    String sentence = new RobustJException("a.csv has " + value + "; correct it.").getMessage();
    assertTrue(sentence.length() <= 1000, "" + sentence.length());
    assertTrue(sentence.startsWith("a.csv has 1") && sentence.endsWith("1; correct it."), sentence);
    String log = "ended\n" + "line\n".repeat(500);
    assertEquals(log, new RobustJException(log).getMessage(), "short lines stay, however many");
  }
}
