package io.github.robustj.tensorflow;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Shape;
import org.tensorflow.op.nn.Conv3d;
import org.tensorflow.op.nn.Conv3dBackpropFilter;
import org.tensorflow.op.nn.Conv3dBackpropInput;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.op.nn.DepthwiseConv2dNativeBackpropFilter;
import org.tensorflow.op.nn.DepthwiseConv2dNativeBackpropInput;
import org.tensorflow.op.nn.Dilation2d;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Gradients that TensorFlow's C++ lacks and its operations can compute: of convolutions in three
 * dimensions and their transposed, of transposed depthwise ones, and of dilations; and that of
 * {@link InstanceNormalization}. They hold for the whole process.
 */
final class MissingGradients {

  private static boolean isDone;
  private static boolean isThere;

  private MissingGradients() {}

  /**
   * Once in a process.
   *
   * @return whether it could be done; in builds without such calls these operations are without a
   *     gradient and named so
   */
  static synchronized boolean register() {
    if (isDone) return isThere;
    isDone = true;
    try {
      TensorFlow.registerCustomGradient(
          Conv3d.Inputs.class, (tf, op, dy) -> ofConv3d(tf, op, floats(dy.get(0))));
      TensorFlow.registerCustomGradient(
          Conv3dBackpropInput.Inputs.class,
          (tf, op, dy) -> ofTransposedConv3d(tf, op, floats(dy.get(0))));
      TensorFlow.registerCustomGradient(
          DepthwiseConv2dNativeBackpropInput.Inputs.class,
          (tf, op, dy) -> ofTransposedDepthwise(tf, op, floats(dy.get(0))));
      TensorFlow.registerCustomGradient(
          Dilation2d.Inputs.class, (tf, op, dy) -> ofDilation(tf, op, floats(dy.get(0))));
      TensorFlow.registerCustomGradient(InstanceNormalization.END, InstanceNormalization::gradient);
      isThere = true;
    } catch (TensorFlowException | LinkageError | UnsupportedOperationException notHere) {
      isThere = false;
    }
    return isThere;
  }

  private static List<Operand<?>> ofConv3d(Ops tf, Conv3d.Inputs<?> op, Operand<TFloat32> dy) {
    Operand<TFloat32> x = floats(op.input.asOutput());
    Operand<TFloat32> filter = floats(op.filter.asOutput());
    List<Long> strides = list(op.strides);
    return List.of(
        tf.nn.conv3dBackpropInput(
            shape(tf, x),
            filter,
            dy,
            strides,
            op.padding,
            Conv3dBackpropInput.dataFormat(op.dataFormat),
            Conv3dBackpropInput.dilations(list(op.dilations))),
        tf.nn.conv3dBackpropFilter(
            x,
            shape(tf, filter),
            dy,
            strides,
            op.padding,
            Conv3dBackpropFilter.dataFormat(op.dataFormat),
            Conv3dBackpropFilter.dilations(list(op.dilations))));
  }

  /** Of sizes, for which it is nothing, filter and image. */
  private static List<Operand<?>> ofTransposedConv3d(
      Ops tf, Conv3dBackpropInput.Inputs<?> op, Operand<TFloat32> dy) {
    Operand<TFloat32> x = floats(op.outBackprop.asOutput());
    Operand<TFloat32> filter = floats(op.filter.asOutput());
    List<Long> strides = list(op.strides);
    return List.of(
        tf.zerosLike(op.inputSizes),
        tf.nn.conv3dBackpropFilter(
            dy,
            shape(tf, filter),
            x,
            strides,
            op.padding,
            Conv3dBackpropFilter.dataFormat(op.dataFormat),
            Conv3dBackpropFilter.dilations(list(op.dilations))),
        tf.nn.conv3d(
            dy,
            filter,
            strides,
            op.padding,
            Conv3d.dataFormat(op.dataFormat),
            Conv3d.dilations(list(op.dilations))));
  }

  private static List<Operand<?>> ofTransposedDepthwise(
      Ops tf, DepthwiseConv2dNativeBackpropInput.Inputs<?> op, Operand<TFloat32> dy) {
    Operand<TFloat32> x = floats(op.outBackprop.asOutput());
    Operand<TFloat32> filter = floats(op.filter.asOutput());
    List<Long> strides = list(op.strides);
    return List.of(
        tf.zerosLike(op.inputSizes),
        tf.nn.depthwiseConv2dNativeBackpropFilter(
            dy,
            shape(tf, filter),
            x,
            strides,
            op.padding,
            DepthwiseConv2dNativeBackpropFilter.explicitPaddings(list(op.explicitPaddings)),
            DepthwiseConv2dNativeBackpropFilter.dilations(list(op.dilations))),
        tf.nn.depthwiseConv2dNative(
            dy,
            filter,
            strides,
            op.padding,
            DepthwiseConv2dNative.explicitPaddings(list(op.explicitPaddings)),
            DepthwiseConv2dNative.dilations(list(op.dilations))));
  }

  private static List<Operand<?>> ofDilation(
      Ops tf, Dilation2d.Inputs<?> op, Operand<TFloat32> dy) {
    Operand<TFloat32> x = floats(op.input.asOutput());
    Operand<TFloat32> filter = floats(op.filter.asOutput());
    List<Long> strides = list(op.strides);
    List<Long> rates = list(op.rates);
    return List.of(
        tf.nn.dilation2dBackpropInput(x, filter, dy, strides, rates, op.padding),
        tf.nn.dilation2dBackpropFilter(x, filter, dy, strides, rates, op.padding));
  }

  private static Shape<TInt32> shape(Ops tf, Operand<TFloat32> x) {
    return tf.shape(x);
  }

  private static List<Long> list(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> floats(Output<?> output) {
    return (Output<TFloat32>) output;
  }
}
