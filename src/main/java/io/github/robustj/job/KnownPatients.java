package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.reader.Groups;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
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
 * @param trained the training cases and their patients
 * @param patient of a case of the data set that is measured on
 */
record KnownPatients(Set<String> trained, UnaryOperator<String> patient) {

  private static final int NAMED = 3;

  /**
   * @param group rule for patients; empty for that of the training, and without one as the data set
   *     has it
   * @throws RobustJException if the rule is wrong or leaves out a case
   */
  static KnownPatients of(ModelDescription.Training training, String group, Dataset dataset) {
    List<String> names = training.cases().training();
    Set<String> all = new TreeSet<>(names);
    dataset.cases().forEach(c -> all.add(c.name()));
    String own = ImageOptions.group(group);
    UnaryOperator<String> patient =
        own.isEmpty()
            ? ofTraining(training, dataset, all)
            : Groups.of(dataset.root(), own, all).of();
    if (!own.isEmpty()) dataset.cases().forEach(c -> patient.apply(c.name()));
    UnaryOperator<String> lenient = name -> orItself(patient, name);
    Set<String> trained = new HashSet<>(names);
    names.forEach(name -> trained.add(lenient.apply(name)));
    return new KnownPatients(trained, lenient);
  }

  private static UnaryOperator<String> ofTraining(
      ModelDescription.Training training, Dataset dataset, Set<String> all) {
    String rule = String.valueOf(training.options().getOrDefault("group", ""));
    // A table may have been moved since.
    boolean gone = rule.endsWith(".csv") && !Files.isRegularFile(UserPath.of(rule));
    return Groups.of(dataset.root(), gone ? "" : rule, all).of();
  }

  /** How many of these cases the training knew, a sentence; nothing if none. */
  Optional<String> among(List<CaseFiles> cases) {
    List<String> known =
        cases.stream()
            .map(CaseFiles::name)
            .filter(name -> trained.contains(name) || trained.contains(patient.apply(name)))
            .toList();
    if (known.isEmpty()) return Optional.empty();
    String first =
        String.join(", ", known.stream().limit(NAMED).map(Excerpt::of).toList())
            + (known.size() > NAMED ? ", ..." : "");
    return Optional.of(
        "%d of %d cases are called like training cases of the model or like their patients (%s); if they are the same, their scores say little about new ones"
            .formatted(known.size(), cases.size(), first));
  }

  /** A rule made for one of two data sets need not know the names of the other. */
  private static String orItself(UnaryOperator<String> patient, String name) {
    try {
      return patient.apply(name);
    } catch (RobustJException unknown) {
      return name;
    }
  }
}
