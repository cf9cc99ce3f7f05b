package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Batch;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.LossTerm;
import io.github.robustj.task.segmentation.Softmax;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.InMemoryData;
import io.github.robustj.testing.PixelClassifier;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemporalEnsemblingTest {

  private static final TrainingAttack STILL = new TrainingAttack(AttackSpec.pgd(1), 1e-7, 0);

  /** One pixel of log 3: with weights (1, 0) its probabilities are (3/4, 1/4). */
  private final InMemoryData data =
      new InMemoryData(
          new Tensor(new float[] {(float) Math.log(3)}, 1, 1, 1, 1), Tensor.zeros(1, 1, 1, 1));

  @Test
  void theWeightRisesBetweenHalfAndSevenTenths() {
    TemporalEnsembling.Ensemble ten = new TemporalEnsembling.Ensemble(300, .9, 10);
    for (int epoch = 0; epoch < 5; epoch++) assertEquals(0, ten.weight(epoch));
    assertEquals(300 * Math.exp(-5), ten.weight(5), 1e-9);
    assertEquals(300 * Math.exp(-1.25), ten.weight(6), 1e-9);
    assertEquals(300, ten.weight(7), 1e-9);
    assertEquals(300, ten.weight(9), 1e-9);
  }

  /** The average of (3/4, 1/4) and then (1/2, 1/2): the second is met with the first. */
  @Test
  void averagesByHand() {
    TemporalEnsembling method = method();
    method.epochStarts(5, null, data, () -> {});
    assertEquals(0, agreement(method, 1), 1e-9, "nothing to disagree with yet");
    method.epochStarts(7, null, data, () -> {});
    double weight = 300;
    assertEquals(weight * .0625, agreement(method, 0), 1e-3);
    double average = .9 * .75 + .1 * .5;
    assertEquals(weight * Math.pow(average - .5, 2), agreement(method, 0), 1e-3);
  }

  @Test
  void theFirstHalfIsAdversarialTraining() {
    TemporalEnsembling method = method();
    method.epochStarts(4, null, data, () -> {});
    PixelClassifier model = new PixelClassifier(1, 0, 0, 0);
    Batch batch = data.plain(0);
    List<LossTerm> terms = method.terms(batch, model, new Random(1));
    List<LossTerm> plain = new AdversarialTraining(STILL, 1).terms(batch, model, new Random(1));
    assertEquals(1, terms.size());
    assertArrayEquals(plain.get(0).images().data(), terms.get(0).images().data());
  }

  @Test
  void statesOfOtherMethodsAndDataAreRefused() {
    assertThrows(RobustJException.class, () -> method().restore(Map.of()));
    TemporalEnsembling one = method();
    one.epochStarts(7, null, data, () -> {});
    agreement(one, 1);
    TemporalEnsembling other = method();
    other.restore(one.state());
    InMemoryData two = new InMemoryData(data.images().gather(0, 0), data.targets().gather(0, 0));
    assertThrows(RobustJException.class, () -> other.epochStarts(8, null, two, () -> {}));
  }

  private TemporalEnsembling method() {
    return new TemporalEnsembling(
        STILL,
        new TemporalEnsembling.Ensemble(300, .9, 10),
        (outputs, targets) -> Softmax.probabilities(outputs));
  }

  /** The term's value for a network with logits (slope x, 0). */
  private double agreement(TemporalEnsembling method, float slope) {
    PixelClassifier model = new PixelClassifier(slope, 0, 0, 0);
    LossTerm term = method.terms(data.plain(0), model, new Random(1)).get(1);
    return model.weightGradient(List.of(term)).loss();
  }
}
