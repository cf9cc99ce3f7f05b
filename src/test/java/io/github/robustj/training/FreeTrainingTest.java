package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Batch;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.NoisyPixels;
import io.github.robustj.testing.PixelClassifier;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeTrainingTest {

  private static final TrainingAttack ATTACK =
      new TrainingAttack(new AttackSpec("pgd", Norm.LINF, 1, 1, 1), .3, 0);

  private final NoisyPixels data = new NoisyPixels(5);

  /** The recursion of the paper's algorithm 1, step by step. */
  @Test
  void everyReplayMovesWeightsAndPerturbation() {
    FreeTraining method = new FreeTraining(ATTACK, 3);
    PixelClassifier model = new PixelClassifier(.5f, -.5f, 0, 0);
    PixelClassifier expected = new PixelClassifier(.5f, -.5f, 0, 0);
    Batch first = data.plain(0, 1, 2);
    double mean = method.step(first, model, new Random(1), .1);
    assertEquals(List.of(.1, .1, .1), model.rates);
    Tensor images = first.images();
    PerturbationBall ball = PerturbationBall.of(Norm.LINF, images, .3, first.bounds());
    double sum = 0;
    for (int replay = 0; replay < 3; replay++) {
      List<LossTerm> terms = List.of(LossTerm.mean(images, first.targets(), 1));
      Tensor gradient = expected.loss(images, first.targets()).gradient();
      sum += expected.minimize(terms, .1);
      images = images.copy();
      ball.step(images, gradient, ball.radius());
    }
    assertEquals(sum / 3, mean, 1e-6);
    assertArrayEquals(
        expected.weights().get("parameters").data(), model.weights().get("parameters").data());
  }

  /** The perturbation of a batch is where the next one starts, also a smaller one. */
  @Test
  void thePerturbationGoesOnFromBatchToBatch() {
    FreeTraining method = new FreeTraining(ATTACK, 1);
    PixelClassifier model = new PixelClassifier(.5f, -.5f, 0, 0);
    Batch first = data.plain(0, 1, 2);
    method.step(first, model, new Random(1), .1);
    Tensor left = method.state().get("free_perturbation");
    for (float p : left.data()) assertEquals(.3f, Math.abs(p), 1e-6f, "a step of epsilon");
    Batch small = data.plain(3);
    Tensor start = method.terms(small, model, new Random(1)).get(0).images();
    for (int k = 0; k < 4; k++)
      assertEquals(small.images().data()[k] + left.data()[k], start.data()[k], 1e-6f);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThrows(RobustJException.class, () -> new FreeTraining(ATTACK, 0));
    String message =
        assertThrows(RobustJException.class, () -> new FreeTraining(ATTACK, 2).restore(Map.of()))
            .getMessage();
    assertTrue(message.contains("free_adversarial"), message);
  }
}
