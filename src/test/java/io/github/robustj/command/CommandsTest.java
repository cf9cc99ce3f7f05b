package io.github.robustj.command;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.ComputationTable;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

/** The commands as SciJava finds and describes them. */
class CommandsTest {

  private static Context context;

  @BeforeAll
  static void start() {
    context = MacroCall.context();
  }

  @AfterAll
  static void stop() {
    context.dispose();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TrainCommand.class,
        PredictCommand.class,
        PredictLargeCommand.class,
        AttackCommand.class,
        EvaluateCommand.class,
        ThresholdCommand.class,
        ReportCommand.class,
        ImportCommand.class,
        ExportCommand.class,
        EngineCommand.class
      })
  void isFoundThroughThePluginIndexAndRunsHeadless(Class<? extends JobCommand> type) {
    CommandInfo info = context.service(CommandService.class).getCommand(type);
    assertNotNull(info, "not in the plugin index: was the annotation processor off?");
    assertTrue(info.canRunHeadless());
    assertFalse(info.getDescription().isEmpty());
  }

  @Test
  void plainImageJHasTheSameMenus() throws Exception {
    Map<String, String> menu = new LinkedHashMap<>();
    Pattern line =
        Pattern.compile(
            "(.+), \"(.+)\", io\\.github\\.robustj\\.ij1\\.CommandPlugIn\\(\"(.+)\"\\)");
    for (String text : Files.readAllLines(Path.of("plugins.config"))) {
      if (text.startsWith("#")) continue;
      Matcher entry = line.matcher(text);
      assertTrue(entry.matches(), text);
      menu.put(entry.group(1) + ">" + entry.group(2), entry.group(3));
    }
    Map<String, String> commands = new LinkedHashMap<>();
    for (CommandInfo info : context.service(CommandService.class).getCommands())
      if (info instanceof JobInfo)
        commands.put(
            info.getMenuPath().getMenuString().replace(" > ", ">"),
            info.getClassName().replaceFirst(".*\\.", ""));
    assertEquals(16, commands.size());
    assertEquals(commands, menu);
  }

  @Test
  void trainingOffersEveryOptionThereIs() {
    Set<String> keys =
        new HashSet<>(
            names(
                Keys.join(OptionTable.TRAIN_FILES, OptionTable.TRAIN, ComputationTable.TRAINING)));
    keys.add("open_images");
    assertEquals(keys, names(command(TrainCommand.class).keys()));
  }

  @Test
  void everyJobsDeviceCanBeChosen() {
    for (Class<? extends JobCommand> type :
        List.of(
            TrainCommand.class, PredictCommand.class, AttackCommand.class, EvaluateCommand.class))
      assertTrue(names(command(type).keys()).containsAll(names(OptionTable.COMPUTE)), type + "");
  }

  @Test
  void attackAndEvaluationOfferEveryOptionThereIs() {
    Set<String> attack = names(Keys.join(OptionTable.ATTACK, OptionTable.ATTACK_IMAGE));
    assertTrue(names(command(AttackCommand.class).keys()).containsAll(attack));
    assertEquals(
        names(
            Keys.join(
                OptionTable.EVALUATE_FILES,
                OptionTable.WRITE,
                OptionTable.ATTACK,
                OptionTable.EVALUATE,
                OptionTable.EVALUATE_LANDMARKS,
                OptionTable.EVALUATE_DETECTION,
                OptionTable.REPORT_DETECTION,
                OptionTable.COMPUTE)),
        names(command(EvaluateCommand.class).keys()));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TrainCommand.class,
        PredictCommand.class,
        PredictLargeCommand.class,
        AttackCommand.class,
        EvaluateCommand.class,
        ThresholdCommand.class,
        ReportCommand.class,
        ImportCommand.class,
        ExportCommand.class,
        EngineCommand.class
      })
  void everyInputIsDescribedUniqueAndNeverPersisted(Class<? extends JobCommand> type) {
    JobCommand command = command(type);
    Map<String, ModuleItem<?>> items = inputs(type);
    Set<String> seen = new HashSet<>();
    for (Field field : command.fields()) {
      ModuleItem<?> item = items.get(field.name());
      assertTrue(seen.add(field.name()), "twice: " + field.name());
      assertTrue(field.name().matches("[a-z][a-z0-9_]*"), field.name());
      assertFalse(item.isPersisted(), field.name());
      assertFalse(item.getDescription().isEmpty(), field.name());
      assertEquals(field.standard(), item.getDefaultValue(), field.name());
    }
  }

  /** A label of more characters would make the dialog wider than a small screen. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        TrainCommand.class,
        PredictCommand.class,
        PredictLargeCommand.class,
        AttackCommand.class,
        EvaluateCommand.class,
        ThresholdCommand.class,
        ReportCommand.class,
        ImportCommand.class,
        ExportCommand.class
      })
  void labelsAreShortAndDiffer(Class<? extends JobCommand> type) {
    Set<String> seen = new HashSet<>();
    for (Field field : command(type).fields()) {
      assertTrue(seen.add(field.label()), "twice: " + field.label());
      assertTrue(field.label().length() <= 60, field.label());
      assertFalse(field.label().contains("_"), "ImageJ would show a blank: " + field.label());
    }
  }

  @Test
  void whatIsAutomaticIsCalledSoInAFieldAndByEitherWord() {
    for (Field field : command(TrainCommand.class).fields()) {
      assertFalse(field.label().matches(".*[-0-9]: automatic.*"), field.label());
      Object standard = field.standard();
      if (!field.key().standardInWords().equals("automatic")) continue;
      for (String text : List.of("auto", "Automatic ", field.text(standard)))
        assertEquals(standard, field.parse(text), field.name() + "=" + text);
      assertEquals("automatic", field.text(standard), field.name());
    }
    Field epochs = field("epochs");
    assertEquals(
        List.of(0L, 0L, "12"), List.of(epochs.parse("0"), epochs.parse("auto"), epochs.text(12L)));
    assertEquals(-1., field("epsilon").parse("-1"));
    assertEquals("auto", field("device").parse("automatic"));
  }

  private static Field field(String name) {
    return command(TrainCommand.class).fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void inputsHaveTheTypeRangeAndChoicesOfTheTable() {
    Map<String, ModuleItem<?>> items = inputs(TrainCommand.class);
    ModuleItem<?> batch = items.get("batch");
    assertEquals(
        List.of(Long.class, 1L, 8L, 1024L),
        List.of(
            batch.getType(),
            batch.getMinimumValue(),
            batch.getDefaultValue(),
            batch.getMaximumValue()));
    assertEquals(0L, items.get("depth").getMinimumValue(), "0 is automatic");
    assertEquals(List.of("l1", "l2", "linf"), items.get("norm").getChoices());
    assertEquals(File.class, items.get("data").getType());
    assertEquals(Boolean.class, items.get("resume").getType());
  }

  private static Map<String, ModuleItem<?>> inputs(Class<? extends JobCommand> type) {
    Map<String, ModuleItem<?>> items = new LinkedHashMap<>();
    for (ModuleItem<?> item : MacroCall.module(context, type).getInfo().inputs())
      items.put(item.getName(), item);
    return items;
  }

  private static JobCommand command(Class<? extends JobCommand> type) {
    return MacroCall.create(context, type);
  }

  private static Set<String> names(List<Key<?>> keys) {
    return keys.stream().map(Key::name).collect(toSet());
  }
}
