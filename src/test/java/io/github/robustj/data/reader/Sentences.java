package io.github.robustj.data.reader;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import org.junit.jupiter.api.function.Executable;

/** What a user reads when something is wrong. */
public final class Sentences {

  private Sentences() {}

  /** One line that ends in a full stop and has all of these parts. */
  public static void assertSentence(Executable wrong, Object... parts) {
    String sentence = assertThrows(RobustJException.class, wrong).getMessage();
    for (Object part : parts)
      assertTrue(sentence.contains(part.toString()), "\"" + part + "\" is not in: " + sentence);
    assertTrue(sentence.endsWith("."), sentence);
    assertFalse(sentence.contains("\n"), sentence);
  }
}
