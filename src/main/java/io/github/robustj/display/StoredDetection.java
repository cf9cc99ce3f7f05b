package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.DetectionPrediction;
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
 */
public record StoredDetection(DetectionPrediction prediction, Thresholds thresholds) {

  /** The image property. Its text is one line, as ImageJ's TIFF may keep it. */
  static final String KEY = "RobustJ detection";

  private static final String FORMAT = "1";
  private static final int HEADING = 7;
  private static final int COLUMNS = 7;

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
   * Format, name, size, slices, thresholds, classes, thresholds of classes; then every object:
   * slice, class, score, left, top, right, bottom. Names are encoded as in web addresses.
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
    for (int z = 0; z < prediction.found().slices().size(); z++)
      for (BoxedObject object : prediction.found().slices().get(z)) items.add(item(z, object));
    return String.join(";", items);
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
        Double.toString(box.bottom()));
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
    List<List<BoxedObject>> slices = new ArrayList<>();
    for (int z = 0; z < Integer.parseInt(items[3]); z++) slices.add(new ArrayList<>());
    for (int i = HEADING; i < items.length; i++) {
      String[] cells = items[i].split(",");
      slices.get(Integer.parseInt(cells[0])).add(object(cells, classes));
    }
    DetectionPrediction prediction =
        new DetectionPrediction(
            decoded(items[1]),
            Integer.parseInt(size[0]),
            Integer.parseInt(size[1]),
            classes,
            new Boxes(slices),
            Double.parseDouble(thresholds[0]));
    String own = items.length < HEADING ? "" : decoded(items[HEADING - 1]);
    double all = Double.parseDouble(thresholds[1]);
    return new StoredDetection(prediction, Thresholds.parse(all, own, classes));
  }

  private static BoxedObject object(String[] cells, List<String> classes) {
    double[] n = new double[COLUMNS];
    for (int i = 2; i < COLUMNS; i++) n[i] = Double.parseDouble(cells[i]);
    String name = classes.get(Integer.parseInt(cells[1]));
    return BoxedObject.found(name, new Box(n[3], n[4], n[5], n[6]), n[2]);
  }
}
