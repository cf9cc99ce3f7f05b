package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.file.Csv;
import io.github.robustj.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * The scores that COCO's own evaluation gives to a public sample: 830 objects of 70 classes in 100
 * images of COCO's validation set of 2014, and 734 predictions with moved boxes and wrong classes.
 * The values are given to six digits.
 */
class PublishedCocoTest {

  private static final double GIVEN = 1e-6;

  private final Map<Integer, ObjectsInImage> images = read();

  @Test
  void precision() {
    DetectionScore score = DetectionScore.mean(DetectionScore.perClass(all(), classes()));
    assertEquals(.503647, score.precision(), GIVEN);
    assertEquals(.696973, score.precision50(), GIVEN);
    assertEquals(.571667, score.precision75(), GIVEN);
    assertEquals(.593252, score.small(), GIVEN);
    assertEquals(.557991, score.medium(), GIVEN);
    assertEquals(.489363, score.large(), GIVEN);
  }

  @Test
  void recall() {
    assertEquals(.386813, overClasses(name -> DetectionScore.recall(all(), name, 1)), GIVEN);
    assertEquals(.593680, overClasses(name -> DetectionScore.recall(all(), name, 10)), GIVEN);
    assertEquals(.595353, overClasses(name -> DetectionScore.recall(all(), name, 100)), GIVEN);
  }

  private List<ObjectsInImage> all() {
    return List.copyOf(images.values());
  }

  private List<String> classes() {
    return images.values().stream()
        .flatMap(image -> image.truth().stream())
        .map(BoxedObject::name)
        .distinct()
        .toList();
  }

  private double overClasses(ToDoubleFunction<String> score) {
    return classes().stream()
        .mapToDouble(score)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElseThrow();
  }

  private static Map<Integer, ObjectsInImage> read() {
    // Equal scores go by the number of their image.
    Map<Integer, ObjectsInImage> images = new TreeMap<>();
    for (List<String> row : rows("coco_sample_truth.csv"))
      image(images, row).truth().add(BoxedObject.drawn(row.get(1), box(row)));
    for (List<String> row : rows("coco_sample_found.csv"))
      image(images, row)
          .found()
          .add(BoxedObject.found(row.get(1), box(row), Double.parseDouble(row.get(6))));
    return images;
  }

  private static List<List<String>> rows(String fixture) {
    return Csv.read(Fixtures.text(fixture)).stream().skip(1).toList();
  }

  private static ObjectsInImage image(Map<Integer, ObjectsInImage> images, List<String> row) {
    return images.computeIfAbsent(
        Integer.valueOf(row.get(0)),
        id -> new ObjectsInImage(new ArrayList<>(), new ArrayList<>()));
  }

  private static Box box(List<String> row) {
    double x = Double.parseDouble(row.get(2));
    double y = Double.parseDouble(row.get(3));
    return new Box(x, y, x + Double.parseDouble(row.get(4)), y + Double.parseDouble(row.get(5)));
  }
}
