package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrappedTest {

  @Test
  void linesAreFilledUpToNinetyCharacters() {
    String word = "x".repeat(44);
    assertEquals(
        List.of(89, 44),
        Wrapped.of(word + " " + word + " " + word).lines().map(String::length).toList());
  }

  @Test
  void nothingIsLostOrAdded() {
    String text = "There is no folder /a b; choose " + "y".repeat(200) + " an existing one.";
    assertEquals(text, Wrapped.of(text).replace('\n', ' '));
    assertEquals(3, Wrapped.of(text).lines().count(), "a long path has a line of its own");
  }

  @Test
  void shortTextsStayAsTheyAre() {
    assertEquals("", Wrapped.of(""));
    assertEquals("Train Model was cancelled.", Wrapped.of("Train Model was cancelled."));
  }
}
