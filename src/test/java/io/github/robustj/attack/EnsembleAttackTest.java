package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.TransferAttack.TransferObjective;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.segmentation.SegmentationGoal;
import io.github.robustj.task.segmentation.SegmentationObjective;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.LinearObjective;
import io.github.robustj.testing.TinyNet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worst of several attacks, and attacks by way of a second model. */
class EnsembleAttackTest {

  private static final SegmentationTask TASK =
      new SegmentationTask(
          List.of(
              new LabelClass(0, "background"), new LabelClass(1, "one"), new LabelClass(2, "two")));

  private final Tensor images = Fixtures.images();
  private final TinyNet net = new TinyNet();

  @ParameterizedTest
  @EnumSource
  void harmsMoreThanItsFirstMemberAlone(Norm norm) {
    Objective.Differentiable objective =
        new SegmentationGoal(TASK, SegmentationObjective.TRAINING_LOSS, false, true)
            .on(net, Fixtures.labels());
    double radius = norm == Norm.LINF ? .03 : norm == Norm.L2 ? .5 : 2;
    PerturbationBall ball =
        PerturbationBall.of(norm, images, radius, Collections.nCopies(2, Bounds.of(0, 1)));
    float[] ensemble = objective.harm(new EnsembleAttack(40).run(objective, ball, new Random(1)));
    float[] single =
        objective.harm(
            Attacks.of(new AttackSpec("pgd", norm, 40, 4, 1)).run(objective, ball, new Random(1)));
    for (int i = 0; i < 2; i++) assertTrue(ensemble[i] >= single[i], ensemble[i] + " " + single[i]);
  }

  /** The model under attack only says at the end which samples the images do not harm. */
  @Test
  void transferTakesItsWayFromTheSecondModel() {
    Tensor weights = Tensor.zeros(1, 2, 2, 1);
    weights.data()[3] = 1;
    PerturbationBall ball =
        PerturbationBall.of(Norm.L1, Tensor.zeros(1, 2, 2, 1), 2, List.of(Bounds.none()));
    List<Tensor> asked = new ArrayList<>();
    Objective.Differentiable target =
        x -> {
          asked.add(x.copy());
          float harm = asked.size();
          return new LossAndGradient(new float[] {harm}, Tensor.zeros(x.shape()), x);
        };
    TransferObjective objective = new TransferObjective(target, new LinearObjective(weights));
    Attack transfer = Attacks.of(new AttackSpec("transfer", Norm.L2, 20, 4, 1));
    PerturbationBall round = PerturbationBall.of(Norm.L2, ball.center(), 2, ball.bounds());
    assertArrayEquals(
        new float[] {0, 0, 0, 2}, transfer.run(objective, round, new Random(1)).data(), 1e-5f);
    assertEquals(2, asked.size(), "the clean images and the result");
  }

  @Test
  void transferWithoutASecondModelSaysWhatIsMissing() {
    PerturbationBall ball =
        PerturbationBall.of(Norm.L2, images, 1, Collections.nCopies(2, Bounds.none()));
    Attack transfer = Attacks.of(new AttackSpec("transfer", Norm.L2, 20, 4, 1));
    String message =
        assertThrows(
                RobustJException.class,
                () ->
                    transfer.run(
                        Goal.TRAINING_LOSS.on(net, Fixtures.labels()), ball, new Random(1)))
            .getMessage();
    assertTrue(message.contains("source_model"), message);
  }

  @Test
  void theSecondModelMayDecideTheEnsemble() {
    // The model under attack has no gradient at all; the second one knows the way.
    Tensor weights = Tensor.zeros(1, 4, 4, 1);
    weights.data()[5] = 1;
    LinearObjective linear = new LinearObjective(weights);
    Objective.Differentiable masked =
        x -> new LossAndGradient(linear.loss(x), Tensor.zeros(x.shape()), x);
    PerturbationBall ball =
        PerturbationBall.of(Norm.L1, Tensor.zeros(1, 4, 4, 1), 1, List.of(Bounds.none()));
    EnsembleAttack ensemble = new EnsembleAttack(100);
    assertTrue(masked.loss(ensemble.run(masked, ball, new Random(1)))[0] < .9, "Square alone");
    Tensor found = ensemble.run(new TransferObjective(masked, linear), ball, new Random(1));
    assertEquals(1, masked.loss(found)[0], .01);
  }
}
