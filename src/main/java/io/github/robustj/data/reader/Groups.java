package io.github.robustj.data.reader;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset.Patients;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.UserPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which patient a case is of, by the case's name. Cases of one patient must not stand on both sides
 * of a split, so a rule that leaves out a case is an error. Without a rule the names are looked at,
 * see {@link PatientGuess}.
 *
 * @param of the patient of a name; throws {@link RobustJException} for a name that the expression
 *     or table does not have
 */
public record Groups(UnaryOperator<String> of, Patients words) {

  private static final String FILE = "groups.csv";
  private static final String TABLE = ".csv";
  private static final List<String> HEADING = List.of("name", "group");

  /**
   * @param rule a {@code .csv} file with lines {@code name,group}, or a regular expression whose
   *     first group, found in the name, is the patient; if it is empty, {@code groups.csv} in the
   *     folder tells, and without that the names are guessed from
   * @param names of all cases
   */
  public static Groups of(Path root, String rule, Collection<String> names) {
    if (rule.toLowerCase(Locale.ROOT).endsWith(TABLE))
      return new Groups(byTable(UserPath.of(rule)), Patients.GIVEN);
    if (!rule.isEmpty()) return new Groups(byExpression(rule), Patients.GIVEN);
    Optional<Path> file = FolderFiles.named(root, FILE);
    if (file.isPresent()) return new Groups(byTable(file.get()), Patients.GIVEN);
    PatientGuess guess = PatientGuess.of(names);
    return new Groups(name -> guess.patients().getOrDefault(name, name), guess.words());
  }

  /**
   * @param names of the cases, in order
   * @param images one file, or one per channel
   */
  public List<CaseFiles> cases(
      Collection<String> names, Function<String, List<Path>> images, Map<String, Path> labels) {
    return names.stream()
        .map(n -> new CaseFiles(n, of.apply(n), images.apply(n), labels.get(n)))
        .toList();
  }

  private static UnaryOperator<String> byExpression(String expression) {
    Pattern pattern = compile(expression);
    return name -> {
      Matcher matcher = pattern.matcher(name);
      if (matcher.find() && isPatient(matcher)) return matcher.group(1);
      throw new RobustJException(
          "The option group is \"%s\", which finds no patient in the case %s; give an expression with a group in parentheses that is found in every name."
              .formatted(Excerpt.of(expression), Excerpt.of(name)));
    };
  }

  private static boolean isPatient(Matcher found) {
    return found.groupCount() > 0 && found.group(1) != null && !found.group(1).isBlank();
  }

  private static Pattern compile(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new RobustJException(
          "The option group is \"%s\" but must be a regular expression: %s."
              .formatted(expression, e.getDescription()),
          e);
    }
  }

  /** Lines {@code name,group}; a first line of exactly that is a heading. */
  private static UnaryOperator<String> byTable(Path file) {
    if (!Files.isRegularFile(file))
      throw new RobustJException(
          "The option group names %s, but there is no such file; check the path.".formatted(file));
    Map<String, String> table = new HashMap<>();
    for (List<String> pair : CsvTable.pairs(file, HEADING, false)) {
      String other = table.put(Names.named(pair.get(0)), pair.get(1));
      if (other != null && !other.equals(pair.get(1)))
        throw new RobustJException(
            "%s has two patients for the case %s; keep one of them."
                .formatted(file, Excerpt.of(pair.get(0))));
    }
    return name -> {
      if (table.containsKey(name)) return table.get(name);
      throw new RobustJException(
          "%s has no line for the case %s; add %s and its patient.".formatted(file, name, name));
    };
  }
}
