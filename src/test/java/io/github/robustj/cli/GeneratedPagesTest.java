package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.command.AttackCommand;
import io.github.robustj.command.EngineCommand;
import io.github.robustj.command.EvaluateCommand;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.PredictCommand;
import io.github.robustj.command.ThresholdCommand;
import io.github.robustj.command.TrainCommand;
import io.github.robustj.corruption.Corruption;
import io.github.robustj.corruption.Corruption.Modality;
import io.github.robustj.corruption.Corruptions;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Section;
import io.github.robustj.training.MarginPresets;
import io.github.robustj.training.MarginTable;
import io.github.robustj.training.MethodType;
import io.github.robustj.training.Methods;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of docs that list what the tables and catalogues say. */
class GeneratedPagesTest {

  private static final String WRITE = "robustj.pages";
  private static final String TOP = "[README](../README.md)";

  private static final List<JobCommand> COMMANDS =
      List.of(
          new TrainCommand(),
          new PredictCommand(),
          new AttackCommand(),
          new EvaluateCommand(),
          new ThresholdCommand(),
          new EngineCommand());

  @Test
  void theOptions() throws IOException {
    StringBuilder page = new StringBuilder("# Options\n\n" + TOP);
    page.append(
        " · what the methods take: [methods](methods.md), the attacks: [attacks](attacks.md)\n\n");
    page.append("These are all options, by topic, with what they are when you leave them out. ");
    page.append("A macro writes `margin_step=0.5`, the command line `--margin-step 0.5`,");
    page.append(" a script `margin_step: 0.5`.\n\n");
    page.append(
        "Where a default is `automatic`, RobustJ chooses, and you may write `auto` as well.");
    page.append(
        " \"Only with\" names what makes an option have an effect: elsewhere it is refused,");
    page.append(" not ignored.\n");
    Map<String, Set<String>> rows = new LinkedHashMap<>();
    for (Section section : Section.values()) {
      rows.clear();
      for (Verb verb : Main.verbs()) add(rows, section, verb.name(), distinct(verb.keys()));
      if (section == Section.DIALOG)
        for (JobCommand command : COMMANDS) add(rows, section, command.name(), command.keys());
      if (section == Section.DIALOG) add(rows, section, "scripts", List.of(OptionTable.AXES));
      page.append("\n## %s\n\n".formatted(section.title()));
      page.append("| option | what it is | accepts | default | only with | of |\n");
      page.append("|---|---|---|---|---|---|\n");
      rows.forEach((row, of) -> page.append("%s %s |\n".formatted(row, String.join(", ", of))));
    }
    assertWritten("options.md", page);
  }

  /**
   * As the help has it, of two with a name the first counts. Each method of a comparison takes what
   * it takes in a training.
   */
  private static List<Key<?>> distinct(List<Key<?>> keys) {
    Map<String, Key<?>> first = new LinkedHashMap<>();
    keys.forEach(key -> first.putIfAbsent(key.name(), key));
    for (Key<?> key : OptionTable.TRAIN)
      first.computeIfPresent(
          key.name(), (name, k) -> OptionTable.COMPARE_TRAIN.contains(k) ? key : k);
    return List.copyOf(first.values());
  }

  private static void add(
      Map<String, Set<String>> rows, Section section, String of, List<Key<?>> keys) {
    for (Key<?> key : keys)
      if (key.words().section() == section)
        rows.computeIfAbsent(row(key), row -> new LinkedHashSet<>()).add(of);
  }

