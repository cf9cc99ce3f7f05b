package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.display.detection.Thresholds;
import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {

  @Test
  void anObjectAtTheThresholdCounts() {
    assertEquals(List.of(Smear.RED), Thresholds.of(.9).of(Smear.STACK).objects().all());
    assertEquals(List.of(), Thresholds.of(.91).of(Smear.STACK).objects().all());
  }

  @Test
  void aClassMayHaveItsOwn() {
    Thresholds thresholds = Thresholds.parse(.95, " RBC = .3;", Smear.CLASSES);
    assertEquals(Map.of("RBC", 2, "WBC", 0, "Platelets", 0), thresholds.of(Smear.STACK).counts());
    assertEquals("RBC=0.3", thresholds.ownText(Smear.CLASSES));
    assertEquals(
        thresholds, Thresholds.parse(.95, thresholds.ownText(Smear.CLASSES), Smear.CLASSES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RBC", "RBC=", "RBC=2", "RBC=half", "cells=.5", "=.5"})
  void whatIsNoThresholdIsNamed(String text) {
    String message =
        assertThrows(
                RobustJException.class, () -> Thresholds.parse(.5, "WBC=1; " + text, Smear.CLASSES))
            .getMessage();
    assertTrue(message.contains("\"" + text.replaceAll("^(cells|)=.*", "$1") + "\""), message);
    assertTrue(message.endsWith("as in RBC=0.4; WBC=0.6."), message);
  }
}
