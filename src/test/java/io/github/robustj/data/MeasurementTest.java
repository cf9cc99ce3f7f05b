package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By hand; doubles, 1e-12. */
class MeasurementTest {

  private final Landmarks points =
      Landmarks.of(
          Map.of("a", Landmark.at(0, 0), "b", Landmark.at(6, 4), "c", Landmark.at(6, 0)),
          new Calibration(.5, 1, 1, "mm"));

  @Test
  void lengthsAndAnglesFollowThePixelSize() {
    List<Measurement> measurements =
        Measurement.parse("long side = distance(a, b); at c=angle( a ,c, b);");
    assertEquals(5, measurements.get(0).of(points, 0), 1e-12);
    assertEquals("mm", measurements.get(0).unit(points.calibration()));
    assertEquals(90, measurements.get(1).of(points, 0), 1e-12);
    assertEquals("deg", measurements.get(1).unit(points.calibration()));
    double atA = Measurement.parse("x = angle(b, a, c)").get(0).of(points, 0);
    assertEquals(Math.toDegrees(Math.atan2(4, 3)), atA, 1e-12);
  }

  @Test
  void aMissingPointGivesNoNumber() {
    Measurement distance = Measurement.parse("x = distance(a, d)").get(0);
    assertEquals(Double.NaN, distance.of(points, 0));
    String message =
        assertThrows(RobustJException.class, () -> distance.requireKnown(List.of("a", "b")))
            .getMessage();
    assertTrue(message.contains("no landmark d"), message);
  }

  @Test
  void nothingIsMeasuredWithoutText() {
    assertEquals(List.of(), Measurement.parse(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "x = distance(a)", "x = angle(a, b)", "x = area(a, b)", "= distance(a, b)"})
  void otherFormsAreRefused(String text) {
    String message =
        assertThrows(RobustJException.class, () -> Measurement.parse(text)).getMessage();
    assertTrue(message.contains("measurements") && message.endsWith("."), message);
  }
}
