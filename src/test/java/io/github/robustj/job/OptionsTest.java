package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.Norm;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.option.Spelling;
import io.github.robustj.training.MarginTable;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsTest {

  private static final List<List<Key<?>>> TABLES =
      List.of(
          OptionTable.TRAIN,
          OptionTable.ATTACK,
          OptionTable.ATTACK_IMAGE,
          OptionTable.ATTACK_MASKS,
          OptionTable.EVALUATE,
          OptionTable.COMPARE_FILES,
          OptionTable.COMPARE,
          OptionTable.EVALUATE_DETECTION,
          OptionTable.PREDICT,
          OptionTable.COMPUTE,
          OptionTable.OBJECT_THRESHOLDS,
          OptionTable.TRAIN_FILES,
          OptionTable.PREDICT_FILES,
          OptionTable.ATTACK_FILES,
          OptionTable.EVALUATE_FILES);

  static Stream<Arguments> wrongValues() {
    return TABLES.stream()
        .flatMap(table -> table.stream().flatMap(key -> wrong(key).map(v -> Arguments.of(key, v))));
  }

  private static Stream<String> wrong(Key<?> key) {
    if (key.allowed() instanceof Allowed.Text) return Stream.empty();
    if (key.allowed() instanceof Allowed.Location || key.allowed() instanceof Allowed.Locations)
      return Stream.of("a\0b");
    if (key.allowed() instanceof Allowed.Flag) return Stream.of("maybe", "2");
    if (key.allowed() instanceof Allowed.Choice) return Stream.of("abc", "");
    Stream<String> never =
        Stream.of("abc", "", "NaN", "Infinity", "-1e300", "1e300", "-.37", "1e999999999", "0x1p3");
    return key.allowed() instanceof Allowed.Whole ? Stream.concat(never, Stream.of("2.5")) : never;
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void aWrongValueIsRefusedByNameAndValueAndExpectation(Key<?> key, String value) {
    Map<String, String> given = Map.of(key.name(), value);
    String message =
        assertThrows(RobustJException.class, () -> Options.of(given, List.of(key))).getMessage();
    assertTrue(message.contains(key.name()), message);
    assertTrue(message.contains("\"" + value + "\""), message);
    assertTrue(message.contains(key.allowed().words()), message);
  }

  static Stream<Key<?>> automatic() {
    return TABLES.stream()
        .<Key<?>>flatMap(List::stream)
        // Results are not to depend on the speed of a machine unless that is asked for.
        .filter(key -> key != ComputationTable.PRECISION)
        .filter(
            key ->
                key.help().contains("automatic")
                    || key.help().contains("auto ")
                    || key.allowed().words().contains("auto")
                    || key.allowed() instanceof Allowed.Text text && text.guessed());
  }

  /** Whatever number or word stands for it; what macros have written before stays right. */
  @ParameterizedTest
  @MethodSource("automatic")
  void automaticIsSaidInTheSameWordsEverywhere(Key<?> key) {
    Object chosen = key.parse(key.standard());
    for (String word : List.of("auto", "automatic", "Auto", " automatic "))
      assertEquals(chosen, key.parse(word), key.name());
  }

  @Test
  void thereAreManyAutomaticOptions() {
    List<String> names = automatic().map(Key::name).toList();
    for (String name : List.of("epochs", "margin_floor", "threshold", "preset", "device", "group"))
      assertTrue(names.contains(name), name);
  }

  @Test
  void everyKeyHasOneLineOfHelp() {
    for (List<Key<?>> table : TABLES)
      for (Key<?> key : table) {
        assertTrue(key.help().length() > 5 && key.help().length() < 120, key.name());
        assertFalse(key.help().contains("\n") || key.help().endsWith("."), key.name());
        assertTrue(key.name().matches("[a-z]+(_[a-z]+)*"), key.name());
      }
  }

  @ParameterizedTest
  @CsvSource({"epochs,12.0,12", "epochs,1e1,10", "epochs, 7 ,7", "patch,0,0", "patch,64,64"})
  void wholeNumbersMayBeWrittenAsMacrosWriteThem(String key, String text, int expected) {
    Options options = Options.of(Map.of(key, text), OptionTable.TRAIN);
    assertEquals((long) expected, options.given(OptionTable.TRAIN).get(key));
  }

  @Test
  void valuesMayBeTypedOrText() {
    Map<String, Object> given = new HashMap<>();
    given.put("epochs", 3L);
    given.put("epsilon", 2.5f);
    given.put("resume", true);
    given.put("augment_flip", "");
    given.put("augment_noise", 0);
    given.put("norm", "LInf");
    given.put("seed", null);
    Options options = Options.of(given, OptionTable.TRAIN);
    assertEquals(3, options.get(TrainingTable.EPOCHS));
    assertEquals(2.5, options.get(MethodTable.EPSILON));
    assertTrue(options.get(TrainingTable.RESUME));
    assertTrue(options.get(TrainingTable.AUGMENT_FLIP));
    assertFalse(options.get(TrainingTable.AUGMENT_NOISE));
    assertEquals(Norm.LINF, options.get(MethodTable.NORM));
    assertEquals(1, options.get(TrainingTable.SEED));
  }

  @Test
  void listsOfNumbers() {
    assertEquals(
        List.of(0., 2., 6., 10.),
        Options.of(Map.of(), OptionTable.EVALUATE).get(EvaluationTable.EPSILONS));
    assertEquals(
        List.of(0., 1.5),
        Options.of(Map.of("epsilons", "0, 1.5"), OptionTable.EVALUATE)
            .get(EvaluationTable.EPSILONS));
    assertEquals(
        List.of(0., 4.),
        Options.of(Map.of("epsilons", List.of(0, 4)), OptionTable.EVALUATE)
            .get(EvaluationTable.EPSILONS));
    assertThrows(
        RobustJException.class, () -> Options.of(Map.of("epsilons", "0,,2"), OptionTable.EVALUATE));
  }

  /** steps is 10 by default and 4 in the preset. */
  @Test
  void anExplicitDefaultStandsAgainstAPreset() {
    Map<String, Object> fast = Map.of("method", "adaptive_margin", "preset", "fast");
    assertEquals(4, Options.of(fast, OptionTable.TRAIN).get(MethodTable.STEPS));
    Map<String, Object> more = new HashMap<>(fast);
    more.put("steps", 10);
    more.put("step_size", null);
    Options options = Options.of(more, OptionTable.TRAIN);
    assertEquals(10, options.get(MethodTable.STEPS));
    assertEquals(3, options.get(MethodTable.STEP_SIZE), "null is not given");
    assertEquals(
        Map.of("steps", 10L, "preset", "fast"),
        options.given(List.of(MethodTable.STEPS, MethodTable.STEP_SIZE, MarginTable.PRESET)));
  }

  @ParameterizedTest
  @CsvSource({"none,2147483647", "0,2147483647", "100,100", "2000,2000"})
  void detectionsAreLimitedOrNot(String given, int most) {
    Map<String, ?> options = Map.of("max_detections", given);
    assertEquals(
        most,
        Options.of(options, OptionTable.REPORT_DETECTION).get(EvaluationTable.MAX_DETECTIONS));
    assertEquals(
        100,
        Options.of(Map.of(), OptionTable.REPORT_DETECTION).get(EvaluationTable.MAX_DETECTIONS));
    for (String wrong : List.of("-1", "all", "1.5", ""))
      assertFails(
          "max_detections",
          () -> Options.of(Map.of("max_detections", wrong), OptionTable.REPORT_DETECTION));
  }

  @Test
  void filesAreRequiredOrNot() {
    Map<String, ?> given = Map.of("data", Path.of("d"), "out", "my models/a");
    Options options = Options.of(given, OptionTable.TRAIN_FILES);
    assertEquals(Path.of("my models", "a"), options.get(OptionTable.OUT));
    assertEquals(Optional.empty(), options.get(OptionTable.SPLIT));
    assertFails("data is missing", () -> Options.of(Map.of("out", "a"), OptionTable.TRAIN_FILES));
  }

  @Test
  void anUnknownKeyIsNamedWithTheClosestAndTheKnownOnesIfTheyAreFew() {
    assertFails(
        "no option \"epoch\"; the closest one is epochs.",
        () -> TrainOptions.of(Map.of("epoch", 1)));
    assertFails(
        "no option \"til\"; the closest one is tile. The options are tile, pixel_size,"
            + " probabilities.",
        () -> Options.of(Map.of("til", 1), OptionTable.PREDICT));
    assertFails("closest one is step_size", () -> AttackOptions.of(Map.of("stepsize", 1)));
    assertFails("closest one is margin_step", () -> TrainOptions.of(Map.of("Margin-Steps", 1)));
  }

  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,abc,0", "flaw,lawn,2"})
  void editDistance(String a, String b, int expected) {
    assertEquals(expected, Spelling.edits(a, b));
    assertEquals(expected, Spelling.edits(b, a));
  }

  static void assertFails(String words, org.junit.jupiter.api.function.Executable action) {
    String message = assertThrows(RobustJException.class, action).getMessage();
    assertTrue(message.contains(words), message);
  }
}
