package io.github.robustj.data.reader.mask;

import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.PairTable;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names of label values from {@code labels.csv}, lines {@code value,name}. */
public final class LabelNames {

  private static final String FILE = "labels.csv";
  private static final List<String> HEADING = List.of("value", "name");

  private LabelNames() {}

  /**
   * Empty if the folder has no such file.
   *
   * @throws RobustJException naming the file and the line that is not of this form, or whose value
   *     or name was there before
   */
  public static Map<Integer, String> read(Path root) {
    Map<Integer, String> names = new TreeMap<>();
    FolderFiles.named(root, FILE)
        .ifPresent(
            file -> PairTable.withOpenEnd(file, HEADING).forEach(pair -> put(file, pair, names)));
    return names;
  }

  private static void put(Path file, List<String> pair, Map<Integer, String> names) {
    int value =
        Numbers.whole(pair.get(0))
            .orElseThrow(
                () ->
                    new RobustJException(
                        "%s has the line \"%s\", but each line must be value,name, such as 1,liver."
                            .formatted(file, Excerpt.of(String.join(",", pair)))));
    if (names.containsValue(pair.get(1)) || names.put(value, pair.get(1)) != null)
      throw new RobustJException(
          "%s has the value %d or the name %s twice; keep one of them."
              .formatted(file, value, Excerpt.of(pair.get(1))));
  }
}
