package io.github.robustj.tensorflow;

import io.github.robustj.model.Connection;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.Sides;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Makes the sides of images multiples of the network's, by reflection about their edges, and undoes
 * it. Part of the graph, so that the gradient reaches the image through the padding too. The edge
 * pixel is repeated, so that even a single row can be reflected.
 *
 * @param shape of the images as they came
 * @param before rows and columns added in front, {@code [2]}
 * @param after rows and columns added behind, {@code [2]}
 */
record Padding(Operand<TInt32> shape, Operand<TInt32> before, Operand<TInt32> after) {

  /** On both sides, or where pixels share an output behind alone, so that cells stay in place. */
  static Padding toMultiple(Ops tf, Operand<TFloat32> images, NetworkSpec spec) {
    Operand<TInt32> missing = missing(tf, size(tf, images), spec.multiple());
    return of(tf, images, missing, spec.stride() == 1 ? 2 : 2 * spec.multiple());
  }

  /**
   * To the shortest sides that the network takes: on both sides, or where pixels share an output
   * behind alone, so that cells stay in place.
   */
  static Padding toSizeOf(Ops tf, Operand<TFloat32> images, Connection network) {
    Sides height = network.height();
    Sides width = network.width();
    Operand<TInt32> size = size(tf, images);
    Operand<TInt32> least = tf.constant(new int[] {height.least(), width.least()});
    Operand<TInt32> step =
        tf.constant(new int[] {Math.max(1, height.step()), Math.max(1, width.step())});
    Operand<TInt32> toLeast = tf.math.sub(least, size);
    Operand<TInt32> toStep = tf.math.floorMod(toLeast, step);
    Operand<TInt32> missing = tf.select(tf.math.greater(toLeast, tf.constant(0)), toLeast, toStep);
    return of(tf, images, missing, network.stride() == 1 ? 2 : Integer.MAX_VALUE);
  }

  private static Operand<TInt32> missing(Ops tf, Operand<TInt32> size, int multiple) {
    return tf.math.floorMod(tf.math.neg(size), tf.constant(multiple));
  }

  /**
   * @param parts of {@code missing}, of which one goes in front
   */
  private static Padding of(Ops tf, Operand<TFloat32> images, Operand<TInt32> missing, int parts) {
    Operand<TInt32> before = tf.math.floorDiv(missing, tf.constant(parts));
    return new Padding(tf.shape(images), before, tf.math.sub(missing, before));
  }

  /** Height and width. */
  private static Operand<TInt32> size(Ops tf, Operand<TFloat32> images) {
    return tf.slice(tf.shape(images), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
  }

  /**
   * Reflection can at most triple a side, so that a small image takes several rounds.
   *
   * @param most the largest number of pixels that a side of one pixel may become
   */
  Operand<TFloat32> reflect(Ops tf, Operand<TFloat32> images, int most) {
    Operand<TFloat32> padded = images;
    Operand<TInt32> missingBefore = before;
    Operand<TInt32> missingAfter = after;
    for (long reach = 1; reach < most; reach *= 3) {
      Operand<TInt32> size = size(tf, padded);
      Operand<TInt32> front = tf.math.minimum(missingBefore, size);
      Operand<TInt32> back = tf.math.minimum(missingAfter, size);
      padded = tf.mirrorPad(padded, paddings(tf, front, back), "SYMMETRIC");
      missingBefore = tf.math.sub(missingBefore, front);
      missingAfter = tf.math.sub(missingAfter, back);
    }
    return padded;
  }

  /** Surrounds targets with a constant, to the size of the padded images. */
  Operand<TFloat32> fill(Ops tf, Operand<TFloat32> targets, float value) {
    return tf.pad(targets, paddings(tf, before, after), tf.constant(value));
  }

  /**
   * The part of a padded map that lies over the images, cells cut by their edge included.
   *
   * @param pixels along the side of a cell
   */
  Operand<TFloat32> crop(Ops tf, Operand<TFloat32> padded, int pixels, int channels) {
    Operand<TInt32> zero = tf.constant(new int[] {0});
    Operand<TInt32> begin = tf.concat(List.of(zero, before, zero), tf.constant(0));
    Operand<TInt32> leading = tf.slice(shape, zero, tf.constant(new int[] {3}));
    Operand<TInt32> stride = tf.constant(new int[] {1, pixels, pixels});
    Operand<TInt32> cells = tf.math.neg(tf.math.floorDiv(tf.math.neg(leading), stride));
    Operand<TInt32> size =
        tf.concat(List.of(cells, tf.constant(new int[] {channels})), tf.constant(0));
    return tf.slice(padded, begin, size);
  }

  /** {@code [[0, 0], [front y, back y], [front x, back x], [0, 0]]}. */
  private static Operand<TInt32> paddings(Ops tf, Operand<TInt32> front, Operand<TInt32> back) {
    Operand<TInt32> middle = tf.stack(List.of(front, back), Stack.axis(1L));
    Operand<TInt32> none = tf.constant(new int[][] {{0, 0}});
    return tf.concat(List.of(none, middle, none), tf.constant(0));
  }
}
