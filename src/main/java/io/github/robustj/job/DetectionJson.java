package io.github.robustj.job;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Prediction;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a detection has found in an image, as a line of JSON.
 *
 * @param shown threshold from which on objects are shown, {@code shownOf} of some classes
 * @param truth null where none was given
 */
public record DetectionJson(
    int format,
    Prediction.Objects prediction,
    double shown,
    Map<String, Double> shownOf,
    Boxes truth) {

  public static final int FORMAT = 2;

  private static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().disableHtmlEscaping().create();

  /** Before, it was a text of our own. */
  private static final String TEXT_FORMAT = "1";

  private static final int HEADING = 8;
  private static final int ROLE = 7;

  /** Of a stack; a damaged number must not fill the memory. */
  private static final int MOST_SLICES = 1 << 20;

  public DetectionJson {
    List<String> classes = prediction.classes();
    boolean known = prediction.image() != null && classes.containsAll(shownOf.keySet());
    for (Boxes boxes :
        truth == null ? List.of(prediction.found()) : List.of(prediction.found(), truth))
      for (BoxedObject o : boxes.all())
        known &= classes.contains(o.name()) && o.box() != null && o.role() != null;
    if (!known) throw new IllegalArgumentException("an object is of no class, or nowhere");
  }

  /** In ASCII: ImageJ loses other letters on their way through a TIFF file. */
  public String text() {
    StringBuilder ascii = new StringBuilder();
    for (char c : GSON.toJson(this).toCharArray())
      ascii.append(c < 127 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    return ascii.toString();
  }

  /**
   * The inverse of {@link #text}; also reads the form of before.
   *
   * @param title of the image it is kept with, for messages
   * @throws RobustJException if it is damaged, or of a newer format
   */
  public static DetectionJson parse(String title, String text) {
    try {
      if (!text.startsWith("{")) return old(title, text.split(";"));
      JsonElement tree = JsonParser.parseString(text);
      if (tree.getAsJsonObject().get("format").getAsInt() != FORMAT) throw newer(title);
      return GSON.fromJson(tree, DetectionJson.class);
    } catch (RobustJException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RobustJException(
          "The objects that are kept with %s are damaged; run Predict again.".formatted(title), e);
    }
  }

  private static RobustJException newer(String title) {
    return new RobustJException(
        "The objects that are kept with %s were written by a newer RobustJ; run Predict again."
            .formatted(title));
  }

  /**
   * Format, name, size, slices, thresholds, classes, thresholds of classes, number of objects found
   * and of the truth; then every object: slice, class, score, left, top, right, bottom, role. Names
   * are encoded as in web addresses; without a truth its number is -1.
   */
  private static DetectionJson old(String title, String[] items) {
    if (!items[0].equals(TEXT_FORMAT)) throw newer(title);
    String[] size = items[2].split(",");
    String[] thresholds = items[4].split(",");
    List<String> classes = Stream.of(items[5].split(",")).map(DetectionJson::decoded).toList();
    int slices = Integer.parseInt(items[3]);
    if (slices < 0 || slices > MOST_SLICES) throw new IllegalArgumentException(items[3]);
    String[] numbers = items[7].split(",");
    int end = HEADING + Integer.parseInt(numbers[0]);
    int known = Integer.parseInt(numbers[1]);
    if (items.length != end + Math.max(0, known)) throw new IllegalArgumentException("cut short");
    Map<String, Double> own = new LinkedHashMap<>();
    for (String part : decoded(items[6]).split("; "))
      if (!part.isBlank())
        own.put(
            part.substring(0, part.lastIndexOf('=')),
            Double.valueOf(part.substring(part.lastIndexOf('=') + 1)));
    Prediction.Objects prediction =
        new Prediction.Objects(
            decoded(items[1]),
            Integer.parseInt(size[0]),
            Integer.parseInt(size[1]),
            classes,
            boxes(items, HEADING, end, slices, classes),
            Double.parseDouble(thresholds[0]));
    Boxes truth = known < 0 ? null : boxes(items, end, items.length, slices, classes);
    return new DetectionJson(FORMAT, prediction, Double.parseDouble(thresholds[1]), own, truth);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Boxes boxes(String[] items, int from, int to, int count, List<String> classes) {
    List<List<BoxedObject>> slices = new ArrayList<>();
    for (int z = 0; z < count; z++) slices.add(new ArrayList<>());
    for (int i = from; i < to; i++) {
      String[] cells = items[i].split(",");
      double[] n = new double[ROLE];
      for (int k = 2; k < ROLE; k++) n[k] = Double.parseDouble(cells[k]);
      String name = classes.get(Integer.parseInt(cells[1]));
      Role role = Role.values()[Integer.parseInt(cells[ROLE])];
      slices
          .get(Integer.parseInt(cells[0]))
          .add(new BoxedObject(name, new Box(n[3], n[4], n[5], n[6]), n[2], role));
    }
    return new Boxes(slices);
  }
}
