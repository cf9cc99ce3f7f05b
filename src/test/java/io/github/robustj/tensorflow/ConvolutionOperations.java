package io.github.robustj.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Convolutions of all kinds, and their attributes. */
final class ConvolutionOperations extends OperationTable {

  @Override
  void add() {
    addConvolutions();
    addAttributes();
  }

  private void addConvolutions() {
    add(
        "Conv2D stride",
        (tf, x) -> enlarged(tf, tf.nn.conv2d(x, kernel(tf, 3, 3, 1, 2), TWO, "SAME")));
    add(
        "Conv2D dilated",
        (tf, x) ->
            tf.nn.conv2d(
                x, kernel(tf, 3, 3, 1, 2), ONE, "SAME", Conv2d.dilations(List.of(1L, 2L, 2L, 1L))));
    add(
        "Conv2D explicit padding",
        (tf, x) ->
            tf.nn.conv2d(
                x,
                kernel(tf, 2, 2, 1, 2),
                ONE,
                "EXPLICIT",
                Conv2d.explicitPaddings(List.of(0L, 0L, 1L, 0L, 0L, 1L, 0L, 0L))));
    add(
        "Conv2DBackpropInput",
        (tf, x) ->
            tf.nn.conv2dBackpropInput(
                ints(tf, 1, 8, 8, 2),
                kernel(tf, 3, 3, 2, 1),
                tf.nn.avgPool(x, TWO, TWO, "VALID"),
                TWO,
                "SAME"));
    add(
        "DepthwiseConv2dNative",
        (tf, x) -> tf.nn.depthwiseConv2dNative(two(tf, x), kernel(tf, 3, 3, 2, 1), ONE, "SAME"));
    add(
        "DepthwiseConv2dNative dilated",
        (tf, x) ->
            tf.nn.depthwiseConv2dNative(
                x,
                kernel(tf, 3, 3, 1, 2),
                ONE,
                "SAME",
                DepthwiseConv2dNative.dilations(List.of(1L, 2L, 2L, 1L))));
    add(
        "DepthwiseConv2dNativeBackpropInput",
        (tf, x) ->
            tf.nn.depthwiseConv2dNativeBackpropInput(
                ints(tf, 1, 8, 8, 2),
                kernel(tf, 3, 3, 2, 1),
                two(tf, tf.nn.avgPool(x, TWO, TWO, "VALID")),
                TWO,
                "SAME"));
    add(
        "Conv3D",
        (tf, x) ->
            tf.squeeze(
                tf.nn.conv3d(
                    tf.expandDims(x, tf.constant(1)), kernel(tf, 1, 3, 3, 1, 2), ONE_3D, "SAME"),
                org.tensorflow.op.core.Squeeze.axis(List.of(1L))));
    add(
        "Conv3DBackpropInputV2",
        (tf, x) ->
            tf.squeeze(
                tf.nn.conv3dBackpropInput(
                    ints(tf, 1, 1, 8, 8, 2),
                    kernel(tf, 1, 3, 3, 2, 1),
                    tf.expandDims(tf.nn.avgPool(x, TWO, TWO, "VALID"), tf.constant(1)),
                    TWO_3D,
                    "SAME"),
                org.tensorflow.op.core.Squeeze.axis(List.of(1L))));
    add(
        "Dilation2D",
        (tf, x) -> two(tf, tf.nn.dilation2d(x, kernel(tf, 3, 3, 1), ONE, ONE, "SAME")));
    add(
        "SpaceToBatchND, BatchToSpaceND",
        (tf, x) -> {
          Operand<TInt32> block = ints(tf, 2, 2);
          Operand<TInt32> none = tf.constant(new int[2][2]);
          Operand<TFloat32> apart = tf.spaceToBatchNd(x, block, none);
          return tf.batchToSpaceNd(
              tf.nn.conv2d(apart, kernel(tf, 3, 3, 1, 2), ONE, "SAME"), block, none);
        });
  }

