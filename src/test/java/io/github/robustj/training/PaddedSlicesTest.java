package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Augmentation;
import io.github.robustj.data.Batch;
import io.github.robustj.data.SliceSet;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.PixelClassifier;
import io.github.robustj.testing.TinyNet;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A training patch may show more than its slice. What is reflected there belongs to no image that
 * is attacked later, so perturbations lie in the slice, and have their size there.
 */
class PaddedSlicesTest {

  private static final int SIDE = 12;

  /** A slice that fills a patch, and one that is a third of it. */
  private final SliceSet data = slices();

  private final Batch batch = data.plain(1, 0);

  @ParameterizedTest
  @EnumSource
  void everyMethodLeavesThePaddingAsItIs(MethodsResumeTest.Named method) {
    TrainingMethod training = method.create();
    TinyNet net = new TinyNet();
    int padded = 0;
    for (int epoch = 0; epoch < 4; epoch++) {
      training.epochStarts(epoch, net, data, () -> {});
      Batch shown = epoch < 2 ? batch : data.augmented(new int[] {1, 0}, new Random(epoch));
      for (LossTerm term : training.terms(shown, net, new Random(epoch))) {
        padded +=
            term instanceof LossTerm.Supervised part
                ? assertClean(those(shown, part), part.images())
                : assertClean(shown, term.images());
        if (term instanceof LossTerm.Smoothness pair) assertClean(shown, pair.adversarial());
        if (term instanceof LossTerm.DoubtfulSmoothness pair)
          assertClean(shown, pair.adversarial());
      }
      training.epochEnds(epoch);
    }
    assertTrue(padded > 0, "no padding was seen");
  }

  /** The part of a batch that a term is of; some methods learn only some of its slices attacked. */
  private static Batch those(Batch shown, LossTerm.Supervised term) {
    int[] part = new int[term.images().samples()];
    for (int i = 0; i < part.length; i++) {
      float[] targets = term.targets().gather(new int[] {i}).data();
      while (!Arrays.equals(targets, shown.targets().gather(new int[] {part[i]}).data())) part[i]++;
    }
    return shown.gather(part);
  }

  /** Its perturbation goes on from batch to batch, whatever part of these their slices are. */
  @Test
  void freeTrainingTakesNoneAlongIntoThePadding() {
    TrainingAttack attack = new TrainingAttack(new AttackSpec("pgd", Norm.LINF, 1, 1, 1), .3, 0);
    FreeTraining training = new FreeTraining(attack, 2);
    PixelClassifier model = new PixelClassifier(.5f, -.5f, 0, 0);
    training.step(data.plain(0, 0), model, new Random(1), .1);
    Tensor next = training.terms(batch, model, new Random(1)).get(0).images();
    assertClean(batch, next);
    assertFalse(
        new PerturbationBall(Norm.LINF, batch.images(), new float[2], batch.bounds())
                .distance(next, 0)
            == 0,
        "the slice is perturbed");
  }

  /** The start of a margin's size, and the end of the ball's, whatever the padding. */
  @ParameterizedTest
  @EnumSource
  void theSizeIsThatInTheSlice(Norm norm) {
    TrainingAttack attack = new TrainingAttack(new AttackSpec("pgd", norm, 5, 4, 1), .3, 0);
    PerturbationBall ball = attack.ball(batch, 0);
    Tensor start = ball.randomStart(new float[] {.3f, .3f}, new Random(1));
    assertClean(batch, start);
    for (int i = 0; i < 2; i++) assertEquals(.3, ball.distance(start, i), .01, norm + " " + i);
  }

  /** Turned and zoomed patches, too: what counts in the loss may change, and nothing else. */
  @Test
  void whatCountsIsWhatMayChange() {
    SplittableRandom random = new SplittableRandom(5);
    for (int draw = 0; draw < 50; draw++) {
      Batch shown = data.augmented(new int[] {0, 1}, random);
      float[] targets = shown.targets().data();
      for (int p = 0; p < targets.length; p++)
        assertEquals(targets[p] >= 0, shown.shown().contains(p), "pixel " + p);
    }
    assertTrue(data.plain(0).shown().isEverywhere());
  }

  private static int assertClean(Batch batch, Tensor images) {
    int outside = 0;
    for (int p = 0; p < images.data().length; p++)
      if (batch.targets().data()[p] < 0) {
        outside++;
        assertEquals(batch.images().data()[p], images.data()[p], "pixel " + p);
      }
    // A slice that fills the patch has no padding.
    assertTrue(outside > 0 || batch.shown().isEverywhere());
    return outside;
  }

  private static SliceSet slices() {
    SliceSet.Builder builder = new SliceSet.Builder();
    for (int width : new int[] {SIDE, SIDE / 3}) {
      Tensor image = Tensor.zeros(1, SIDE, width, 1);
      Tensor labels = Tensor.zeros(1, SIDE, width, 1);
      for (int p = 0; p < image.data().length; p++) {
        image.data()[p] = (float) Math.sin(p);
        labels.data()[p] = p % 2;
      }
      builder.add(image, labels, Bounds.none());
    }
    return builder.build(SIDE, SIDE, new Augmentation(true, true, true, true, true, false));
  }
}
