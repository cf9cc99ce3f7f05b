package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.command.Field;
import io.github.robustj.command.TrainCommand;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EffectsTest {

  private final Map<String, String> texts = new HashMap<>();

  EffectsTest() {
    for (Key<?> key : OptionTable.TRAIN) texts.put(key.name(), key.standard());
  }

  private Effects effects() {
    return new Effects(OptionTable.TRAIN, texts::get, Set.of());
  }

  @Test
  void anOptionHasAnEffectOnlyWithThoseItBelongsTo() {
    texts.put("optimizer", "adam");
    assertFalse(effects().has("momentum"));
    assertTrue(effects().has("learning_rate"));
    texts.put("optimizer", "sgd");
    assertTrue(effects().has("momentum"));
  }

  /** The parameter belongs to a threshold, which belongs to a method. */
  @Test
  void effectsAreChained() {
    texts.putAll(Map.of("method", "adaptive_margin", "threshold", "quantile"));
    assertTrue(effects().has("threshold_parameter"));
    texts.put("method", "standard");
    assertFalse(effects().has("threshold_parameter"));
  }

  @Test
  void whatHasNoEffectIsPutBack() {
    texts.putAll(
        Map.of(
            "method", "standard",
            "threshold", "quantile",
            "threshold_parameter", ".3",
            "batch", "4"));
    TrainCommand command = new TrainCommand();
    for (Field field : command.fields()) texts.putIfAbsent(field.name(), field.key().standard());
    Effects.settle(texts, command);
    assertEquals("automatic", texts.get("threshold"));
    assertEquals("automatic", texts.get("threshold_parameter"));
    assertEquals("4", texts.get("batch"));
  }
}
