package io.github.robustj.data.reader;

import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small text files that users write by hand or with a spreadsheet. */
final class TextFile {

  /** Spreadsheets put it before the first line. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /**
   * The lines that are not blank, without surrounding space.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be read or is no UTF-8 text
   */
  static List<String> lines(Path file) {
    return content(file)
        .lines()
        .map(line -> line.replace(BYTE_ORDER_MARK, "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the file cannot be read or is no UTF-8 text
   */
  static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }
}
