package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.task.segmentation.SegmentationGoal;
import io.github.robustj.task.segmentation.SegmentationObjective;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.PixelClassifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A network from elsewhere, in which TensorFlow knows no gradient of an operation. */
class NoGradientTest {

  private static final SegmentationTask TASK =
      new SegmentationTask(List.of(new LabelClass(0, "dark"), new LabelClass(1, "bright")));

  @TempDir Path folder;

  /** Bright pixels are above 0; a box of .5 around .2 lets each attack turn all of them. */
  @ParameterizedTest
  @CsvSource({
    "square, LINF",
    "square, L2",
    "square, L1",
    "noise, LINF",
    "transfer, LINF",
    "transfer, L2"
  })
  void attacksWithoutGradientsWork(String name, Norm norm) throws Exception {
    save();
    try (DifferentiableModel model =
            new TensorFlowBackend().load(folder, Loss.CROSS_ENTROPY_AND_DICE);
        PixelClassifier second = new PixelClassifier(0, 1, 0, 0)) {
      Tensor images = image(.2f);
      Tensor targets = image(1);
      Objective.Differentiable objective =
          new SegmentationGoal(TASK, SegmentationObjective.CROSS_ENTROPY, false, true)
              .withSource(second)
              .on(model, targets);
      double radius = norm == Norm.LINF ? .5 : norm == Norm.L2 ? 4 : 32;
      PerturbationBall ball = PerturbationBall.of(norm, images, radius, List.of(Bounds.none()));
      Tensor found =
          Attacks.of(new AttackSpec(name, norm, 60, 4, 1)).run(objective, ball, new Random(1));
      assertArrayEquals(new float[] {1}, TASK.quality(model.predict(images), targets));
      // Half of the pixels at least: noise turns its share of them, the others more.
      assertTrue(TASK.quality(model.predict(found), targets)[0] < .9, name);
    }
  }

  @Test
  void theOthersSayWhatToDo() throws Exception {
    save();
    try (DifferentiableModel model =
        new TensorFlowBackend().load(folder, Loss.CROSS_ENTROPY_AND_DICE)) {
      for (Runnable call :
          List.<Runnable>of(
              () -> model.loss(image(.2f), image(1)),
              () -> model.pullback(image(.2f), Tensor.zeros(1, 8, 8, 2)))) {
        RobustJException refusal = assertThrows(RobustJException.class, call::run);
        assertTrue(refusal.getMessage().contains("without a gradient"));
        assertTrue(refusal.getMessage().contains("square"));
      }
    }
  }

  /** Rounding has the derivative 0, and what is stopped has none: checks then see that it is 0. */
  @ParameterizedTest
  @CsvSource({"FLOOR", "STOPPED"})
  void withoutAPathTheGradientIsZero(Blocked blocked) throws Exception {
    save(blocked);
    try (DifferentiableModel model =
        new TensorFlowBackend().load(folder, Loss.CROSS_ENTROPY_AND_DICE)) {
      float[] none = new float[64];
      assertArrayEquals(none, model.loss(image(.2f), image(1)).gradient().data());
      Tensor ones = Tensor.zeros(1, 8, 8, 2);
      Arrays.fill(ones.data(), 1);
      assertArrayEquals(none, model.pullback(image(.2f), ones).data());
      assertArrayEquals(none, model.divergence(image(.2f), ones).gradient().data());
    }
  }

  private static Tensor image(float value) {
    Tensor image = Tensor.zeros(1, 8, 8, 1);
    Arrays.fill(image.data(), value);
    return image;
  }

  private enum Blocked {
    /** Not differentiable in TensorFlow's C++. */
    UNKNOWN {
      @Override
      Operand<TFloat32> of(Ops tf, Operand<TFloat32> x) {
        return tf.math.nextAfter(x, x);
      }
    },
    FLOOR {
      @Override
      Operand<TFloat32> of(Ops tf, Operand<TFloat32> x) {
        return tf.math.floor(x);
      }
    },
    STOPPED {
      @Override
      Operand<TFloat32> of(Ops tf, Operand<TFloat32> x) {
        return tf.stopGradient(x);
      }
    };

    abstract Operand<TFloat32> of(Ops tf, Operand<TFloat32> x);
  }

  private void save() throws Exception {
    save(Blocked.UNKNOWN);
  }

  /** Logits 0 and {@code x}, through an operation that hides the gradient. */
  private void save(Blocked blocked) throws Exception {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images =
          tf.withName("images")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1)));
      Operand<TFloat32> same = blocked.of(tf, images);
      Operand<TFloat32> logits =
          tf.withName("logits").concat(List.of(tf.zerosLike(images), same), tf.constant(3));
      try (Session session = new Session(graph)) {
        SavedModels.write(session, images, logits, folder);
      }
    }
  }
}
