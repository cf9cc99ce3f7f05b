package io.github.robustj.tensorflow;

import io.github.robustj.model.Connection;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Makes of the probability and the distances of a StarDist network what RobustJ reads: {@code
 * [image, y, x, 1 + ray]}, the logit of the probability first, one place for every {@code stride}
 * pixels. Where the network repeats its outputs, those in between are left out: StarDist gives them
 * the probability 0.
 *
 * @param isOpen whether the probability comes before its sigmoid
 */
record StarConversion(Connection connection, boolean isOpen) {

  /**
   * @param answers probability and distances in one, or one after the other, {@code [image, y, x,
   *     number]}
   */
  Operand<TFloat32> logits(Ops tf, List<Operand<TFloat32>> answers) {
    Operand<TFloat32> all =
        answers.size() == 1 ? answers.get(0) : tf.concat(answers, tf.constant(3));
    Connection.Star star = connection.star();
    if (star.isEnlarged())
      all =
          tf.stridedSlice(
              all,
              Indices.all(),
              Indices.step(star.stride()),
              Indices.step(star.stride()),
              Indices.all());
    if (isOpen) return all;
    Operand<TFloat32> first = channels(tf, all, 0, 1);
    Operand<TFloat32> p =
        tf.clipByValue(first, tf.constant(Conversion.LEAST), tf.constant(1 - Conversion.LEAST));
    Operand<TFloat32> logit =
        tf.math.sub(tf.math.log(p), tf.math.log(tf.math.sub(tf.constant(1f), p)));
    return tf.concat(List.of(logit, channels(tf, all, 1, -1)), tf.constant(3));
  }

  private static Operand<TFloat32> channels(Ops tf, Operand<TFloat32> x, int from, int count) {
    return tf.slice(
        x, tf.constant(new int[] {0, 0, 0, from}), tf.constant(new int[] {-1, -1, -1, count}));
  }
}
