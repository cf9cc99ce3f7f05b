package io.github.robustj.tensorflow;

import io.github.robustj.task.instance.StarLoss;
import io.github.robustj.task.instance.StarMaps;
import io.github.robustj.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@link io.github.robustj.model.Loss#PROBABILITY_AND_DISTANCES}: outputs {@code [sample, y, x, 1 +
 * ray]}, targets as {@link StarMaps} makes them of label images. Of the other terms each place is a
 * probability of its own.
 */
final class StarHead extends LossHead {

  private final int rays;
  private final int stride;

  /** The maps of the targets that were fed last: an attack feeds the same step after step. */
  private volatile Fed last = new Fed(null, null);

  /**
   * @param targets by identity; nobody changes them while they are in use
   */
  private record Fed(Tensor targets, Tensor maps) {}

  /**
   * @param stride pixels, across and down, that share an output
   */
  StarHead(Ops tf, int rays, int stride) {
    super(tf);
    this.rays = rays;
    this.stride = stride;
  }

  @Override
  Tensor fed(Tensor images, Tensor targets) {
    Fed known = last;
    if (known.targets != targets) last = known = new Fed(targets, maps(targets));
    return known.maps;
  }

  private Tensor maps(Tensor targets) {
    return StarMaps.of(targets, rays, stride);
  }

  @Override
  Operand<TFloat32> loss(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    Operand<TFloat32> y = first(targets);
    Operand<TFloat32> counts = number(tf.math.greaterEqual(y, number(0)));
    Operand<TFloat32> z = first(outputs);
    Operand<TFloat32> entropy = mean(sub(tf.math.softplus(z), mul(y, z)), counts, 1, 2, 3);
    Operand<TFloat32> distances =
        mul(distances(outputs, targets, counts), number((float) StarLoss.DISTANCES));
    return add(entropy, distances);
  }

  /** The mean over the rays is in both parts, and over the places that count, too. */
  private Operand<TFloat32> distances(
      Operand<TFloat32> outputs, Operand<TFloat32> targets, Operand<TFloat32> counts) {
    Operand<TFloat32> weight = mul(first(targets), counts);
    Operand<TFloat32> found = rays(outputs);
    Operand<TFloat32> error = perRay(tf.math.abs(sub(found, rays(targets))));
    Operand<TFloat32> mass = add(mean(weight, counts, 1, 2, 3), number((float) StarLoss.TINY));
    Operand<TFloat32> within = div(mean(mul(weight, error), counts, 1, 2, 3), mass);
    Operand<TFloat32> rest = sub(number(1), weight);
    Operand<TFloat32> size = perRay(tf.math.abs(found));
    Operand<TFloat32> beyond = mean(mul(rest, size), counts, 1, 2, 3);
    return add(within, mul(beyond, number((float) StarLoss.BACKGROUND)));
  }

  private Operand<TFloat32> perRay(Operand<TFloat32> values) {
    return tf.expandDims(div(sum(values, 3), number(rays)), tf.constant(3));
  }

  /**
   * The Kullback-Leibler divergence of the Bernoulli distributions of all places, summed and
   * divided by the sum of the first one's probabilities, at least 1.
   */
  @Override
  Operand<TFloat32> divergence(
      Operand<TFloat32> from, Operand<TFloat32> to, Operand<TFloat32> counted) {
    Operand<TFloat32> a = first(from);
    Operand<TFloat32> b = first(to);
    Operand<TFloat32> p = tf.math.sigmoid(a);
    Operand<TFloat32> each = add(mul(p, sub(a, b)), sub(tf.math.softplus(b), tf.math.softplus(a)));
    Operand<TFloat32> mass = tf.stopGradient(sum(mul(p, counted), 1, 2, 3));
    return div(sum(mul(each, counted), 1, 2, 3), atLeast(1, mass));
  }

  /** The mean over the places that count of {@code (p - reference)^2}. */
  @Override
  Operand<TFloat32> agreement(
      Operand<TFloat32> outputs, Operand<TFloat32> reference, Operand<TFloat32> counted) {
    Operand<TFloat32> p = tf.math.sigmoid(first(outputs));
    return mean(tf.math.square(sub(p, reference)), counted, 1, 2, 3);
  }

  @Override
  Operand<TFloat32> counted(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    return number(tf.math.greaterEqual(first(targets), number(0)));
  }

  @Override
  Operand<TFloat32> counted(Operand<TFloat32> present) {
    return first(present);
  }

  private Operand<TFloat32> first(Operand<TFloat32> values) {
    return slice(values, new int[] {0, 0, 0, 0}, -1, -1, -1, 1);
  }

  private Operand<TFloat32> rays(Operand<TFloat32> values) {
    return slice(values, new int[] {0, 0, 0, 1}, -1, -1, -1, rays);
  }
}
