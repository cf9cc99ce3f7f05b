package io.github.robustj.task.landmark;

import static io.github.robustj.testing.Fixtures.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Extent;
import io.github.robustj.data.Landmark;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Correctness;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the reference numbers of the multi-task U-Net, and by hand. */
class LandmarkTaskTest {

  private static final int H = 20;
  private static final int W = 16;

  private final JsonObject fixture = Fixtures.read("landmark.json");
  private final LandmarkTask task = task(Correctness.LOSS, "a", "b");

  /** Reference in float64, ours sums float32 maps in float64: 1e-5. */
  @Test
  void lossAndItsPartsAgreeWithTheReference() {
    LandmarkMaps maps =
        new LandmarkMaps(map("mask"), map("gauss"), map("off_y"), map("off_x"), everywhere());
    LandmarkLoss[] losses = LandmarkLoss.perSample(outputs(), maps);
    for (int i = 0; i < 2; i++) {
      assertEquals(numbers(fixture, "total_bce_none")[i], losses[i].total(), 1e-5);
      assertEquals(numbers(fixture, "ry_component")[i], losses[i].offsetY(), 1e-5);
      assertEquals(numbers(fixture, "rx_component")[i], losses[i].offsetX(), 1e-5);
    }
  }

  /** Cells and numbers of votes are whole. */
  @Test
  void votesAgreeWithTheReference() {
    JsonArray expected = fixture.getAsJsonArray("vote_yx_count");
    for (int i = 0; i < 2; i++)
      for (int l = 0; l < 2; l++) {
        Voting vote = Voting.of(outputs(), i, l, 4, Extent.ALL);
        JsonArray cell = expected.get(i).getAsJsonArray().get(l).getAsJsonArray();
        assertEquals(cell.get(0).getAsInt(), vote.row());
        assertEquals(cell.get(1).getAsInt(), vote.column());
        assertEquals(cell.get(2).getAsInt(), vote.count());
      }
  }

  /**
   * The authors draw disc and heat one pixel up and left of the landmark and leave out the four
   * pixels at exactly R; ours sit on it. Apart from that shift the values are the same to float32,
   * and so are the offsets wherever both have them (landmarks away from the border).
   */
  @Test
  void mapsAgreeWithTheReferenceUpToItsShift() {
    for (int[] interior : new int[][] {{0, 0, 5, 6}, {0, 1, 11, 13}}) {
      LandmarkMaps ours = maps(interior[0], interior[1], interior[2], interior[3]);
      int compared = 0;
      for (int y = 1; y < H; y++)
        for (int x = 1; x < W; x++) {
          int at = ((interior[0] * H + y) * W + x) * 2 + interior[1];
          int shifted = at - (W + 1) * 2;
          boolean edge = Math.hypot(y - interior[3], x - interior[2]) == 4;
          if (!edge) assertEquals(map("gauss").data()[shifted], ours.heat().data()[at], 1e-5);
          if (ours.mask().data()[at] * map("mask").data()[at] == 0) continue;
          assertEquals(map("off_y").data()[at], ours.offsetY().data()[at], 1e-5);
          assertEquals(map("off_x").data()[at], ours.offsetX().data()[at], 1e-5);
          compared++;
        }
      assertTrue(compared > 25, compared + " offsets compared");
    }
  }

  /** Between pixels, where truncated votes alone would be off by up to a pixel. */
  @Test
  void perfectMapsDecodeToTheirPoints() {
    Landmarks truth =
        Landmarks.of(
            Map.of("a", Landmark.at(7.3, 11.6), "b", Landmark.at(10.5, 14.2)), Calibration.PIXELS);
    Tensor rows = task.encode(truth);
    Landmarks found = task.decode(perfect(rows));
    for (String name : task.names()) {
      Landmark point = found.slices().get(0).get(name);
      assertEquals(truth.slices().get(0).get(name).x(), point.x(), 1e-4);
      assertEquals(truth.slices().get(0).get(name).y(), point.y(), 1e-4);
      assertTrue(point.confidence() > .5 && point.confidence() <= 1);
    }
  }

