package io.github.robustj.data.reader.box;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.TextFile;
import io.github.robustj.error.Excerpt;
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

  /** A class, 14 numbers, and a score in results. */
  private static final int KITTI_FIELDS = 15;

  /** Fields of a line that are looked at; an outline may have thousands. */
  private static final int MOST_FIELDS = 32;

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
    String[] fields = line.split("\\s+", MOST_FIELDS);
    if (fields.length != 5) throw wrong(file, line, hint(fields));
    double[] shares = new double[4];
    for (int i = 0; i < 4; i++) {
      shares[i] = Numbers.finite(fields[i + 1]).orElseThrow(() -> wrong(file, line, ""));
      if (Math.abs(shares[i]) > LARGEST)
        throw wrong(file, line, "; pixels are written in boxes.csv instead");
    }
    Box box = Box.around(shares[0], shares[1], shares[2], shares[3]);
    return BoxedObject.drawn(name(file, line, fields[0], names), box);
  }

  /** What a line of another form probably is. */
  private static String hint(String[] fields) {
    boolean word = Numbers.finite(fields[0]).isEmpty();
    if (word && (fields.length == KITTI_FIELDS || fields.length == KITTI_FIELDS + 1))
      return "; this is KITTI's format, which is not read: convert it to Pascal VOC, YOLO or boxes.csv";
    if (fields.length == 6) return "; a sixth number, such as a score, is not known";
    return fields.length > 6 ? "; outlines of segmentations are no boxes" : "";
  }

  /** What a class is called that has a number only. */
  static String unnamed(int number) {
    return "class " + number;
  }

  private static String name(Path file, String line, String number, List<String> names) {
    int index =
        Numbers.whole(number)
            .filter(n -> n <= YoloNames.MOST)
            .orElseThrow(() -> wrong(file, line, "; the class is a whole number from 0"));
    if (names.isEmpty()) return unnamed(index);
    if (index < names.size()) return names.get(index);
    throw new RobustJException(
        "%s has the class %d, but only the classes 0 to %d have a name (%s); correct the line or add the name."
            .formatted(file, index, names.size() - 1, Excerpt.of(String.join(", ", names))));
  }

  private static RobustJException wrong(Path file, String line, String hint) {
    return new RobustJException(
        "%s has the line \"%s\", but class, x, y, width and height were expected, the last four as shares of the image from 0 to 1%s."
            .formatted(file, Excerpt.of(line), hint));
  }
}
