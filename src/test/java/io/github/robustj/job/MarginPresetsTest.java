package io.github.robustj.job;

import static io.github.robustj.job.OptionsTest.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.training.MarginPresets;
import io.github.robustj.training.MarginTable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the papers, column by column; "-" is what stays at its default. */
class MarginPresetsTest {

  @ParameterizedTest
  @CsvSource({
    // preset, task, step_size, step_unit, margin_step, margin_max, refinement, margin_floor
    "ima, segmentation, 4, -, -, -, bisection, 0",
    "amat, segmentation, 4, -, -, 1e6, end_point, 0",
    "paper, segmentation, 4, -, -, 1e6, end_point, 0",
    "paper, landmark, 5, margin_max, 1, 10, bisection, -",
    "amat, landmark, 5, -, 0.5, 5, none, -",
    "paper, detection, 5, -, 0.5, 1e6, end_point, -"
  })
  void attackAndMarginsAreThoseOfTheTable(
      String preset,
      String task,
      String stepSize,
      String unit,
      String delta,
      String max,
      String refinement,
      String floor) {
    Map<String, String> options = MarginPresets.of(preset, task);
    assertEquals("20", options.get("steps"));
    assertEquals(stepSize, options.get("step_size"));
    assertEquals(unit, options.getOrDefault("step_unit", "-"));
    assertEquals(delta, options.getOrDefault("margin_step", "-"));
    assertEquals(max, options.getOrDefault("margin_max", "-"));
    assertEquals(refinement, options.get("refinement"));
    assertEquals(floor, options.getOrDefault("margin_floor", "-"));
  }

  /** A loss at most its mean plus k sigma, or its maximum, is a quality mirrored. */
  @ParameterizedTest
  @CsvSource({
    "ima, segmentation, value, 0.6, none",
    "amat, segmentation, mean, -, none",
    "paper, segmentation, mean, -, none",
    "paper, landmark, huber, 2, -",
    "amat, landmark, mean_minus_sd, 2, -",
    "paper, detection, minimum, -, -"
  })
  void correctAndValidAreThoseOfTheTable(
      String preset, String task, String threshold, String parameter, String range) {
    Map<String, String> options = MarginPresets.of(preset, task);
    assertEquals(threshold, options.get("threshold"));
    assertEquals(parameter, options.getOrDefault("threshold_parameter", "-"));
    assertEquals(range, options.getOrDefault("valid_range", "-"));
  }

  @Test
  void everyPresetHasValuesThatItsOptionsAccept() {
    for (String preset : ((Allowed.Choice) MarginTable.PRESET.allowed()).choices())
      for (String task : new String[] {"segmentation", "landmark", "detection"}) {
        if (preset.equals("ima") && !task.equals("segmentation")) continue;
        if (preset.equals("amat") && task.equals("detection")) continue;
        MarginPresets.of(preset, task)
            .forEach(
                (name, value) -> {
                  Key<?> key = OptionTable.find(OptionTable.TRAIN, name);
                  assertTrue(key.allowed().parse(value).isPresent(), name + " " + value);
                });
      }
  }

  /** What a task adds to cheap presets stands behind what all tasks have. */
  @ParameterizedTest
  @CsvSource({
    "segmentation, -, -, 0, true",
    "landmark, -, -, -, -",
    "detection, minimum, minimum, -, -"
  })
  void cheapPresetsHaveWhatTheirTaskAdds(
      String task, String fast, String replay, String clean, String renewed) {
    assertEquals(fast, MarginPresets.of("fast", task).getOrDefault("threshold", "-"));
    assertEquals(MarginPresets.of("fast", task), MarginPresets.of("automatic", task));
    Map<String, String> options = MarginPresets.of("replay", task);
    assertEquals("2", options.get("margin_replays"));
    assertEquals(replay, options.getOrDefault("threshold", "-"));
    assertEquals(clean, options.getOrDefault("clean_epochs", "-"));
    assertEquals(renewed, options.getOrDefault("renew_threshold", "-"));
  }

  @Test
  void whatThePapersDoNotHaveIsRefused() {
    assertFails(
        "preset is ima, which has no settings for task=landmark",
        () -> MarginPresets.of("ima", "landmark"));
  }
}
