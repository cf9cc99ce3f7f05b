package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which patient a case is of, by the case's name. Cases of one patient must not stand on both sides
 * of a split, so a rule that leaves out a case is an error, not a guess.
 */
final class Groups {

  private static final String FILE = "groups.csv";

  private Groups() {}

  /**
   * @param rule a {@code .csv} file with lines {@code name,group}, or a regular expression whose
   *     first group, found in the name, is the patient; if it is empty, {@code groups.csv} in the
   *     folder tells, and without that every case is a patient of its own
   * @return the patient of a name; throws {@link RobustJException} for a name that the expression
   *     or table does not have
   */
  static UnaryOperator<String> of(Path root, String rule) {
    if (rule.endsWith(".csv")) return byTable(Path.of(rule));
    if (!rule.isEmpty()) return byExpression(rule);
    Path file = root.resolve(FILE);
    return Files.isRegularFile(file) ? byTable(file) : UnaryOperator.identity();
  }

  private static UnaryOperator<String> byExpression(String expression) {
    Pattern pattern = compile(expression);
    return name -> {
      Matcher matcher = pattern.matcher(name);
      if (matcher.find() && matcher.groupCount() > 0 && matcher.group(1) != null)
        return matcher.group(1);
      throw new RobustJException(
          "The option group is \"%s\", which finds no patient in the case %s; give an expression with a group in parentheses that is found in every name."
              .formatted(expression, name));
    };
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
    for (String line : TextFile.lines(file)) {
      if (line.equals("name,group")) continue;
      String[] fields = line.split(",", -1);
      if (fields.length != 2 || fields[1].isBlank())
        throw new RobustJException(
            "%s has the line \"%s\", but each line must be name,group.".formatted(file, line));
      table.put(Names.stem(fields[0].strip()), fields[1].strip());
    }
    return name -> {
      if (table.containsKey(name)) return table.get(name);
      throw new RobustJException(
          "%s has no line for the case %s; add %s and its patient.".formatted(file, name, name));
    };
  }
}
