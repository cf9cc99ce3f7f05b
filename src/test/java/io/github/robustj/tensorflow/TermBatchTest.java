package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TermBatchTest {

  private static final float[] WEIGHTS = {.25f, .75f};

  private final Tensor clean = images(1);
  private final Tensor moved = images(2);
  private final Tensor targets = images(3);

  /** TRADES: two tensors of images, four rows, whatever the order of the terms. */
  @Test
  void sharedImagesAreOneBlock() {
    LossTerm supervised = LossTerm.mean(clean, targets, 1);
    LossTerm smoothness = new LossTerm.Smoothness(clean, moved, targets, WEIGHTS);
    TermBatch batch = new TermBatch(List.of(supervised, smoothness));
    assertArrayEquals(Tensor.concat(clean, moved).data(), batch.images().data());
    assertArrayEquals(Tensor.concat(targets, images(0)).data(), batch.targets().data());
    assertArrayEquals(new float[] {.5f, .5f, 0, 0}, batch.supervised());
    assertRows(batch, List.of(2, 3), List.of(0, 1));
    TermBatch turned = new TermBatch(List.of(smoothness, supervised));
    assertArrayEquals(Tensor.concat(moved, clean).data(), turned.images().data());
    assertArrayEquals(Tensor.concat(images(0), targets).data(), turned.targets().data());
    assertRows(turned, List.of(0, 1), List.of(2, 3));
  }

  @Test
  void weightsOfTheSameSupervisionAddUp() {
    LossTerm half = LossTerm.mean(clean, targets, .5);
    assertArrayEquals(new float[] {.5f, .5f}, new TermBatch(List.of(half, half)).supervised());
  }

  @Test
  void imagesWithOtherTargetsAreAnotherBlock() {
    TermBatch batch =
        new TermBatch(
            List.of(LossTerm.mean(clean, targets, 1), LossTerm.mean(clean, images(4), 1)));
    assertArrayEquals(Tensor.concat(clean, clean).data(), batch.images().data());
    assertArrayEquals(Tensor.concat(targets, images(4)).data(), batch.targets().data());
  }

  @Test
  void termsOfAKindStandTogether() {
    LossTerm first = new LossTerm.Agreement(clean, targets, targets, WEIGHTS);
    LossTerm second = new LossTerm.Agreement(moved, clean, targets, WEIGHTS);
    TermBatch batch = new TermBatch(List.of(LossTerm.mean(clean, targets, 1), first, second));
    assertEquals(Set.of(TermBatch.Kind.AGREEMENT), batch.others().keySet());
    TermBatch.Rows rows = batch.others().get(TermBatch.Kind.AGREEMENT);
    assertEquals(List.of(0, 1, 2, 3), rows.rows);
    assertEquals(List.of(targets, clean), rows.reference);
  }

  private static void assertRows(TermBatch batch, List<Integer> rows, List<Integer> partners) {
    TermBatch.Rows smoothness = batch.others().get(TermBatch.Kind.SMOOTHNESS);
    assertEquals(rows, smoothness.rows);
    assertEquals(partners, smoothness.partners);
    assertEquals(List.of(.25f, .75f), smoothness.weights);
  }

  private static Tensor images(float value) {
    return new Tensor(new float[] {value, value}, 2, 1, 1, 1);
  }
}
