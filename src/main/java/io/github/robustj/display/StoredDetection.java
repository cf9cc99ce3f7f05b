package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Prediction;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a model has found in an image, kept with the image and in its TIFF file, so that thresholds
 * can be moved later without the model.
 *
 * @param prediction with all objects, also those that are not shown
 * @param thresholds from which on they are shown
 * @param truth to show beside them, in the same pixels; empty where none was given
 */
public record StoredDetection(
    Prediction.Objects prediction, Thresholds thresholds, Optional<Boxes> truth) {

  /** The image property. Its text is one line, as ImageJ's TIFF may keep it. */
  static final String KEY = "RobustJ detection";

  private static final String FORMAT = "1";
  private static final int HEADING = 8;
  private static final int ROLE = 7;

  /** Of a stack; a damaged number must not fill the memory. */
  private static final int MOST_SLICES = 1 << 20;

  /** Without a truth. */
  public StoredDetection(Prediction.Objects prediction, Thresholds thresholds) {
    this(prediction, thresholds, Optional.empty());
  }

  /** The same at other thresholds. */
  public StoredDetection at(Thresholds others) {
    return new StoredDetection(prediction, others, truth);
  }

  /** Keeps it with the image, in the place of an earlier one. */
  public void keep(ImagePlus image) {
    image.setProp(KEY, text());
  }

  /**
   * What was kept; nothing if no model has been there.
   *
   * @throws RobustJException if it is damaged
   */
  public static Optional<StoredDetection> of(ImagePlus image) {
    String text = image.getProp(KEY);
    if (text == null) return Optional.empty();
    try {
      return Optional.of(parse(image.getTitle(), text.split(";")));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new RobustJException(
          "The objects that are kept with %s are damaged; run Predict again."
              .formatted(image.getTitle()),
          e);
    }
  }

  /**
   * Format, name, size, slices, thresholds, classes, thresholds of classes, number of objects found
   * and of the truth; then every object: slice, class, score, left, top, right, bottom, role. Names
   * are encoded as in web addresses; without a truth its number is -1.
   */
  private String text() {
    List<String> items = new ArrayList<>();
    items.add(FORMAT);
    items.add(encoded(prediction.image()));
    items.add(prediction.width() + "," + prediction.height());
    items.add(Integer.toString(prediction.found().slices().size()));
    items.add(prediction.threshold() + "," + thresholds.all());
    items.add(
        String.join(",", prediction.classes().stream().map(StoredDetection::encoded).toList()));
    items.add(encoded(thresholds.ownText(prediction.classes())));
    int known = truth.map(t -> t.all().size()).orElse(-1);
    items.add(prediction.found().all().size() + "," + known);
    addObjects(items, prediction.found());
    truth.ifPresent(t -> addObjects(items, t));
    return String.join(";", items);
  }

  private void addObjects(List<String> items, Boxes boxes) {
    for (int z = 0; z < boxes.slices().size(); z++)
      for (BoxedObject object : boxes.slices().get(z)) items.add(item(z, object));
  }

  private String item(int slice, BoxedObject object) {
    Box box = object.box();
    return String.join(
        ",",
        Integer.toString(slice),
        Integer.toString(prediction.classes().indexOf(object.name())),
        Double.toString(object.score()),
        Double.toString(box.left()),
        Double.toString(box.top()),
        Double.toString(box.right()),
        Double.toString(box.bottom()),
        Integer.toString(object.role().ordinal()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static StoredDetection parse(String title, String[] items) {
    if (!items[0].equals(FORMAT))
      throw new RobustJException(
          "The objects that are kept with %s were written by a newer RobustJ; run Predict again."
              .formatted(title));
    String[] size = items[2].split(",");
    String[] thresholds = items[4].split(",");
    List<String> classes = Stream.of(items[5].split(",")).map(StoredDetection::decoded).toList();
    int slices = Integer.parseInt(items[3]);
    if (slices < 0 || slices > MOST_SLICES) throw new IllegalArgumentException(items[3]);
    String[] numbers = items[7].split(",");
    int end = HEADING + Integer.parseInt(numbers[0]);
    int known = Integer.parseInt(numbers[1]);
    if (items.length != end + Math.max(0, known)) throw new IllegalArgumentException("cut short");
    Boxes truth = known < 0 ? null : boxes(items, end, items.length, slices, classes);
    Prediction.Objects prediction =
        new Prediction.Objects(
            decoded(items[1]),
            Integer.parseInt(size[0]),
            Integer.parseInt(size[1]),
            classes,
            boxes(items, HEADING, end, slices, classes),
            Double.parseDouble(thresholds[0]));
    double all = Double.parseDouble(thresholds[1]);
    return new StoredDetection(
        prediction, Thresholds.parse(all, decoded(items[6]), classes), Optional.ofNullable(truth));
  }

  private static Boxes boxes(String[] items, int from, int to, int count, List<String> classes) {
    List<List<BoxedObject>> slices = new ArrayList<>();
    for (int z = 0; z < count; z++) slices.add(new ArrayList<>());
    for (int i = from; i < to; i++) {
      String[] cells = items[i].split(",");
      slices.get(Integer.parseInt(cells[0])).add(object(cells, classes));
    }
    return new Boxes(slices);
  }

  private static BoxedObject object(String[] cells, List<String> classes) {
    double[] n = new double[ROLE];
    for (int i = 2; i < ROLE; i++) n[i] = Double.parseDouble(cells[i]);
    String name = classes.get(Integer.parseInt(cells[1]));
    Role role = Role.values()[Integer.parseInt(cells[ROLE])];
    return new BoxedObject(name, new Box(n[3], n[4], n[5], n[6]), n[2], role);
  }
}
