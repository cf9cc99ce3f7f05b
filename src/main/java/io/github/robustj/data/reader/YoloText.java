package io.github.robustj.data.reader;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The boxes of one image in YOLO's text format: a line {@code class x y width height} for each, the
 * class counted from 0, the centre and size as shares of the image's width and height.
 */
final class YoloText {

  /** A share may leave the image a little; a pixel coordinate is far above. */
  private static final double LARGEST = 2;

  private YoloText() {}

  /**
   * @param names of the classes by number; if empty, class 3 is called {@code class 3}
   * @throws RobustJException if the file cannot be read, a line is not of this form, or its class
   *     has no name
   */
  static BoxMarks read(Path file, List<String> names) {
    List<BoxedObject> objects = new ArrayList<>();
    for (String line : TextFile.lines(file)) objects.add(object(file, line, names));
    return new BoxMarks(objects, true, 0, 0);
  }

  private static BoxedObject object(Path file, String line, List<String> names) {
    String[] fields = line.split("\\s+");
    if (fields.length != 5)
      throw wrong(file, line, fields.length > 6 ? "; outlines of segmentations are no boxes" : "");
    double[] shares = new double[4];
    for (int i = 0; i < 4; i++) {
      shares[i] = Numbers.finite(fields[i + 1]).orElseThrow(() -> wrong(file, line, ""));
      if (Math.abs(shares[i]) > LARGEST)
        throw wrong(file, line, "; pixels are written in boxes.csv instead");
    }
    Box box = Box.around(shares[0], shares[1], shares[2], shares[3]);
    return BoxedObject.drawn(name(file, line, fields[0], names), box);
  }

  private static String name(Path file, String line, String number, List<String> names) {
    if (!number.matches("\\d{1,6}")) throw wrong(file, line, "");
    int index = Integer.parseInt(number);
    if (names.isEmpty()) return "class " + index;
    if (index < names.size()) return names.get(index);
    throw new RobustJException(
        "%s has the class %d, but only the classes 0 to %d have a name (%s); correct the line or add the name."
            .formatted(file, index, names.size() - 1, String.join(", ", names)));
  }

  private static RobustJException wrong(Path file, String line, String hint) {
    return new RobustJException(
        "%s has the line \"%s\", but class, x, y, width and height were expected, the last four as shares of the image from 0 to 1%s."
            .formatted(file, line, hint));
  }
}
