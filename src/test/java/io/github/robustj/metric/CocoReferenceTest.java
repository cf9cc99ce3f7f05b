package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Against COCO's own evaluation code on random boxes with crowds, equal scores, all sizes, a class
 * without truth, and more predictions in an image than count.
 */
class CocoReferenceTest {

  private static final JsonObject FIXTURE = Fixtures.read("coco_eval.json");

  /**
   * The reference adds 2.2e-16 to the denominators of precision, and its thresholds differ from
   * round numbers in the last digits.
   */
  private static final double ROUNDING = 1e-12;

  @Test
  void everyScoreOfEveryClass() {
    Map<String, DetectionScore> scores =
        DetectionScore.perClass(images(), List.of("a", "b", "c", "d"));
    for (JsonElement element : FIXTURE.getAsJsonArray("classes")) {
      JsonObject expected = element.getAsJsonObject();
      String name = expected.get("class").getAsString();
      assertScore(expected, scores.get(name));
      assertNumber(expected, "AR1", DetectionScore.recall(images(), name, 1));
      assertNumber(expected, "AR10", DetectionScore.recall(images(), name, 10));
    }
    assertScore(FIXTURE.getAsJsonObject("mean"), DetectionScore.mean(scores));
  }

  private static void assertScore(JsonObject expected, DetectionScore score) {
    assertNumber(expected, "AP", score.precision());
    assertNumber(expected, "AP50", score.precision50());
    assertNumber(expected, "AP75", score.precision75());
    assertNumber(expected, "small", score.small());
    assertNumber(expected, "medium", score.medium());
    assertNumber(expected, "large", score.large());
    assertNumber(expected, "AR100", score.recall());
  }

  private static void assertNumber(JsonObject expected, String key, double actual) {
    JsonElement value = expected.get(key);
    assertEquals(value.isJsonNull() ? Double.NaN : value.getAsDouble(), actual, ROUNDING, key);
  }

  private static List<ObjectsInImage> images() {
    List<ObjectsInImage> images = new ArrayList<>();
    for (int i = 0; i < 14; i++)
      images.add(new ObjectsInImage(new ArrayList<>(), new ArrayList<>()));
    for (JsonElement element : FIXTURE.getAsJsonArray("truth")) {
      JsonArray row = element.getAsJsonArray();
      Role role = row.get(6).getAsInt() == 1 ? Role.CROWD : Role.OBJECT;
      images
          .get(row.get(0).getAsInt())
          .truth()
          .add(new BoxedObject(name(row), box(row, 2), 1, role));
    }
    for (JsonElement element : FIXTURE.getAsJsonArray("found")) {
      JsonArray row = element.getAsJsonArray();
      images
          .get(row.get(0).getAsInt())
          .found()
          .add(BoxedObject.found(name(row), box(row, 3), row.get(2).getAsDouble()));
    }
    return images;
  }

  private static String name(JsonArray row) {
    return "abcd".substring(row.get(1).getAsInt(), row.get(1).getAsInt() + 1);
  }

  private static Box box(JsonArray row, int from) {
    double x = row.get(from).getAsDouble();
    double y = row.get(from + 1).getAsDouble();
    return new Box(x, y, x + row.get(from + 2).getAsDouble(), y + row.get(from + 3).getAsDouble());
  }
}
