package io.github.robustj.task.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Outline;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StarDecoderTest {

  private static final int RAYS = 32;

  /**
   * An ellipse with half axes 9 across and 5 down around (20.5, 12.5), seen from a place off its
   * centre: every corner is on it, and the first, eighth and so on where the rays point right,
   * down, left and up.
   */
  @Test
  void cornersOfAnEllipseLieOnIt() {
    Tensor outputs = empty(24, 40);
    double x = 17;
    double y = 13;
    put(outputs, (int) x, (int) y, 3, angle -> toEllipse(x + .5, y + .5, angle));
    List<BoxedObject> found = new StarDecoder("a", .5, .4, 1).decode(outputs, .05).all();
    assertEquals(1, found.size());
    double[] ring = found.get(0).outline().rings().get(0);
    // Corners are kept to a thousandth of a pixel.
    for (int k = 0; k < RAYS; k++)
      assertEquals(1, ellipse(ring[2 * k], ring[2 * k + 1]), 1e-3, "corner " + k);
    assertEquals(13.5, ring[1], 1e-3, "to the right");
    assertTrue(ring[0] > 25);
    assertEquals(17.5, ring[16], 1e-3, "down");
    assertTrue(ring[17] > 16);
    assertTrue(ring[32] < 13, "left");
    assertTrue(ring[49] < 10, "up");
    assertEquals(1 / (1 + Math.exp(-3)), found.get(0).score(), 1e-6);
  }

  /** The place of a cell of 4 x 4 pixels is the middle of the first of them. */
  @Test
  void coarsePlacesAreFirstPixels() {
    Tensor outputs = empty(8, 8);
    put(outputs, 3, 4, 3, angle -> 5);
    BoxedObject found = new StarDecoder("a", .5, .4, 4).decode(outputs, .05).all().get(0);
    assertEquals(12.5, found.box().centerX(), 1e-3);
    assertEquals(16.5, found.box().centerY(), 1e-3);
  }

  /**
   * Squares of half side 5, their middles 4 pixels apart: 60 of 100 square pixels are shared. The
   * surer one stays unless .6 or more is allowed.
   */
  @Test
  void theSurerOfTwoStays() {
    Tensor outputs = empty(30, 40);
    put(outputs, 15, 15, 1, StarDecoderTest::toSquare);
    put(outputs, 19, 15, 2, StarDecoderTest::toSquare);
    List<BoxedObject> one = new StarDecoder("a", .5, .59, 1).decode(outputs, .05).all();
    assertEquals(1, one.size());
    assertEquals(19.5, one.get(0).box().centerX(), 1e-3);
    assertEquals(2, new StarDecoder("a", .5, .61, 1).decode(outputs, .05).all().size());
  }

  /** A small object in a large one shares all of itself. */
  @Test
  void theShareIsThatOfTheSmaller() {
    Tensor outputs = empty(40, 40);
    put(outputs, 20, 20, 3, angle -> 15);
    put(outputs, 26, 20, 1, angle -> 2);
    assertEquals(1, new StarDecoder("a", .5, .9, 1).decode(outputs, .05).all().size());
  }

  /** At the threshold the score is a half, between it and 0 or 1 it is linear. */
  @Test
  void scoresAreStretched() {
    for (double[] pair : new double[][] {{.2, .5}, {.1, .25}, {.6, .75}}) {
      Tensor outputs = empty(8, 8);
      put(outputs, 4, 4, Math.log(pair[0] / (1 - pair[0])), angle -> 2);
      assertEquals(
          pair[1], new StarDecoder("a", .2, .4, 1).decode(outputs, .05).all().get(0).score(), 1e-6);
    }
  }

  /** As StarDist has it: what is centred in the outermost two places is left out. */
  @Test
  void theEdgeTellsNoObjects() {
    Tensor outputs = empty(10, 10);
    put(outputs, 1, 5, 3, angle -> 1);
    put(outputs, 5, 8, 3, angle -> 1);
    put(outputs, 2, 7, 3, angle -> 1);
    assertEquals(1, new StarDecoder("a", .5, .4, 1).decode(outputs, .05).all().size());
  }

  /** Without circles, pair by pair: the same are kept. */
  @Test
  void circlesOnlySaveTime() {
    Random random = new Random(5);
    Tensor outputs = empty(60, 60);
    for (int i = 0; i < 200; i++)
      put(
          outputs,
          random.nextInt(60),
          random.nextInt(60),
          random.nextDouble() * 4,
          angle -> 3 + 3 * random.nextDouble());
    List<BoxedObject> kept = new StarDecoder("a", .5, .3, 1).decode(outputs, .05).all();
    for (int i = 0; i < kept.size(); i++)
      for (int j = 0; j < i; j++) assertTrue(share(kept.get(i), kept.get(j)) <= .3 + 1e-3);
    List<BoxedObject> all = new StarDecoder("a", .5, 1, 1).decode(outputs, .05).all();
    for (BoxedObject object : all)
      assertTrue(
          kept.contains(object)
              || kept.stream()
                  .anyMatch(k -> k.score() >= object.score() && share(k, object) > .3 - 1e-3));
  }

  /** Up to those that are as sure as a number can be. */
  @Test
  void noScoreIsReachedBelowItsLogit() {
    for (double threshold : new double[] {.05, .4, .95}) {
      StarDecoder decoder = new StarDecoder("a", threshold, .5, 1);
      for (double logit = -60; logit <= 60; logit += .25) {
        double least = decoder.logit(decoder.score(logit));
        assertTrue(least <= logit, least + " of " + logit);
        if (Math.abs(logit) < 20) assertEquals(logit, least, 1e-5);
      }
    }
  }

  /**
   * Held against the definition, number by number: one after another, the surest first, beside all
   * that are kept, without an index and without bounds of what circles share.
   */
  @Test
  void thoseAreKeptThatNoSurerKeptOneCovers() {
    Random random = new Random(8);
    for (int density : new int[] {60, 1500}) {
      Tensor outputs = empty(50, 60);
      for (int i = 0; i < density; i++) {
        double size = 1 + 5 * random.nextDouble();
        double uneven = random.nextInt(3);
        // Many are equally sure, and some too unsure.
        double logit = random.nextInt(20) / 3. - 4;
        int x = random.nextInt(60);
        int y = random.nextInt(50);
        put(outputs, x, y, logit, angle -> size + uneven * random.nextDouble());
      }
      for (double share : new double[] {.1, .3, .5, .9})
        assertEquals(
            plain(outputs, share), new StarDecoder("a", .4, share, 2).decode(outputs, .05).all());
    }
  }

  private record Plain(
      double x, double y, double inner, double outer, double area, BoxedObject object) {

    static Plain of(Tensor outputs, int cell, double score) {
      double[] ring = new double[2 * RAYS];
      double x = cell % 60 * 2 + .5;
      double y = cell / 60 * 2 + .5;
      double step = 2 * Math.PI / RAYS;
      double area = 0;
      double inner = Double.POSITIVE_INFINITY;
      double outer = 0;
      for (int k = 0; k < RAYS; k++) {
        double a = outputs.data()[cell * (1 + RAYS) + 1 + k];
        double b = outputs.data()[cell * (1 + RAYS) + 1 + (k + 1) % RAYS];
        double twice = a * b * Math.sin(step);
        area += twice / 2;
        outer = Math.max(outer, a);
        inner = Math.min(inner, twice / Math.sqrt(a * a + b * b - 2 * a * b * Math.cos(step)));
        ring[2 * k] = Math.rint(1000 * (x + a * Math.cos(2 * Math.PI * k / RAYS))) / 1000;
        ring[2 * k + 1] = Math.rint(1000 * (y + a * Math.sin(2 * Math.PI * k / RAYS))) / 1000;
      }
      Outline outline = new Outline(List.of(ring));
      return new Plain(x, y, inner, outer, area, BoxedObject.outlined("a", outline, score));
    }

    boolean covers(Plain other, double share) {
      double least = share * Math.min(area, other.area);
      double distance = Math.hypot(x - other.x, y - other.y);
      if (Star.lens(inner, other.inner, distance) > least) return true;
      if (Star.lens(outer, other.outer, distance) <= least) return false;
      return object.outline().intersection(other.object.outline()) > least;
    }
  }

  private static List<BoxedObject> plain(Tensor outputs, double share) {
    List<Plain> found = new ArrayList<>();
    for (int cell = 0; cell < 50 * 60; cell++) {
      double p = 1 / (1 + Math.exp(-outputs.data()[cell * (1 + RAYS)]));
      double score = p < .4 ? .5 * p / .4 : .5 + .5 * (p - .4) / (1 - .4);
      boolean edge = cell % 60 < 2 || cell % 60 >= 58 || cell / 60 < 2 || cell / 60 >= 48;
      if (score >= .05 && !edge) found.add(Plain.of(outputs, cell, score));
    }
    found.sort(Comparator.comparingDouble((Plain star) -> star.object().score()).reversed());
    List<Plain> kept = new ArrayList<>();
    for (Plain star : found)
      if (kept.stream().noneMatch(k -> k.covers(star, share))) kept.add(star);
    return kept.stream().map(Plain::object).toList();
  }

  /** 11,000 candidates of 100 objects, in well under what a look at all pairs takes. */
  @Test
  void manyCandidatesAreQuick() {
    Tensor outputs = empty(200, 200);
    for (int i = 0; i < 40_000; i++) {
      double x = i % 200 % 20 - 10;
      double y = i / 200 % 20 - 10;
      put(outputs, i % 200, i / 200, 3 - Math.hypot(x, y), angle -> 8);
    }
    long start = System.nanoTime();
    int count = new StarDecoder("a", .5, .4, 1).decode(outputs, .05).all().size();
    double seconds = (System.nanoTime() - start) / 1e9;
    assertEquals(100, count);
    assertTrue(seconds < 5, seconds + " s");
  }

  private static double share(BoxedObject a, BoxedObject b) {
    return a.outline().intersection(b.outline()) / Math.min(a.outline().area(), b.outline().area());
  }

  private static Tensor empty(int height, int width) {
    Tensor outputs = Tensor.zeros(1, height, width, 1 + RAYS);
    for (int i = 0; i < outputs.data().length; i += 1 + RAYS) outputs.data()[i] = -20;
    return outputs;
  }

  private static void put(
      Tensor outputs, int x, int y, double logit, java.util.function.DoubleUnaryOperator distance) {
    int at = (y * outputs.shape(2) + x) * (1 + RAYS);
    outputs.data()[at] = (float) logit;
    for (int k = 0; k < RAYS; k++)
      outputs.data()[at + 1 + k] = (float) distance.applyAsDouble(2 * Math.PI * k / RAYS);
  }

  private static double toSquare(double angle) {
    return 5 / Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)));
  }

  private static double ellipse(double x, double y) {
    return Math.pow((x - 20.5) / 9, 2) + Math.pow((y - 12.5) / 5, 2);
  }

  /** The positive root of the ellipse's equation along the ray. */
  private static double toEllipse(double x, double y, double angle) {
    double u = Math.cos(angle) / 9;
    double v = Math.sin(angle) / 5;
    double p = (x - 20.5) / 9;
    double q = (y - 12.5) / 5;
    double a = u * u + v * v;
    double b = u * p + v * q;
    return (-b + Math.sqrt(b * b - a * (p * p + q * q - 1))) / a;
  }
}
