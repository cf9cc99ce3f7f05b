package io.github.robustj.tensorflow;

import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.dtypes.Cast;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * How the layers of a network compute; what goes in and comes out is float32.
 *
 * @param tf of the graph that they are added to
 * @param mixed whether convolutions multiply in bfloat16; their derivatives are computed as they
 *     are
 * @param differentiable whether gradients will be asked for, and not of the graph as it is written
 *     to disk, which holds no operation but the usual ones
 */
record Arithmetic(Ops tf, boolean mixed, boolean differentiable) {

  /** The axis of features. */
  private static final int FEATURES = 3;

  Operand<TFloat32> conv2d(Operand<TFloat32> x, Operand<TFloat32> kernel, List<Long> strides) {
    if (!mixed) return tf.nn.conv2d(x, kernel, strides, "SAME");
    return wide(tf.nn.conv2d(narrow(x), narrow(kernel), strides, "SAME"));
  }

  /**
   * @param shape of the result
   */
  Operand<TFloat32> transposed(
      Operand<TInt32> shape, Operand<TFloat32> kernel, Operand<TFloat32> x, List<Long> strides) {
    if (!mixed) return tf.nn.conv2dBackpropInput(shape, kernel, x, strides, "VALID");
    return wide(tf.nn.conv2dBackpropInput(shape, narrow(kernel), narrow(x), strides, "VALID"));
  }

  /**
   * Images with the features of the first and then those of the second; for convolutions in
   * bfloat16 they are put together as such.
   */
  Operand<TFloat32> joined(Operand<TFloat32> first, Operand<TFloat32> second) {
    if (!mixed) return tf.concat(List.of(first, second), tf.constant(FEATURES));
    return wide(tf.concat(List.of(narrow(first), narrow(second)), tf.constant(FEATURES)));
  }

  /** See {@link InstanceNormalization}. */
  Operand<TFloat32> normalized(
      Operand<TFloat32> x, Operand<TFloat32> scale, Operand<TFloat32> shift) {
    return differentiable
        ? InstanceNormalization.differentiable(tf, x, scale, shift)
        : InstanceNormalization.plain(tf, x, scale, shift);
  }

  /**
   * What was {@link #wide made wide} as it was before: the same, without a pass over memory. No
   * layer uses that twice; the gradients of two would be added up in bfloat16.
   */
  private Operand<TBfloat16> narrow(Operand<TFloat32> x) {
    if (x.op() instanceof GraphOperation cast
        && cast.type().equals(Cast.OP_NAME)
        && cast.input(0).type() == TBfloat16.class) return cast.input(0).expect(TBfloat16.class);
    return tf.dtypes.cast(x, TBfloat16.class);
  }

  private Operand<TFloat32> wide(Operand<TBfloat16> x) {
    return tf.dtypes.cast(x, TFloat32.class);
  }
}
