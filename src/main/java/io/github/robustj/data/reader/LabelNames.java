package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Names of label values from {@code labels.csv}, lines {@code value,name}. */
final class LabelNames {

  private static final String FILE = "labels.csv";

  private LabelNames() {}

  /**
   * Empty if the folder has no such file.
   *
   * @throws RobustJException naming the file and the line that is not of this form
   */
  static Map<Integer, String> read(Path root) {
    Path file = root.resolve(FILE);
    Map<Integer, String> names = new TreeMap<>();
    if (!Files.isRegularFile(file)) return names;
    for (String line : TextFile.lines(file)) if (!line.equals("value,name")) put(file, line, names);
    return names;
  }

  private static void put(Path file, String line, Map<Integer, String> names) {
    String[] fields = line.split(",", 2);
    boolean complete = fields.length == 2 && fields[0].strip().matches("\\d{1,9}");
    if (!complete || fields[1].isBlank())
      throw new RobustJException(
          "%s has the line \"%s\", but each line must be value,name, such as 1,liver."
              .formatted(file, line));
    names.put(Integer.parseInt(fields[0].strip()), fields[1].strip());
  }
}
