package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.robustj.data.Annotation.Landmarks;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

/** By hand; means of a few floats, 1e-6. */
class ResamplingTest {

  @Test
  void shrinkingTakesTheMeanOfWhatAPixelCovers() {
    Image half = Resampling.toLongestSide(image(4, 2, 1, 3, 5, 7, 1, 3, 5, 9), 2);
    assertArrayEquals(new float[] {2, 6.5f}, values(half), 1e-6f);
    Image uneven = Resampling.toLongestSide(image(3, 1, 1, 4, 7), 2);
    assertArrayEquals(new float[] {2, 6}, values(uneven), 1e-6f, "1.5 pixels each");
  }

  @Test
  void growingInterpolatesBetweenTheMiddlesOfPixels() {
    Image twice = Resampling.toLongestSide(image(2, 1, 0, 4), 4);
    assertArrayEquals(new float[] {0, 1, 3, 4, 0, 1, 3, 4}, values(twice), 1e-6f);
  }

  @Test
  void anImageOfThatSizeStaysItself() {
    Image image = image(4, 2, new float[8]);
    assertSame(image, Resampling.toLongestSide(image, 4));
  }

  @Test
  void thePixelSizeFollows() {
    Image image = image(4, 2, new float[8]);
    assertEquals(
        new Calibration(2, 2, 1, "pixel"), Resampling.toLongestSide(image, 2).calibration());
    Image known = new Image("a", image.pixels(), new Calibration(.1, .2, 3, "mm"));
    assertEquals(
        new Calibration(.2, .4, 3, "mm"), Resampling.toLongestSide(known, 2).calibration());
  }

  /** The middle of the first four pixels is the middle of the first new one; and back. */
  @Test
  void pointsFollowTheImage() {
    Image image = image(8, 4, new float[32]);
    Image small = Resampling.toLongestSide(image, 2);
    Landmarks points = Landmarks.of(Map.of("a", Landmark.at(1.5, 1.5)), Calibration.PIXELS);
    Landmarks there = points.in(small, 8, 4);
    assertEquals(Landmark.at(0, 0), there.slices().get(0).get("a"));
    assertEquals(points, there.in(image, 2, 1));
  }

  private static Image image(int width, int height, float... values) {
    return new Image("a", ArrayImgs.floats(values, width, height, 1, 1), Calibration.PIXELS);
  }

  private static float[] values(Image image) {
    float[] values = new float[(int) image.pixels().size()];
    int i = 0;
    for (FloatType pixel : Views.flatIterable(image.pixels())) values[i++] = pixel.get();
    return values;
  }
}
