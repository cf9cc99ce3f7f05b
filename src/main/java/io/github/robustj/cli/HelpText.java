package io.github.robustj.cli;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The help of a verb as text: what it does, an example, and its options by topic.
 *
 * @param all whether with the options that few users need
 */
record HelpText(Verb verb, boolean all) {

  private static final int WIDTH = 100;
  private static final int INDENT = 26;

  private static final Map<String, List<String>> EXAMPLES =
      Map.ofEntries(
          Map.entry(
              "train",
              List.of(
                  "robustj train --data DATA --method adaptive_margin --out MODEL",
                  "robustj train --task landmark --data DATA --epochs 40 --out MODEL",
                  "robustj train --task detection --data DATA --out MODEL")),
          Map.entry(
              "predict", List.of("robustj predict --model MODEL --input IMAGES --out RESULTS")),
          Map.entry(
              "attack",
              List.of(
                  "robustj attack --model MODEL --input a.tif --label a-labels.tif --out RESULTS")),
          Map.entry(
              "evaluate",
              List.of(
                  "robustj evaluate --model MODEL --data TEST --epsilons 0,2,4 --out curve.json")),
          Map.entry(
              "compare",
              List.of(
                  "robustj compare --data DATA --test TEST --methods standard,adaptive_margin --out RESULTS")),
          Map.entry(
              "report",
              List.of("robustj report --results a.json --results b.json --out report.html")),
          Map.entry("merge", List.of("robustj merge --out curve.json")),
          Map.entry("serve", List.of("robustj serve --port 2222 --device gpus --trusted-network")),
          Map.entry("bench", List.of("robustj bench --out bench.json")),
          Map.entry("import", List.of("robustj import --source saved_model.zip --out model")),
          Map.entry(
              "export",
              List.of(
                  "robustj export --model model --out package.zip --input public.nii.gz --authors \"Jane Doe (My Lab)\" --license CC-BY-4.0",
                  "robustj export --model model --out served --format saved_model")),
          Map.entry(
              "macro", List.of("robustj macro predict_folder.ijm \"model=MODEL;images=IMAGES\"")),
          Map.entry("engine", List.of("robustj engine", "robustj engine install --kind cpu")));

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("Usage: ").append(Arguments.synopsis(verb)).append('\n');
    wrap(text, "", verb.help(), 0);
    text.append("\nExample:\n");
    EXAMPLES
        .getOrDefault(verb.name(), List.of())
        .forEach(e -> text.append("  ").append(e).append('\n'));
    words(text);
    for (Section section : Section.values()) section(text, section);
    standard(text, verb.keys().stream().anyMatch(key -> !isShown(key)));
    return text.toString();
  }

  /** Keys that come twice count once. */
  private void section(StringBuilder text, Section section) {
    Map<String, Key<?>> shown = new LinkedHashMap<>();
    verb.keys().stream().filter(this::isShown).forEach(key -> shown.putIfAbsent(key.name(), key));
    shown.values().removeIf(key -> key.words().section() != section);
    if (!shown.isEmpty()) text.append('\n').append(section.title()).append(":\n");
    shown.values().forEach(key -> option(text, key));
  }

  private boolean isShown(Key<?> key) {
    return all || key.words().common() || key.required();
  }

  private void words(StringBuilder text) {
    if (verb.words().isEmpty()) return;
    text.append("\nArguments:\n");
    for (Verb.Word word : verb.words()) wrap(text, "  " + word.label(), word.help(), INDENT);
  }

  private void option(StringBuilder text, Key<?> key) {
    wrap(text, "  " + Arguments.name(key) + value(key.allowed()), description(key, all), INDENT);
  }

  /** Of a flag its name is enough. */
  private static String value(Allowed allowed) {
    String label = "=" + Arguments.label(allowed);
    return allowed instanceof Allowed.Flag ? "[" + label + "]" : label;
  }

  private static void standard(StringBuilder text, boolean more) {
    text.append("\nHelp:\n");
    wrap(text, "  -h, --help", "show what most users need", INDENT);
    if (more) wrap(text, "  --help-all", "show all options", INDENT);
    wrap(text, "  -V, --version", "show the version", INDENT);
    wrap(text, "  --debug", "print where an error came from", INDENT);
  }

  /**
   * What it is, what it accepts, what it is when left out, and when it has an effect.
   *
   * @param all whether also which numbers it accepts
   */
  static String description(Key<?> key, boolean all) {
    List<String> details = new ArrayList<>();
    boolean names = key.allowed() instanceof Allowed.Choice;
    boolean obvious =
        key.allowed() instanceof Allowed.Location
            || key.allowed() instanceof Allowed.Locations
            || key.allowed() instanceof Allowed.Text;
    if (names || all && !obvious) details.add(key.allowed().words());
    if (key.required()) details.add("required");
    else if (!key.standardInWords().isEmpty()) details.add("default: " + key.standardInWords());
    key.condition()
        .ifPresent(
            c ->
                details.add(
                    "with --" + c.key().replace('_', '-') + " " + String.join("|", c.values())));
    return details.isEmpty() ? key.help() : key.help() + " (" + String.join("; ", details) + ")";
  }

  /** Appends a text beside a head, in as many lines as it needs. */
  private static void wrap(StringBuilder text, String head, String words, int indent) {
    StringBuilder line = new StringBuilder(head);
    if (head.length() >= indent && indent > 0) {
      text.append(line).append('\n');
      line = new StringBuilder();
    }
    line.append(" ".repeat(Math.max(0, indent - line.length())));
    boolean first = true;
    for (String word : words.split(" ")) {
      if (!first && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(" ".repeat(indent));
        first = true;
      }
      line.append(first ? "" : " ").append(word);
      first = false;
    }
    text.append(line).append('\n');
  }
}
