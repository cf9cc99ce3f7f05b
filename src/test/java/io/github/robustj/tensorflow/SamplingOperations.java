package io.github.robustj.tensorflow;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.image.CropAndResize;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** What makes images smaller or larger. */
final class SamplingOperations extends OperationTable {

  @Override
  void add() {
    addPooling();
    addResizing();
  }

  private void addPooling() {
    add("MaxPool", (tf, x) -> enlarged(tf, two(tf, max(tf, x))));
    add(
        "MaxPoolV2",
        (tf, x) ->
            enlarged(
                tf, two(tf, tf.nn.maxPool(x, ints(tf, 1, 2, 2, 1), ints(tf, 1, 2, 2, 1), "SAME"))));
    add("MaxPoolWithArgmax", (tf, x) -> enlarged(tf, two(tf, argmax(tf, x))));
    add("AvgPool", (tf, x) -> two(tf, tf.nn.avgPool(x, List.of(1L, 3L, 3L, 1L), ONE, "SAME")));
    add(
        "MaxPool3D, AvgPool3D",
        (tf, x) -> {
          Operand<TFloat32> deep = tf.expandDims(x, tf.constant(1));
          List<Long> sides = List.of(1L, 1L, 3L, 3L, 1L);
          Operand<TFloat32> most = tf.nn.maxPool3d(deep, sides, ONE_3D, "SAME");
          Operand<TFloat32> mean = tf.nn.avgPool3d(deep, sides, ONE_3D, "SAME");
          return tf.squeeze(
              tf.concat(List.of(most, mean), tf.constant(4)),
              org.tensorflow.op.core.Squeeze.axis(List.of(1L)));
        });
    add(
        "Mean over all pixels",
        (tf, x) -> two(tf, tf.math.mul(x, tf.math.mean(x, ints(tf, 1, 2), Mean.keepDims(true)))));
    add(
        "SpaceToDepth, DepthToSpace",
        (tf, x) ->
            tf.nn.depthToSpace(
                tf.nn.conv2d(tf.nn.spaceToDepth(x, 2L), kernel(tf, 3, 3, 4, 8), ONE, "SAME"), 2L));
  }

  private void addResizing() {
    for (boolean corners : new boolean[] {false, true})
      for (boolean half : new boolean[] {false, true}) {
        if (corners && half) continue;
        String words = corners ? " align_corners" : half ? " half_pixel_centers" : "";
        add(
            "ResizeBilinear" + words,
            (tf, x) ->
                two(
                    tf,
                    tf.image.resizeBilinear(
                        small(tf, x),
                        ints(tf, 8, 8),
                        ResizeBilinear.alignCorners(corners),
                        ResizeBilinear.halfPixelCenters(half))));
        add(
            "ResizeBicubic" + words,
            (tf, x) ->
                two(
                    tf,
                    tf.image.resizeBicubic(
                        small(tf, x),
                        ints(tf, 8, 8),
                        ResizeBicubic.alignCorners(corners),
                        ResizeBicubic.halfPixelCenters(half))));
        add(
            "ResizeNearestNeighbor" + words,
            (tf, x) ->
                two(
                    tf,
                    tf.image.resizeNearestNeighbor(
                        small(tf, x),
                        ints(tf, 8, 8),
                        ResizeNearestNeighbor.alignCorners(corners),
                        ResizeNearestNeighbor.halfPixelCenters(half))));
      }
    add(
        "CropAndResize",
        (tf, x) ->
            two(
                tf,
                tf.image.cropAndResize(
                    x,
                    tf.constant(new float[][] {{.1f, .2f, .9f, .8f}}),
                    ints(tf, 0),
                    ints(tf, 8, 8),
                    CropAndResize.method("bilinear"))));
  }
}
