package io.github.robustj.corruption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.robustj.data.Image;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every corruption, in every severity, of images that hardly are any. */
class OddImagesTest {

  private static final int[][] SIZES = {{1, 1}, {1, 2}, {2, 2}, {9, 1}, {1, 9}, {8, 5}};

  /** What pixels hold, by what is odd about it. */
  private static Map<String, Pictures.Values> contents() {
    Map<String, Pictures.Values> contents = new LinkedHashMap<>();
    contents.put("ordinary", (x, y, z, c) -> 20 + (7 * x + 3 * y + 11 * z + 5 * c) % 50);
    contents.put("zero", (x, y, z, c) -> 0);
    contents.put("constant", (x, y, z, c) -> 7);
    contents.put("constant and negative", (x, y, z, c) -> -1024);
    contents.put("one bright pixel", (x, y, z, c) -> x + y + z == 0 ? 1000 : 0);
    contents.put("a hot pixel", (x, y, z, c) -> x + y + z == 0 ? 1e12 : (x * 3 + y) % 5);
    contents.put("16 bit", (x, y, z, c) -> (x + y) % 2 == 0 ? 0 : 65535);
    contents.put("Hounsfield", (x, y, z, c) -> -1024 + 31 * ((x + 2 * y) % 60));
    contents.put("below zero", (x, y, z, c) -> -5 - x - y);
    contents.put("two values", (x, y, z, c) -> (x + y) % 2);
    contents.put("tiny", (x, y, z, c) -> 1e-38 * (1 + (x + y) % 3));
    contents.put("large", (x, y, z, c) -> 1e37 * ((x + y) % 3 - 1));
    contents.put("largest", (x, y, z, c) -> Float.MAX_VALUE * ((x + y) % 3 - 1));
    return contents;
  }

  private static List<Corruption> all() {
    return Corruptions.ALL;
  }

  private static List<Image> images(Pictures.Values content) {
    List<Image> images = new ArrayList<>();
    for (int[] size : SIZES)
      for (int channels : new int[] {1, 3})
        for (int slices : new int[] {1, 2})
          images.add(Pictures.image(size[0], size[1], channels, slices, content));
    return images;
  }

  @ParameterizedTest
  @MethodSource("all")
  void giveFiniteImagesOfTheSameSizeSoon(Corruption corruption) {
    Map<String, String> wrong = new LinkedHashMap<>();
    // A hot pixel once took for ever; the time is only to end such a test.
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () ->
            contents()
                .forEach(
                    (what, content) -> {
                      for (Image image : images(content))
                        if (corruption.suits(image.channels()))
                          for (int severity : new int[] {1, 5})
                            wrong(corruption, image, severity)
                                .ifPresent(why -> wrong.put(what + " " + size(image), why));
                    }));
    assertEquals(Map.of(), wrong);
  }

  private static Optional<String> wrong(Corruption corruption, Image image, int severity) {
    float[][] before = Pictures.pixels(image);
    Image worse = corruption.apply(image, severity, new SplittableRandom(3));
    float[][] after = Pictures.pixels(worse);
    Image again = corruption.apply(image, severity, new SplittableRandom(3));
    if (!size(worse).equals(size(image))) return Optional.of("has the size " + size(worse));
    for (float[] plane : after)
      for (float value : plane) if (!Float.isFinite(value)) return Optional.of("has " + value);
    if (!Arrays.deepEquals(after, Pictures.pixels(again)))
      return Optional.of("is another with the same seed");
    return Arrays.deepEquals(before, Pictures.pixels(image))
        ? Optional.empty()
        : Optional.of("is changed in place");
  }

  private static List<Integer> size(Image image) {
    return List.of(image.width(), image.height(), image.channels(), image.slices());
  }
}
