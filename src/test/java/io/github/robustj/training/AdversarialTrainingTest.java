package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Batch;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.InMemoryData;
import io.github.robustj.testing.TinyNet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two methods without state: which images, with which weights. */
class AdversarialTrainingTest {

  private final TinyNet net = new TinyNet();
  private final Batch batch = InMemoryData.tiny().plain(0, 1);

  @Test
  void standardTrainingIsTheMeanCleanLoss() {
    List<LossTerm> terms = new StandardTraining().terms(batch, net, new Random(1));
    assertEquals(1, terms.size());
    assertSame(batch.images(), terms.get(0).images());
    assertSame(batch.targets(), ((LossTerm.Supervised) terms.get(0)).targets());
    assertArrayEquals(new float[] {.5f, .5f}, terms.get(0).weights());
    assertEquals(0, net.gradientCalls());
  }

  @Test
  void fullShareTrainsOnAdversarialImagesOnly() {
    TrainingMethod method = new AdversarialTraining(attack(5, .4, 0), 1);
    List<LossTerm> terms = method.terms(batch, net, new Random(1));
    assertEquals(5, net.gradientCalls());
    assertEquals(1, terms.size());
    assertArrayEquals(new float[] {.5f, .5f}, terms.get(0).weights());
    Tensor images = terms.get(0).images();
    for (int i = 0; i < 2; i++) {
      int n = images.sampleLength();
      double size = Norm.L2.distance(images.data(), batch.images().data(), i * n, (i + 1) * n);
      assertEquals(.4, size, .4e-2, "the attack ends near the sphere");
    }
    float[] attacked = net.loss(images, batch.targets()).loss();
    float[] clean = net.loss(batch.images(), batch.targets()).loss();
    for (int i = 0; i < 2; i++) assertTrue(attacked[i] > clean[i]);
  }

  @Test
  void aShareMixesCleanAndAdversarialLoss() {
    TrainingMethod method = new AdversarialTraining(attack(2, .4, 0), .25);
    List<LossTerm> terms = method.terms(batch, net, new Random(1));
    assertSame(batch.images(), terms.get(0).images());
    assertArrayEquals(new float[] {.375f, .375f}, terms.get(0).weights());
    assertArrayEquals(new float[] {.125f, .125f}, terms.get(1).weights());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, epsilon",
    "NaN, 1, epsilon",
    "1, 0, adversarial_share",
    "1, 1.1, adversarial_share"
  })
  void refusesWhatMakesNoSense(double epsilon, double share, String key) {
    String message =
        assertThrows(
                RobustJException.class, () -> new AdversarialTraining(attack(2, epsilon, 0), share))
            .getMessage();
    assertTrue(message.contains("'" + key + "'"), message);
  }

  @Test
  void epsilonWarmsUpInEqualSteps() {
    TrainingAttack warm = attack(2, .4, 3);
    double[] expected = {.1, .2, .3, .4, .4};
    for (int epoch = 0; epoch < 5; epoch++)
      assertEquals(expected[epoch], warm.radius(epoch), 1e-12);
    assertEquals(.4, attack(2, .4, 0).radius(0));
    TrainingMethod method = new AdversarialTraining(warm, 1);
    for (int epoch = 0; epoch < 4; epoch++) {
      method.epochStarts(epoch, net, InMemoryData.tiny(), () -> {});
      Tensor images = method.terms(batch, net, new Random(1)).get(0).images();
      double size = Norm.L2.distance(images.data(), batch.images().data(), 0, 64);
      assertEquals(expected[epoch], size, 1e-2 * expected[epoch]);
    }
    assertThrows(RobustJException.class, () -> attack(2, .4, -1));
  }

  /** One gradient at a random start, then 1.25 epsilon, back onto the ball. */
  @Test
  void fastTrainingTakesOneStep() {
    TrainingMethod method = new AdversarialTraining(attack(10, .4, 0).fast(), 1);
    Tensor images = method.terms(batch, net, new Random(1)).get(0).images();
    assertEquals(1, net.gradientCalls());
    PerturbationBall ball = PerturbationBall.of(Norm.L2, batch.images(), .4, batch.bounds());
    Tensor expected = ball.randomStart(ball.radius(), new Random(1));
    ball.step(expected, net.loss(expected, batch.targets()).gradient(), new float[] {.5f, .5f});
    assertArrayEquals(expected.data(), images.data(), 1e-6f);
  }

  private static TrainingAttack attack(int steps, double epsilon, int warmup) {
    return new TrainingAttack(AttackSpec.pgd(steps), epsilon, warmup);
  }
}
