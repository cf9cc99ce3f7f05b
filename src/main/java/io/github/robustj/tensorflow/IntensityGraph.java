package io.github.robustj.tensorflow;

import io.github.robustj.model.ServedNetwork;
import io.github.robustj.model.ServedNetwork.Fit;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * The normalisation of {@link io.github.robustj.data.Normalizer} as a graph, with its rule for
 * percentiles (type 7 of Hyndman and Fan 1996). What is fitted to an image is computed in float64,
 * as there, so that only the order of sums differs; of equal numbers they are exact in any order.
 */
record IntensityGraph(Ops tf, ServedNetwork served) {

  private static final int[] PLANES_FIRST = {0, 3, 1, 2};
  private static final int[] CHANNELS_LAST = {0, 2, 3, 1};

  /** The axis of the values in {@code [image, group of channels, value]}. */
  private static final int VALUES = 2;

  /**
   * @param images {@code [image, y, x, channel]}, finite numbers
   * @return of the same shape
   */
  Operand<TFloat32> normalized(Operand<TFloat32> images) {
    if (served.fit() != Fit.FIXED) return apart(images);
    return divided(images, constant(served.offset()), constant(served.scale()));
  }

  /** Fitted to each image of a batch. */
  private Operand<TFloat32> apart(Operand<TFloat32> images) {
    Operand<TFloat32> planes = tf.linalg.transpose(images, tf.constant(PLANES_FIRST));
    Operand<TInt32> groups = served.jointly() ? tf.constant(1) : tf.constant(served.channels());
    Operand<TInt32> count = element(tf.shape(images), 0);
    Operand<TFloat32> values =
        tf.reshape(planes, tf.stack(List.of(count, groups, tf.constant(-1))));
    return tf.linalg.transpose(
        tf.reshape(fitted(values), tf.shape(planes)), tf.constant(CHANNELS_LAST));
  }

  private Operand<TFloat32> constant(List<Float> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) values[i] = numbers.get(i);
    return tf.constant(values);
  }

  private Operand<TInt32> element(Operand<TInt32> vector, int index) {
    return tf.gather(vector, tf.constant(index), tf.constant(0));
  }

  /**
   * @param values {@code [image, group, value]}
   */
  private Operand<TFloat32> fitted(Operand<TFloat32> values) {
    Operand<TInt32> count = element(tf.shape(values), VALUES);
    Operand<TFloat32> falling = tf.nn.topK(values, count, new TopK.Options[0]).values();
    Operand<TFloat32> low = percentile(falling, count, served.lowerPercentile());
    Operand<TFloat32> high = percentile(falling, count, served.upperPercentile());
    Operand<TFloat32> clipped =
        served.clips() ? tf.math.minimum(tf.math.maximum(values, low), high) : values;
    return served.fit() == Fit.UNIT_RANGE
        ? scaled(clipped, low, tf.math.sub(wide(high), wide(low)))
        : standardized(clipped, count);
  }

  private Operand<TFloat64> wide(Operand<TFloat32> x) {
    return tf.dtypes.cast(x, TFloat64.class);
  }

  private Operand<TFloat32> narrow(Operand<TFloat64> x) {
    return tf.dtypes.cast(x, TFloat32.class);
  }

  /**
   * @param falling sorted values
   * @param count of values, a scalar
   * @return {@code [image, group, 1]}
   */
  private Operand<TFloat32> percentile(
      Operand<TFloat32> falling, Operand<TInt32> count, double percent) {
    Operand<TInt32> last = tf.math.sub(count, tf.constant(1));
    Operand<TFloat64> position =
        tf.math.mul(tf.constant(percent / 100), tf.dtypes.cast(last, TFloat64.class));
    Operand<TInt32> below = tf.dtypes.cast(position, TInt32.class);
    Operand<TInt32> above = tf.math.minimum(tf.math.add(below, tf.constant(1)), last);
    Operand<TFloat64> part = tf.math.sub(position, tf.dtypes.cast(below, TFloat64.class));
    Operand<TFloat64> from = wide(ranked(falling, tf.math.sub(last, below)));
    Operand<TFloat64> to = wide(ranked(falling, tf.math.sub(last, above)));
    return narrow(tf.math.add(from, tf.math.mul(part, tf.math.sub(to, from))));
  }

  private Operand<TFloat32> ranked(Operand<TFloat32> falling, Operand<TInt32> rank) {
    Operand<TFloat32> found = tf.gather(falling, rank, tf.constant(VALUES), new Gather.Options[0]);
    return tf.expandDims(found, tf.constant(VALUES));
  }

  private Operand<TFloat32> standardized(Operand<TFloat32> values, Operand<TInt32> count) {
    Operand<TFloat64> wide = wide(values);
    Operand<TFloat64> mean = mean(wide, count);
    Operand<TFloat64> variance = mean(tf.math.square(tf.math.sub(wide, mean)), count);
    return scaled(values, narrow(mean), tf.math.sqrt(variance));
  }

  private Operand<TFloat64> mean(Operand<TFloat64> values, Operand<TInt32> count) {
    return tf.math.div(
        tf.sum(values, tf.constant(VALUES), Sum.keepDims(true)),
        tf.dtypes.cast(count, TFloat64.class));
  }

  /** Where all values are the same, they are divided by 1. */
  private Operand<TFloat32> scaled(
      Operand<TFloat32> values, Operand<TFloat32> center, Operand<TFloat64> width) {
    Operand<TFloat64> positive =
        tf.select(
            tf.math.greater(width, tf.constant(0.)),
            tf.math.add(width, tf.constant(served.epsilon())),
            tf.constant(1.));
    return divided(values, center, narrow(positive));
  }

  /** Limits of normalised numbers are limits of intensities, as RobustJ has them. */
  private Operand<TFloat32> divided(
      Operand<TFloat32> values, Operand<TFloat32> offset, Operand<TFloat32> scale) {
    Operand<TFloat32> within = values;
    if (!served.limits().isEmpty())
      within =
          tf.math.minimum(
              tf.math.maximum(values, limit(0, offset, scale)), limit(1, offset, scale));
    return tf.math.div(tf.math.sub(within, offset), scale);
  }

  private Operand<TFloat32> limit(int which, Operand<TFloat32> offset, Operand<TFloat32> scale) {
    Operand<TFloat64> limit = tf.constant((double) served.limits().get(which));
    return narrow(tf.math.add(wide(offset), tf.math.mul(wide(scale), limit)));
  }
}
