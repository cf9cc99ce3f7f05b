package io.github.robustj.task.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {

  /** Held against the definition: one after another, the surest first, beside all that are kept. */
  @Test
  void thoseAreKeptThatNoSurerKeptOneOverlaps() {
    RandomGenerator random = new SplittableRandom(6);
    for (double iou : new double[] {.1, .5, .8}) {
      List<BoxedObject> found = new ArrayList<>();
      for (int i = 0; i < 1500; i++)
        found.add(
            BoxedObject.found(
                "class" + random.nextInt(3),
                Box.around(
                    random.nextDouble(100),
                    random.nextDouble(100),
                    random.nextDouble(1, 30),
                    random.nextDouble(1, 30)),
                // Many are equally sure.
                random.nextInt(60) / 60.));
      List<BoxedObject> kept = kept(found, iou);
      assertEquals(oneByOne(found, iou), kept);
      assertTrue(kept.size() < found.size());
    }
  }

  /** What stays. */
  static List<BoxedObject> kept(List<BoxedObject> found, double iou) {
    List<String> names = found.stream().map(BoxedObject::name).distinct().toList();
    boolean[] stays = new boolean[found.size()];
    for (String name : names) {
      int[] places =
          IntStream.range(0, stays.length).filter(i -> found.get(i).name().equals(name)).toArray();
      Candidates candidates = new Candidates();
      for (int i : places) candidates.add(found.get(i).box(), found.get(i).score());
      boolean[] kept = NonMaximumSuppression.keep(candidates, iou);
      for (int i = 0; i < places.length; i++) stays[places[i]] = kept[i];
    }
    return IntStream.range(0, stays.length)
        .filter(i -> stays[i])
        .mapToObj(found::get)
        .sorted(Comparator.comparingDouble(BoxedObject::score).reversed())
        .toList();
  }

  /** By the definition. */
  static List<BoxedObject> oneByOne(List<BoxedObject> found, double iou) {
    List<BoxedObject> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingDouble(BoxedObject::score).reversed());
    List<BoxedObject> kept = new ArrayList<>();
    for (BoxedObject object : sorted)
      if (kept.stream()
          .noneMatch(k -> k.name().equals(object.name()) && k.box().iou(object.box()) > iou))
        kept.add(object);
    return kept;
  }

  /** Each box overlaps the next, which is less sure: a chain as long as the list. */
  @Test
  void longChainsAreNoMatterOfDepth() {
    List<BoxedObject> chain = new ArrayList<>();
    int n = 50_000;
    for (int i = 0; i < n; i++)
      chain.add(BoxedObject.found("a", Box.around(n - i, 5, 3, 3), (double) i / n));
    List<BoxedObject> kept = kept(chain, .3);
    // IoU .5 with the next, .2 with the one after it.
    assertEquals(n / 2, kept.size());
    assertEquals((n - 1.) / n, kept.get(0).score());
  }

  /**
   * Crowds in a square of the index or two, as networks that were fooled see them, and boxes all
   * alike: each must not be held against all others.
   */
  @Test
  void crowdsAreNoMatterOfAllPairs() {
    RandomGenerator random = new SplittableRandom(7);
    List<BoxedObject> small = crowd(random, 4000);
    assertEquals(oneByOne(small, .5), kept(small, .5));
    List<BoxedObject> alike = new ArrayList<>();
    Box far = Box.around(500, 500, 20, 20);
    for (int i = 0; i < 200_000; i++)
      alike.add(BoxedObject.found("a", i == 7 ? far : Box.around(50, 50, 20, 20), .5));
    List<BoxedObject> large = crowd(random, 50_000);
    // All pairs, 2e10 of the first, would take minutes.
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          assertEquals(List.of(alike.get(0), alike.get(7)), kept(alike, .5));
          kept(large, .5);
        });
  }

  private static List<BoxedObject> crowd(RandomGenerator random, int count) {
    List<BoxedObject> crowd = new ArrayList<>();
    for (int i = 0; i < count; i++)
      crowd.add(
          BoxedObject.found(
              "a",
              Box.around(
                  50 + 5 * random.nextGaussian(),
                  50 + 5 * random.nextGaussian(),
                  random.nextDouble(18, 30),
                  random.nextDouble(18, 30)),
              random.nextInt(100) / 100.));
    return crowd;
  }
}