  private static String row(Key<?> key) {
    boolean text = key.allowed() instanceof Allowed.Text;
    String standard = key.required() ? "required" : key.standardInWords();
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            key.name(),
            cell(key.help()),
            text ? "" : cell(key.allowed().words()),
            key.required() || standard.isEmpty() ? standard : "`" + standard + "`",
            key.condition().map(c -> condition(c)).orElse(""));
  }

  private static String condition(Key.Condition condition) {
    return "`%s` %s".formatted(condition.key(), cell(String.join(", ", condition.values())));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  @Test
  void theMethods() throws IOException {
    StringBuilder page = new StringBuilder("# Training methods\n\n" + TOP);
    page.append(
        " · how to choose one: [training](training.md) · all options: [options](options.md)\n\n");
    page.append("A training method decides which images a network learns from, clean or attacked.");
    page.append(" Choose one as `method`; all of them take `norm`, `steps`, `step_size` and");
    page.append(
        " `epsilon`, which also size the attack behind the robust score that every training");
    page.append(" shows, and `awp_gamma`.\n\n");
    page.append("Cost is the time of a training with the defaults, as a multiple of `standard`");
    page.append(" for as many epochs.\n\n");
    page.append("| `method` | in dialogs | for | takes besides | cost |\n|---|---|---|---|---|\n");
    for (MethodType type : Methods.ALL.all())
      if (Methods.ALL.isBuiltIn(type))
        page.append(
            "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                    type.name(),
                    type.label(),
                    String.join(", ", type.tasks()),
                    taken(OptionTable.TRAIN, "method", type.name()),
                    cost(type)));
    presets(page);
    assertWritten("methods.md", page);
  }

  private static String cost(MethodType type) {
    Map<String, String> given = Map.of("method", type.name(), "task", type.tasks().get(0));
    // From 9 epochs on, all that is learned first on clean images is over.
    double work = type.work(TrainOptions.of(given).options(), 9);
    return String.format(Locale.ROOT, work == Math.rint(work) ? "%.0f" : "%.1f", work);
  }

  private static void presets(StringBuilder page) {
    page.append("\n## Presets of adaptive margins\n\n");
    page.append(
        "A `preset` gives these values to options that you leave out. Each is for the tasks");
    page.append(" shown; `automatic` is `fast`, and `none` gives nothing: the full recipe.\n\n");
    page.append("| `preset` | `task` | gives |\n|---|---|---|\n");
    for (String preset : ((Allowed.Choice) MarginTable.PRESET.allowed()).choices())
      for (String task : List.of("segmentation", "landmark", "detection"))
        page.append(preset(preset, task));
  }

  private static String preset(String preset, String task) {
    try {
      Map<String, String> values = MarginPresets.of(preset, task);
      String all =
          values.entrySet().stream()
              .map(e -> "`%s=%s`".formatted(e.getKey(), e.getValue()))
              .collect(Collectors.joining(" "));
      return values.isEmpty() ? "" : "| `%s` | %s | %s |\n".formatted(preset, task, all);
    } catch (RobustJException notForTheTask) {
      return "";
    }
  }

  @Test
  void theAttacks() throws IOException {
    StringBuilder page = new StringBuilder("# Attacks\n\n" + TOP);
    page.append(
        " · which one to trust: [strength](strength.md) · all options: [options](options.md)\n\n");
    page.append("An attack searches, within `epsilon` of an image, what makes a model most wrong.");
    page.append(" Choose one as `attack`; all of them take `norm`, `epsilon`, `objective` and");
    page.append(
        " [`epsilon_unit`](evaluation.md#units-of-epsilon), but `universal` only its"
            + " `normalised`.\n\n");
    page.append("Cost is how many times the network is asked about an image, with the defaults;");
    page.append(" attacks that are done early stop early.\n\n");
    page.append("| `attack` | what it does | norms | takes besides | targets | cost |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (AttackType type : Attacks.all()) if (Attacks.ALL.isBuiltIn(type)) page.append(row(type));
    page.append("\n## What dialogs call them\n\n| `attack` | in dialogs |\n|---|---|\n");
    for (AttackType type : Attacks.all())
      if (Attacks.ALL.isBuiltIn(type))
        page.append("| `%s` | %s |\n".formatted(type.name(), type.label()));
    assertWritten("attacks.md", page);
  }

  private static String row(AttackType type) {
    AttackSpec spec = AttackOptions.of(Map.of("attack", type.name()));
    String norms =
        type.norms().stream()
            .map(n -> n.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s | %s | %d |\n"
        .formatted(
            type.name(),
            cell(type.description()),
            norms,
            taken(OptionTable.ATTACK, "attack", type.name()),
            type.has(Trait.TARGETS) ? "yes" : "no",
            spec.calls(ObjectiveCalls.TRAINING_LOSS));
  }

  /** The options that have an effect with one of the choices of another. */
  private static String taken(List<Key<?>> table, String option, String choice) {
    Stream<Key<?>> taken =
        table.stream()
            .filter(
                key ->
                    key.condition()
                        .filter(c -> c.key().equals(option) && c.values().contains(choice))
                        .isPresent());
    return taken.map(key -> "`" + key.name() + "`").collect(Collectors.joining(", "));
  }

  @Test
  void theCorruptions() throws IOException {
    StringBuilder page = new StringBuilder("# Corruptions\n\n" + TOP);
    page.append(" · how to measure them: [evaluation](evaluation.md#natural-noise)\n\n");
    page.append("What worse scanners, microscopes and probes make of an intensity x, counted from");
    page.append(
        " 0 or from the least of an image with negative ones. The robust range of a channel");
    page.append(
        " is that between its percentiles .5 and 99.5. The five strengths are RobustJ's own");
    page.append(" choice. What happens in k-space, blur and the like happens slice by slice.\n\n");
    page.append("| `corruptions` | formula and source | strength | 1 to 5 | images |\n");
    page.append("|---|---|---|---|---|\n");
    for (Corruption c : Corruptions.ALL)
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  c.name(),
                  cell(c.formula()),
                  c.strength(),
                  c.strengths().stream().map(s -> plain(s)).collect(Collectors.joining(", ")),
                  Stream.of(Modality.values())
                          .filter(c.modalities()::contains)
                          .map(m -> m.name().toLowerCase(Locale.ROOT))
                          .collect(Collectors.joining(", "))
                      + (c.channels() == 0 ? "" : " in %d channels".formatted(c.channels()))));
    assertWritten("corruptions.md", page);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static void assertWritten(String name, StringBuilder text) throws IOException {
    Path page = Path.of("docs", name);
    if (System.getProperty(WRITE) != null)
      Files.write(page, text.toString().getBytes(StandardCharsets.UTF_8));
    String now = Files.exists(page) ? Files.readString(page) : "";
    assertEquals(
        text.toString(),
        now,
        page + " differs; mvn test -Dtest=GeneratedPagesTest -D" + WRITE + "=write rewrites it");
  }
}
