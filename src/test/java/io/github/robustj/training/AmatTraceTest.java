package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Batch;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.InMemoryData;
import io.github.robustj.testing.ScriptedRandom;
import io.github.robustj.testing.TinyNet;
import io.github.robustj.training.MarginSettings.Refinement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seven rounds of the authors' margin update for segmentation, from a given start noise. */
class AmatTraceTest {

  private static final JsonObject TRACE = Fixtures.read("amat_seg_trace.json");
  private static final JsonObject META = TRACE.getAsJsonObject("meta");

  private final TinyNet net = new TinyNet();
  private final InMemoryData data = InMemoryData.tiny();
  private final int[] wrongIterates = new int[2];
  private final AdaptiveMargin method = new AdaptiveMargin(settings(), this::counted, .5);

  @Test
  void everyRoundIsThatOfTheReference() {
    Tensor start = new Tensor(floats(numbers("round0", "E")), 2);
    Tensor zeros = Tensor.zeros(2);
    Tensor threshold = new Tensor(new float[] {0}, 1);
    method.restore(
        Map.of(
            "margins",
            start,
            "margin_outcomes",
            zeros,
            "margin_perturbations",
            zeros,
            "threshold",
            threshold));
    method.epochStarts(0, net, data, () -> {});
    for (int round = 0; round < 7; round++) assertRound(round);
  }

  private void assertRound(int number) {
    String round = "round" + number;
    assertArrayEquals(floats(numbers(round, "E")), method.margins(), 1e-6f, round);
    java.util.Arrays.fill(wrongIterates, 0);
    Batch batch = data.plain(0, 1);
    ScriptedRandom noise = new ScriptedRandom(Fixtures.numbers(META, "fixed_start_uniform"));
    List<LossTerm> terms = method.terms(batch, net, noise);
    assertArrayEquals(floats(numbers(round, "advc")), floats(wrongIterates), round);
    // The trace is in double; twenty steps in float leave 1e-5 of the image.
    Tensor expected = Fixtures.channelsLast(numbers(round, "Xn"), 2, 1, 8, 8);
    assertArrayEquals(expected.data(), terms.get(1).images().data(), 2e-5f, round);
    // The reference leaves out the one in 1 - Dice.
    double loss = TRACE.getAsJsonObject(round).get("loss").getAsDouble() + 1;
    assertEquals(loss, weighted(terms), 1e-5, round);
    method.epochEnds(number);
    double[] norms = numbers(round, "noise_norm");
    assertEquals((norms[0] + norms[1]) / 2, method.report().get("perturbation_norm"), 1e-6, round);
    assertArrayEquals(floats(numbers(round, "E_next")), method.margins(), 1e-6f, round);
  }

  private double weighted(List<LossTerm> terms) {
    double sum = 0;
    for (LossTerm term : terms) {
      float[] loss = net.loss(term.images(), Fixtures.labels()).loss();
      for (int i = 0; i < loss.length; i++) sum += term.weights()[i] * loss[i];
    }
    return sum;
  }

  private float[] counted(Tensor outputs, Tensor targets) {
    double threshold = META.get("threshold_dice_max").getAsDouble();
    float[] quality = new LargestDice(1e-8, threshold).apply(outputs, targets);
    for (int i = 0; i < 2; i++) if (quality[i] < 0) wrongIterates[i]++;
    return quality;
  }

  private static MarginSettings settings() {
    return new MarginSettings(
        Norm.L2,
        new MarginSettings.Steps(
            META.get("max_iter").getAsInt(), META.get("alpha").getAsDouble(), false),
        new MarginRule(META.get("delta").getAsDouble(), 0, Double.POSITIVE_INFINITY, false),
        Refinement.END_POINT,
        new ThresholdRule(ThresholdRule.Kind.VALUE, 0),
        0,
        false,
        new MarginSettings.Economy(false, false, false, false, 0));
  }

  private static double[] numbers(String round, String key) {
    return Fixtures.numbers(TRACE.getAsJsonObject(round), key);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
    return floats;
  }

  private static float[] floats(int[] values) {
    return floats(java.util.Arrays.stream(values).asDoubleStream().toArray());
  }
}
