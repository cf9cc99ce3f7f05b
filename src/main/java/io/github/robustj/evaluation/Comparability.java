package io.github.robustj.evaluation;

import io.github.robustj.error.Failures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the scores of two evaluations say which model is the more robust one: only if the same
 * cases were attacked in the same way. Whatever of that differs is a reason against it; what
 * changes scores a little at most (precision, device, versions, the seed) is to be told.
 *
 * @param first a name for it, as users know it
 * @param second another one
 */
public record Comparability(String first, Evaluation one, String second, Evaluation other) {

  /** Options that do not change what is measured, or that other facts stand for. */
  private static final Set<String> NOTED = Set.of("seed", "group");

  /** Proves something beside the scores. */
  private static final String CERTIFICATE = "certificate";

  private static final Set<String> OTHERWISE_KNOWN = Set.of("split", "checks", "corruptions");

  /** Why they cannot be compared, a sentence; empty if they can. */
  public Optional<String> refusal() {
    return reasons().entrySet().stream()
        .filter(reason -> !reason.getValue().alike())
        .findFirst()
        .map(
            reason ->
                "%s and %s cannot be compared: %s %s in the first and %s in the second; %s."
                    .formatted(
                        first,
                        second,
                        reason.getKey(),
                        reason.getValue().one,
                        reason.getValue().other,
                        reason.getValue().advice));
  }

  /** What else differs, a sentence each; none if all is alike. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (provenances().isEmpty()) {
      if (one.provenance().isPresent() != other.provenance().isPresent()
          || one.provenance().isEmpty())
        notes.add(
            "Not both of %s and %s say what they measured, so that only the names of the cases are known to be the same."
                .formatted(first, second));
      return notes;
    }
    Pair<Provenance> how = provenances().get();
    note(notes, "the precision", how.one.precision(), how.other.precision());
    note(notes, "the device", how.one.device(), how.other.device());
    for (String key : NOTED)
      note(notes, "the " + key, how.one.options().get(key), how.other.options().get(key));
    for (String name : union(how.one.versions(), how.other.versions()))
      note(
          notes,
          "the version of " + name,
          how.one.versions().get(name),
          how.other.versions().get(name));
    return List.copyOf(notes);
  }

  private void note(List<String> notes, String what, String here, String there) {
    if (!Objects.equals(here, there))
      notes.add(
          "Between %s and %s %s differs, %s and %s, which may change scores a little."
              .formatted(first, second, what, words(here), words(there)));
  }

  private record Pair<T>(T one, T other) {}

  private Optional<Pair<Provenance>> provenances() {
    return one.provenance().flatMap(a -> other.provenance().map(b -> new Pair<>(a, b)));
  }

  /** What both should have alike, and what to do where they have not. */
  private record Fact(Object one, Object other, String advice) {
    boolean alike() {
      return Objects.equals(one, other);
    }
  }

  /** By what is compared, the weightiest first. */
  private Map<String, Fact> reasons() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    RobustnessCurve a = one.curve();
    RobustnessCurve b = other.curve();
    Optional<Pair<Provenance>> how = provenances();
    String models = "choose models of the same kind";
    how.ifPresent(p -> facts.put("the task is", new Fact(p.one.task(), p.other.task(), models)));
    facts.put("the score is", new Fact(a.score(), b.score(), models));
    facts.put("the classes are", new Fact(a.classes(), b.classes(), models));
    String cases = "measure both on the same cases";
    facts.put("the cases are", cases(a, b, cases));
    how.ifPresent(
        p ->
            facts.put(
                "the checksum of the data is",
                new Fact(p.one.checksum(), p.other.checksum(), cases)));
    String attack = "measure both under the same attack";
    facts.put("the attack is", new Fact(a.attack().name(), b.attack().name(), attack));
    facts.put("the norm is", new Fact(a.attack().norm(), b.attack().norm(), attack));
    facts.put("the unit of epsilon is", new Fact(a.attack().unit(), b.attack().unit(), attack));
    facts.put("the steps are", new Fact(a.attack().steps(), b.attack().steps(), attack));
    facts.put(
        "the step size is", new Fact(a.attack().relativeStep(), b.attack().relativeStep(), attack));
    facts.put("the restarts are", new Fact(a.attack().restarts(), b.attack().restarts(), attack));
    facts.put("the objective is", new Fact(a.attack().objective(), b.attack().objective(), attack));
    facts.put("the tolerance is", new Fact(a.attack().tolerance(), b.attack().tolerance(), attack));
    facts.put(
        "the epsilons are",
        new Fact(epsilons(a), epsilons(b), "measure both at the same epsilons"));
    how.ifPresent(p -> options(p, facts));
    return facts;
  }

  private static void options(Pair<Provenance> how, Map<String, Fact> facts) {
    for (String key : union(how.one.options(), how.other.options()))
      if (!NOTED.contains(key) && !OTHERWISE_KNOWN.contains(key) && !key.startsWith(CERTIFICATE))
        facts.put(
            "the option " + key + " is",
            new Fact(
                words(how.one.options().get(key)),
                words(how.other.options().get(key)),
                "give both the same " + key));
  }

  /** Only the names that are not in both are worth reading. */
  private static Fact cases(RobustnessCurve a, RobustnessCurve b, String advice) {
    List<String> here = names(a);
    List<String> there = names(b);
    if (here.equals(there)) return new Fact("", "", advice);
    List<String> onlyHere = without(here, there);
    List<String> onlyThere = without(there, here);
    if (onlyHere.isEmpty() && onlyThere.isEmpty()) return new Fact(some(here), some(there), advice);
    return new Fact(counted(here, onlyHere), counted(there, onlyThere), advice);
  }

  private static String counted(List<String> all, List<String> only) {
    return all.size() + (only.isEmpty() ? "" : " with " + some(only));
  }

  private static List<String> names(RobustnessCurve curve) {
    return curve.points().get(0).cases().stream().map(RobustnessCurve.CaseScore::name).toList();
  }

  private static List<String> without(List<String> names, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return names.stream().filter(name -> !known.contains(name)).toList();
  }

  private static String some(List<String> names) {
    return Failures.names(names);
  }

  private static List<Double> epsilons(RobustnessCurve curve) {
    return curve.points().stream().map(RobustnessCurve.Point::epsilon).toList();
  }

  private static Set<String> union(Map<String, String> a, Map<String, String> b) {
    Set<String> keys = new TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    return keys;
  }

  private static String words(String value) {
    return value == null || value.isEmpty() ? "not set" : value;
  }
}
