package io.github.robustj.job;

import io.github.robustj.data.LabelClass;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.testing.EmptyModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Networks of TensorFlow, as model folders, that find the discs of {@link
 * io.github.robustj.testing.Discs} by the mean over 3 x 3 pixels, and whose graph hides the
 * gradient. The names are those of {@link io.github.robustj.testing.Fooling}, which does the same
 * around any network in Java.
 */
enum FoolingNetwork {
  HONEST,
  /** To steps of .2. TensorFlow has no gradient for it, or 0. */
  QUANTISED_INPUT {
    @Override
    Operand<TFloat32> in(Ops tf, Operand<TFloat32> x) {
      return quantised(tf, x);
    }
  },
  QUANTISED_GRADIENT_LET_THROUGH {
    @Override
    Operand<TFloat32> in(Ops tf, Operand<TFloat32> x) {
      return valueAndSlope(tf, quantised(tf, x), x);
    }
  },
  RIPPLED_INPUT {
    @Override
    Operand<TFloat32> in(Ops tf, Operand<TFloat32> x) {
      return tf.math.add(x, times(tf, .05f, tf.math.sin(times(tf, 1000, x))));
    }
  },
  LOGITS_X_10_000 {
    @Override
    Operand<TFloat32> out(Ops tf, Operand<TFloat32> images, Operand<TFloat32> logits) {
      return times(tf, 1e4f, logits);
    }
  },
  SATURATED_LOGITS {
    @Override
    Operand<TFloat32> out(Ops tf, Operand<TFloat32> images, Operand<TFloat32> logits) {
      return times(tf, 60, tf.math.tanh(times(tf, 50, logits)));
    }
  },
  /**
   * Brighter or darker as a whole. Noise in the images' own shape TensorFlow cannot differentiate.
   */
  NOISE_IN_EVERY_PASS {
    @Override
    Operand<TFloat32> in(Ops tf, Operand<TFloat32> x) {
      Operand<TFloat32> noise =
          tf.random.randomStandardNormal(tf.constant(new int[] {1, 1, 1, 1}), TFloat32.class);
      return tf.math.add(x, times(tf, .3f, noise));
    }
  },
  GRADIENT_STOPPED {
    @Override
    Operand<TFloat32> in(Ops tf, Operand<TFloat32> x) {
      return valueAndSlope(tf, x, times(tf, 0, x));
    }
  },
  /** Of values a copy, of gradients a ripple. */
  GRADIENT_OF_ANOTHER_FUNCTION {
    @Override
    Operand<TFloat32> in(Ops tf, Operand<TFloat32> x) {
      return valueAndSlope(tf, x, tf.math.sin(times(tf, 1000, x)));
    }
  },
  /** Infinity over infinity where an image's mean is above .04; that of every clean one is 0. */
  OVERFLOW {
    @Override
    Operand<TFloat32> out(Ops tf, Operand<TFloat32> images, Operand<TFloat32> logits) {
      Operand<TFloat32> mean =
          tf.math.mean(images, tf.constant(new int[] {1, 2, 3}), Mean.keepDims(true));
      Operand<TFloat32> above = tf.nn.relu(tf.math.sub(mean, tf.constant(.02f)));
      Operand<TFloat32> large = tf.math.exp(times(tf, 4500, above));
      return tf.math.div(tf.math.mul(logits, large), large);
    }
  };

  Operand<TFloat32> in(Ops tf, Operand<TFloat32> x) {
    return x;
  }

  Operand<TFloat32> out(Ops tf, Operand<TFloat32> images, Operand<TFloat32> logits) {
    return logits;
  }

  /** {@code quantised input} */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Writes it as a model of the class 1. */
  Path write(Path folder) {
    List<LabelClass> classes = List.of(new LabelClass(0, "ground"), new LabelClass(1, "disc"));
    ModelDescription description =
        EmptyModels.description(
            new SegmentationQuestion(classes), new NetworkSpec(1, 2, 4, 2, false), Instant.EPOCH);
    ModelFolder.write(folder, description, dir -> save(dir.resolve("saved_model")));
    return folder;
  }

  private void save(Path folder) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images =
          tf.withName("images")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1)));
      Variable<TFloat32> filter =
          tf.withName("filter").variable(Shape.of(3, 3, 1, 1), TFloat32.class);
      Operand<TFloat32> brightness =
          tf.nn.conv2d(in(tf, images), filter, List.of(1L, 1L, 1L, 1L), "SAME");
      Operand<TFloat32> hidden =
          tf.math.tanh(times(tf, 2, tf.math.sub(brightness, tf.constant(1f))));
      Operand<TFloat32> logits =
          tf.concat(List.of(times(tf, -6, hidden), times(tf, 6, hidden)), tf.constant(3));
      Signature signature =
          Signature.builder()
              .key(Signature.DEFAULT_KEY)
              .input("images", images)
              .output("logits", tf.withName("logits").identity(out(tf, images, logits)))
              .build();
      try (Session session = new Session(graph)) {
        session.run(tf.assign(filter, tf.constant(StdArrays.ndCopyOf(pattern()))));
        SavedModelBundle.exporter(folder.toString())
            .withFunction(SessionFunction.create(signature, session))
            .export();
      }
    }
  }

  /** A mean, and a checkerboard of mean 0 that attacks find. */
  private static float[][][][] pattern() {
    float[][][][] pattern = new float[3][3][1][1];
    for (int k = 0; k < 9; k++)
      pattern[k / 3][k % 3][0][0] = 1 / 9f + .3f * ((k % 2 == 0 ? 1 : -1) - 1 / 9f);
    return pattern;
  }

  private static Operand<TFloat32> times(Ops tf, float factor, Operand<TFloat32> x) {
    return tf.math.mul(tf.constant(factor), x);
  }

  private static Operand<TFloat32> quantised(Ops tf, Operand<TFloat32> x) {
    return times(tf, .2f, tf.math.floor(times(tf, 5, x)));
  }

  /** Computes one, and has the derivative of the other. */
  private static Operand<TFloat32> valueAndSlope(
      Ops tf, Operand<TFloat32> value, Operand<TFloat32> slope) {
    return tf.math.add(tf.stopGradient(tf.math.sub(value, slope)), slope);
  }
}