  /** Attributes that TensorFlow's gradients must not forget. */
  private void addAttributes() {
    add(
        "Conv2D dilated, VALID, not square",
        (tf, x) ->
            enlarged(
                tf,
                tf.nn.conv2d(
                    x,
                    kernel(tf, 2, 3, 1, 2),
                    ONE,
                    "VALID",
                    Conv2d.dilations(List.of(1L, 3L, 2L, 1L)))));
    add(
        "Conv2D dilated, stride",
        (tf, x) ->
            enlarged(
                tf,
                tf.nn.conv2d(
                    x,
                    kernel(tf, 3, 2, 1, 2),
                    TWO,
                    "SAME",
                    Conv2d.dilations(List.of(1L, 2L, 3L, 1L)))));
    add(
        "DepthwiseConv2dNative stride",
        (tf, x) ->
            enlarged(
                tf, tf.nn.depthwiseConv2dNative(two(tf, x), kernel(tf, 3, 3, 2, 1), TWO, "SAME")));
    add(
        "DepthwiseConv2dNative explicit padding",
        (tf, x) ->
            tf.nn.depthwiseConv2dNative(
                two(tf, x),
                kernel(tf, 2, 2, 2, 1),
                ONE,
                "EXPLICIT",
                DepthwiseConv2dNative.explicitPaddings(List.of(0L, 0L, 1L, 0L, 0L, 1L, 0L, 0L))));
    add(
        "Conv2DBackpropInput explicit padding",
        (tf, x) ->
            tf.nn.conv2dBackpropInput(
                ints(tf, 1, 8, 8, 2),
                kernel(tf, 2, 2, 2, 1),
                x,
                ONE,
                "EXPLICIT",
                org.tensorflow.op.nn.Conv2dBackpropInput.explicitPaddings(
                    List.of(0L, 0L, 1L, 0L, 0L, 1L, 0L, 0L))));
    add("FusedBatchNormV3 epsilon", (tf, x) -> norm(tf, two(tf, x), "FusedBatchNormV3", .3f));
    add("FusedBatchNorm epsilon", (tf, x) -> norm(tf, two(tf, x), "FusedBatchNorm", .3f));
    add(
        "axes from the end",
        (tf, x) -> {
          Operand<TFloat32> both = tf.concat(List.of(x, tf.math.tanh(x)), tf.constant(-1));
          Operand<TFloat32> sums = tf.math.cumsum(both, tf.constant(-2), Cumsum.reverse(true));
          Operand<TFloat32> mean = tf.math.mean(sums, ints(tf, -1), Mean.keepDims(true));
          return tf.math.mul(tf.reverse(sums, ints(tf, -3)), mean);
        });
    add(
        "Pack, Unpack, Split from the end",
        (tf, x) -> {
          List<Output<TFloat32>> columns = new ArrayList<>();
          tf.unstack(x, 8L, org.tensorflow.op.core.Unstack.axis(-2L))
              .output()
              .forEach(columns::add);
          List<Operand<TFloat32>> turned = new ArrayList<>();
          for (int i = 7; i >= 0; i--) turned.add(columns.get(i));
          Operand<TFloat32> y = tf.stack(turned, org.tensorflow.op.core.Stack.axis(-2L));
          List<Output<TFloat32>> halves = new ArrayList<>();
          tf.split(tf.constant(-2), y, 2L).output().forEach(halves::add);
          return two(tf, tf.concat(List.of(halves.get(1), halves.get(0)), tf.constant(-2)));
        });
    add(
        "StridedSlice with masks",
        (tf, x) ->
            two(
                tf,
                tf.expandDims(
                    tf.expandDims(
                        cast(
                            raw(tf, "StridedSlice")
                                .addInput(x.asOutput())
                                .addInput(ints(tf, 0, 7, 0, 0).asOutput())
                                .addInput(ints(tf, 1, 0, 8, 1).asOutput())
                                .addInput(ints(tf, 1, -1, 1, 1).asOutput())
                                .setAttr("end_mask", 2L)
                                .setAttr("shrink_axis_mask", 9L)
                                .build()
                                .output(0)),
                        tf.constant(0)),
                    tf.constant(-1))));
    add(
        "LogSoftmax of a matrix",
        (tf, x) -> {
          Operand<TFloat32> pixels = tf.reshape(two(tf, x), ints(tf, 64, 2));
          return tf.reshape(tf.nn.logSoftmax(pixels), ints(tf, 1, 8, 8, 2));
        });
    add(
        "SelectV2 with a number",
        (tf, x) ->
            two(
                tf,
                cast(
                    raw(tf, "SelectV2")
                        .addInput(tf.math.greater(x, c(tf, 0)).asOutput())
                        .addInput(x.asOutput())
                        .addInput(c(tf, 2).asOutput())
                        .build()
                        .output(0))));
  }
}
