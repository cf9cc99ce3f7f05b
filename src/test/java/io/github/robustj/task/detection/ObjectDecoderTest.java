package io.github.robustj.task.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Held against the definition, cell by cell and pair by pair, to the last bit. */
class ObjectDecoderTest {

  private static final List<String> CLASSES = List.of("red", "white", "blue");
  private static final int HEIGHT = 40;
  private static final int WIDTH = 37;

  @Test
  void objectsAreThoseOfTheDefinition() {
    for (List<Double> thresholds : List.of(List.of(.3, .3, .3), List.of(.2, .6, .45))) {
      ObjectDecoder decoder = new ObjectDecoder(CLASSES, thresholds);
      Tensor outputs = outputs(thresholds.hashCode());
      for (int sample = 0; sample < 2; sample++) {
        List<BoxedObject> expected = defined(decoder, outputs, sample);
        assertTrue(expected.size() > 100, expected.size() + " objects");
        assertEquals(expected, decoder.decode(outputs).slices().get(sample));
      }
    }
  }

  /** Some logits are equal to their neighbours', some boxes lie outside, many overlap much. */
  private static Tensor outputs(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    int channels = CLASSES.size() + BoxOutputs.GEOMETRY;
    Tensor outputs = Tensor.zeros(2, HEIGHT, WIDTH, channels);
    for (int i = 0; i < outputs.data().length; i++) {
      boolean isLogit = i % channels < CLASSES.size();
      boolean isSide = i % channels >= CLASSES.size() + 2;
      double number = random.nextGaussian() + (isSide ? 1.5 : 0);
      outputs.data()[i] = (float) (isLogit ? random.nextInt(-40, 20) / 8. : number);
    }
    return outputs;
  }

  private static List<BoxedObject> defined(ObjectDecoder decoder, Tensor outputs, int sample) {
    BoxOutputs read = new BoxOutputs(outputs);
    double lowest = Math.log(decoder.lowest()) - Math.log1p(-decoder.lowest());
    List<BoxedObject> found = new ArrayList<>();
    for (int c = 0; c < CLASSES.size(); c++)
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
          double logit = read.logit(sample, y, x, c);
          if (logit < lowest || !isFirstHighest(read, sample, y, x, c)) continue;
          String name = CLASSES.get(c);
          double p = 1 / (1 + Math.exp(-logit));
          read.box(sample, y, x)
              .within(4 * WIDTH, 4 * HEIGHT)
              .ifPresent(box -> found.add(BoxedObject.found(name, box, p)));
        }
    List<BoxedObject> kept = NonMaximumSuppressionTest.oneByOne(found, .5);
    assertTrue(kept.size() < found.size(), "some are suppressed");
    return kept.stream()
        .map(o -> BoxedObject.found(o.name(), o.box(), stretched(decoder, o)))
        .filter(o -> o.score() >= .05)
        .sorted(Comparator.comparingDouble(BoxedObject::score).reversed())
        .toList();
  }

  private static boolean isFirstHighest(BoxOutputs read, int sample, int y, int x, int c) {
    double own = read.logit(sample, y, x, c);
    for (int v = Math.max(0, y - 1); v <= Math.min(HEIGHT - 1, y + 1); v++)
      for (int u = Math.max(0, x - 1); u <= Math.min(WIDTH - 1, x + 1); u++) {
        double other = read.logit(sample, v, u, c);
        if (other > own || other == own && (v < y || v == y && u < x)) return false;
      }
    return true;
  }

  /** The threshold of the class becomes .5. */
  private static double stretched(ObjectDecoder decoder, BoxedObject o) {
    double threshold = decoder.thresholds().get(CLASSES.indexOf(o.name()));
    if (o.score() < threshold) return .5 * o.score() / threshold;
    return .5 + .5 * (o.score() - threshold) / (1 - threshold);
  }
}
