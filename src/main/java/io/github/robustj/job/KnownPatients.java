package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.reader.Groups;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.check.Answer;
import io.github.robustj.file.UserPath;
import io.github.robustj.packaging.ModelDescription;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The patients that a model was trained on, as far as names tell: scores of others are what counts.
 *
 * @param trained the training cases and their patients, also of the model that it began with
 * @param chosen the cases that its weights were chosen by, and their patients
 * @param patient of a case of the data set that is measured on, for its intervals
 * @param alike what tells the patient where names of the training are looked at, too
 */
record KnownPatients(
    Set<String> trained,
    Set<String> chosen,
    UnaryOperator<String> patient,
    UnaryOperator<String> alike) {

  private static final int NAMED = 3;

  /**
   * @param group rule for patients; empty for that of the training, and without one as the data set
   *     has it
   * @throws RobustJException if the rule is wrong or leaves out a case
   */
  static KnownPatients of(ModelDescription.Training training, String group, Dataset dataset) {
    List<String> learned = training.cases().learned();
    List<String> validation = training.cases().validation();
    Set<String> measured = new TreeSet<>();
    dataset.cases().forEach(c -> measured.add(c.name()));
    Set<String> all = new TreeSet<>(measured);
    all.addAll(learned);
    all.addAll(validation);
    String own = ImageOptions.group(group);
    String rule = own.isEmpty() ? ofTraining(training) : own;
    UnaryOperator<String> patient = Groups.of(dataset.root(), rule, measured).of();
    if (!own.isEmpty()) measured.forEach(patient::apply);
    UnaryOperator<String> alike = lenient(Groups.of(dataset.root(), rule, all).of());
    return new KnownPatients(
        withPatients(learned, alike), withPatients(validation, alike), lenient(patient), alike);
  }

  /** A table may have been moved since. */
  private static String ofTraining(ModelDescription.Training training) {
    String rule = String.valueOf(training.options().getOrDefault("group", ""));
    boolean gone = rule.endsWith(".csv") && !Files.isRegularFile(UserPath.of(rule));
    return gone ? "" : rule;
  }

  private static Set<String> withPatients(List<String> names, UnaryOperator<String> patient) {
    Set<String> all = new HashSet<>(names);
    names.forEach(name -> all.add(patient.apply(name)));
    return all;
  }

  /** Whether these cases are new to the model. */
  Answer answer(List<CaseFiles> cases) {
    if (trained.isEmpty())
      return Answer.notChecked(
          "The model does not name the cases that it learned from; see for yourself that these are"
              + " others.");
    Optional<String> flaw = learnedFrom(cases).or(() -> chosenBy(cases));
    return flaw.map(sentence -> Answer.flag("%s; measure on others.", sentence))
        .orElseGet(() -> Answer.pass("No case is called like one of the training."));
  }

  /** How many of these cases the training learned from, a sentence without its end; or nothing. */
  Optional<String> learnedFrom(List<CaseFiles> cases) {
    return among(
        trained,
        cases,
        "%s called like training cases of the model or like their patients %s; if they are the"
            + " same, their scores say little about new ones");
  }

  /** Weights suit those that they were chosen by, by some chance. */
  private Optional<String> chosenBy(List<CaseFiles> cases) {
    return among(
        chosen,
        cases,
        "%s called like cases that the model's weights were chosen by, or like their patients %s;"
            + " if they are the same, their scores are a little too good");
  }

  /**
   * @param sentence with places for how many there are, and which
   */
  private Optional<String> among(Set<String> some, List<CaseFiles> cases, String sentence) {
    List<String> known =
        cases.stream()
            .map(CaseFiles::name)
            .filter(name -> some.contains(name) || some.contains(alike.apply(name)))
            .toList();
    if (known.isEmpty()) return Optional.empty();
    String first =
        String.join(", ", known.stream().limit(NAMED).map(Excerpt::of).toList())
            + (known.size() > NAMED ? ", ..." : "");
    String count = "%d of %d cases are".formatted(known.size(), cases.size());
    return Optional.of(sentence.formatted(count, "(" + first + ")"));
  }

  /** A rule made for one of two data sets need not know the names of the other. */
  private static UnaryOperator<String> lenient(UnaryOperator<String> patient) {
    return name -> {
      try {
        return patient.apply(name);
      } catch (RobustJException unknown) {
        return name;
      }
    };
  }
}
