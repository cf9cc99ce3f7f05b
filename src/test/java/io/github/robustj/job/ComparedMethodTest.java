package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.training.MarginTable;
import io.github.robustj.training.MethodTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparedMethodTest {

  /** Without methods all that are for the task are compared, and each can be trained. */
  @ParameterizedTest
  @ValueSource(strings = {"segmentation", "landmark", "detection"})
  void theDefaultsSuitTheTask(String task) {
    List<ComparedMethod> all = ComparedMethod.parse("", task);
    assertTrue(all.size() > 6, all.toString());
    for (ComparedMethod method : all)
      assertEquals(task, method.training(Map.of("task", task)).get(MethodTable.TASK));
    List<String> names = all.stream().map(ComparedMethod::name).toList();
    assertEquals(task.equals("segmentation"), names.contains("mart"));
    assertFalse(names.contains("fast"), "nothing is compared with itself");
    assertEquals(task.equals("detection"), names.contains("cwat"));
    assertTrue(names.containsAll(List.of("standard", "adaptive_margin")));
  }

  @Test
  void theFullRecipeHasANameOfItsOwn() {
    ComparedMethod full = ComparedMethod.parse("full", "segmentation").get(0);
    TrainOptions training = full.training(Map.of());
    assertEquals("adaptive_margin", training.get(MethodTable.METHOD));
    assertEquals(10, training.get(MethodTable.STEPS));
    assertFalse(training.get(MarginTable.SHARE_PASS));
  }

  @Test
  void aMethodOfAnotherTaskIsASentence() {
    ComparedMethod mart = ComparedMethod.parse("mart", "landmark").get(0);
    String sentence =
        assertThrows(RobustJException.class, () -> mart.training(Map.of("task", "landmark")))
            .getMessage();
    assertTrue(sentence.contains("mart") && sentence.contains("segmentation"), sentence);
    assertFalse(ComparedMethod.parse("standard", "landmark").isEmpty());
    assertThrows(RobustJException.class, () -> ComparedMethod.parse("standard,,fast", "landmark"));
  }
}