  /** A point 3 pixels right and 4 down, pixels .5 wide and .25 high: hypot(1.5, 1). */
  @Test
  void radialErrorIsInUnitsOfThePixelSize() {
    Calibration size = new Calibration(.5, .25, 1, "mm");
    Tensor truth = task.encode(Landmarks.of(Map.of("a", Landmark.at(5, 6)), size));
    Tensor moved =
        task.encode(Landmarks.of(Map.of("a", Landmark.at(8, 10), "b", Landmark.at(9, 9)), size));
    Map<String, Double> score = task.score(perfect(moved), truth);
    assertEquals(Math.hypot(1.5, 1), score.get("a"), 1e-4);
    assertEquals(Double.NaN, score.get("b"), "missing in the truth");
    assertArrayEquals(
        new float[] {(float) -Math.hypot(1.5, 1)},
        task(Correctness.RADIAL_ERROR, "a", "b").quality(perfect(moved), truth),
        1e-4f);
  }

  @Test
  void componentsAreThreeNumbersPerSample() {
    Tensor rows =
        task.encode(
            new Landmarks(
                List.of(
                    Map.of("a", Landmark.at(5, 6), "b", Landmark.at(9, 9)),
                    Map.of("b", Landmark.at(3, 3))),
                Calibration.PIXELS));
    float[] parts = task(Correctness.COMPONENTS, "a", "b").quality(outputs(), rows);
    float[] total = task.quality(outputs(), rows);
    assertEquals(6, parts.length);
    for (int i = 0; i < 2; i++)
      assertEquals(total[i], 2 * parts[3 * i] + parts[3 * i + 1] + parts[3 * i + 2], 1e-5);
  }

  @Test
  void refusesUnknownAndRepeatedNames() {
    Landmarks other = Landmarks.of(Map.of("c", Landmark.at(0, 0)), Calibration.PIXELS);
    String message = assertThrows(RobustJException.class, () -> task.encode(other)).getMessage();
    assertTrue(message.contains("landmark c") && message.contains("a, b"), message);
    assertThrows(RobustJException.class, () -> task(Correctness.LOSS, "a", "a"));
    assertThrows(RobustJException.class, () -> task(Correctness.LOSS));
  }

  @Test
  void refusesOutputsThatAreNoNumbers() {
    Tensor outputs = outputs();
    outputs.data()[7] = Float.NaN;
    assertThrows(RobustJException.class, () -> task.decode(outputs));
  }

  private static LandmarkTask task(Correctness correctness, String... names) {
    return new LandmarkTask(List.of(names), 4, "mm", correctness);
  }

  private static Tensor everywhere() {
    Tensor all = Tensor.zeros(2, H, W, 2);
    Arrays.fill(all.data(), 1);
    return all;
  }

  private Tensor map(String key) {
    return Fixtures.channelsLast(numbers(fixture, key), 2, 2, H, W);
  }

  private LandmarkMaps maps(int sample, int landmark, int x, int y) {
    Map<String, Landmark> point = Map.of(task.names().get(landmark), Landmark.at(x, y));
    List<Map<String, Landmark>> slices =
        sample == 0 ? List.of(point, Map.of()) : List.of(Map.of(), point);
    return LandmarkMaps.of(task.encode(new Landmarks(slices, Calibration.PIXELS)), H, W);
  }

  /** The reference gives probabilities; their logits are the network's outputs. */
  private Tensor outputs() {
    Tensor heat = map("heat");
    Tensor y = map("reg_y");
    Tensor x = map("reg_x");
    Tensor outputs = Tensor.zeros(2, H, W, 6);
    for (int p = 0; p < 2 * H * W; p++)
      for (int l = 0; l < 2; l++) {
        double probability = heat.data()[2 * p + l];
        outputs.data()[6 * p + l] = (float) Math.log(probability / (1 - probability));
        outputs.data()[6 * p + 2 + l] = y.data()[2 * p + l];
        outputs.data()[6 * p + 4 + l] = x.data()[2 * p + l];
      }
    return outputs;
  }

  private static Tensor perfect(Tensor rows) {
    LandmarkMaps maps = LandmarkMaps.of(rows, H, W);
    Tensor outputs = Tensor.zeros(1, H, W, 6);
    for (int p = 0; p < H * W; p++)
      for (int l = 0; l < 2; l++) {
        outputs.data()[6 * p + l] = 10 * maps.heat().data()[2 * p + l] - 5;
        outputs.data()[6 * p + 2 + l] = maps.offsetY().data()[2 * p + l];
        outputs.data()[6 * p + 4 + l] = maps.offsetX().data()[2 * p + l];
      }
    return outputs;
  }
}
