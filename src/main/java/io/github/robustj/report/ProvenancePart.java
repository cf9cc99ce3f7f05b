package io.github.robustj.report;

import io.github.robustj.evaluation.Provenance;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.report.Section.Fact;
import io.github.robustj.report.Section.Facts;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was measured, on what and with what. Files and folders have their names alone, since a page
 * goes where nobody has those paths; the JSON file of an evaluation has the paths.
 */
final class ProvenancePart {

  /** Options that are a file or folder. */
  private static final Set<String> FILES =
      Keys.join(
              OptionTable.EVALUATE_FILES,
              OptionTable.ATTACK,
              OptionTable.EVALUATE,
              OptionTable.EVALUATE_DETECTION)
          .stream()
          .filter(key -> key.allowed() instanceof Allowed.Location)
          .map(Key::name)
          .collect(Collectors.toSet());

  private ProvenancePart() {}

  static Optional<Section> of(List<Subject> subjects) {
    List<Subject> known =
        subjects.stream().filter(s -> s.evaluation().provenance().isPresent()).toList();
    if (known.isEmpty()) return Optional.empty();
    List<Map<String, String>> facts =
        known.stream().map(s -> facts(s.evaluation().provenance().orElseThrow())).toList();
    Set<String> names = new LinkedHashSet<>();
    facts.forEach(f -> names.addAll(f.keySet()));
    List<String> columns =
        subjects.size() > 1 ? known.stream().map(Subject::name).toList() : List.of();
    Facts table = new Facts(columns, names.stream().map(name -> fact(name, facts)).toList());
    return Section.of("provenance", "What exactly was measured", List.of(table));
  }

  /** What is the same of all models is said once. */
  private static Fact fact(String name, List<Map<String, String>> facts) {
    List<String> values = facts.stream().map(f -> f.getOrDefault(name, Print.NONE)).toList();
    return new Fact(name, Set.copyOf(values).size() == 1 ? values.subList(0, 1) : values);
  }

  /** Of the first evaluation that tells it; empty if none does. */
  static String date(List<Subject> subjects) {
    return subjects.stream()
        .flatMap(s -> s.evaluation().provenance().stream())
        .map(p -> p.date().replaceFirst("T(\\d\\d:\\d\\d).*", " $1"))
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> facts(Provenance p) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", p.model());
    facts.put("SHA-256 of the model", p.sha256());
    facts.put("data", Print.name(p.data()));
    facts.put("checksum of the data", p.checksum());
    facts.put("cases", p.cases().size() + ": " + String.join(", ", p.cases()));
    p.options()
        .forEach((key, value) -> facts.put(key, FILES.contains(key) ? Print.name(value) : value));
    facts.put("arithmetic", p.precision());
    facts.put("computed on", p.device());
    facts.put("software", pairs(p.versions()));
    facts.put("begun", p.date());
    facts.put("took", duration(p.seconds()));
    facts.values().removeIf(value -> value == null || value.isBlank());
    return facts;
  }

  private static String pairs(Map<String, String> versions) {
    return versions.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** As in {@code 42 s}, {@code 3 min 5 s}, {@code 2 h 7 min}. */
  static String duration(double seconds) {
    if (!(seconds >= 0) || Double.isInfinite(seconds)) return "";
    if (seconds < 9.95) return Print.fixed(seconds, 1) + " s";
    long all = Math.round(seconds);
    if (all < 60) return all + " s";
    if (all < 3600) return all / 60 + " min " + all % 60 + " s";
    return all / 3600 + " h " + all % 3600 / 60 + " min";
  }
}
