package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.SmallNetwork.Body;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.CropAndResize;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What networks for images do, an operation or two each: images {@code [1, 8, 8, 1]} go in, two
 * numbers for each pixel come out.
 */
final class ForeignOperations {

  private static final List<Long> ONE = List.of(1L, 1L, 1L, 1L);
  private static final List<Long> TWO = List.of(1L, 2L, 2L, 1L);
  private static final List<Long> TWO_3D = List.of(1L, 1L, 2L, 2L, 1L);
  private static final List<Long> ONE_3D = List.of(1L, 1L, 1L, 1L, 1L);

  private final Map<String, Body> all = new LinkedHashMap<>();

  private ForeignOperations() {}

  private void addDifferentiable() {
    addConvolutions();
    addAttributes();
    addPooling();
    addResizing();
    addActivations();
    addNormalisations();
    addArithmetic();
    addShapes();
    addOldForms();
    addWithoutWayBack();
  }

  /** By what they are. */
  static Map<String, Body> all() {
    ForeignOperations operations = new ForeignOperations();
    operations.addDifferentiable();
    return operations.all;
  }

  /** By what has no gradient in them. */
  static Map<String, Body> withoutGradient() {
    ForeignOperations operations = new ForeignOperations();
    operations.addOthers();
    return operations.all;
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

  private void addOthers() {
    add(
        "MaxPool with explicit padding",
        (tf, x) ->
            two(
                tf,
                cast(
                    raw(tf, "MaxPool")
                        .addInput(x.asOutput())
                        .setAttr("ksize", new long[] {1, 2, 2, 1})
                        .setAttr("strides", new long[] {1, 1, 1, 1})
                        .setAttr("padding", "EXPLICIT")
                        .setAttr("explicit_paddings", new long[] {0, 0, 1, 0, 0, 1, 0, 0})
                        .build()
                        .output(0))));
    add(
        "LRN with numbers of its own",
        (tf, x) ->
            cast(
                raw(tf, "LRN")
                    .addInput(two(tf, x).asOutput())
                    .setAttr("depth_radius", 1L)
                    .setAttr("bias", 2f)
                    .setAttr("alpha", .5f)
                    .setAttr("beta", .7f)
                    .build()
                    .output(0)));
    add(
        "TopKV2",
        (tf, x) ->
            pair(
                tf,
                x,
                cast(
                    raw(tf, "TopKV2")
                        .addInput(x.asOutput())
                        .addInput(tf.constant(1).asOutput())
                        .build()
                        .output(0))));
    add("ResizeArea", (tf, x) -> two(tf, tf.image.resizeArea(small(tf, x), ints(tf, 8, 8))));
    add("Cumprod", (tf, x) -> two(tf, tf.math.cumprod(x, tf.constant(1))));
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

  private void addActivations() {
    add("Relu, Relu6", (tf, x) -> pair(tf, tf.nn.relu(x), tf.nn.relu6(tf.math.mul(x, c(tf, 5)))));
    add(
        "LeakyRelu, Elu",
        (tf, x) -> pair(tf, tf.nn.leakyRelu(x, LeakyRelu.alpha(.3f)), tf.nn.elu(x)));
    add("Selu, Softplus", (tf, x) -> pair(tf, tf.nn.selu(x), tf.math.softplus(x)));
    add("Softsign, Tanh", (tf, x) -> pair(tf, tf.nn.softsign(x), tf.math.tanh(x)));
    add("Sigmoid, Erf", (tf, x) -> pair(tf, tf.math.sigmoid(x), tf.math.erf(x)));
    add("Erfc, Rint", (tf, x) -> pair(tf, tf.math.erfc(x), tf.math.add(tf.math.rint(x), x)));
    add("Softmax", (tf, x) -> tf.nn.softmax(two(tf, x)));
    add("LogSoftmax", (tf, x) -> tf.nn.logSoftmax(two(tf, x)));
    add(
        "swish as Keras saves it (IdentityN)",
        (tf, x) -> {
          Operand<TFloat32> y = tf.math.mul(x, tf.math.sigmoid(x));
          List<Output<?>> both = outputs(raw(tf, "IdentityN").addInputList(list(y, x)).build());
          return pair(tf, cast(both.get(0)), cast(both.get(1)));
        });
  }

  private void addNormalisations() {
    add("FusedBatchNorm", (tf, x) -> norm(tf, two(tf, x), "FusedBatchNorm"));
    add("FusedBatchNormV2", (tf, x) -> norm(tf, two(tf, x), "FusedBatchNormV2"));
    add("FusedBatchNormV3", (tf, x) -> norm(tf, two(tf, x), "FusedBatchNormV3"));
    add("LRN", (tf, x) -> tf.nn.localResponseNormalization(two(tf, x)));
    add(
        "Rsqrt, SquaredDifference",
        (tf, x) -> {
          Operand<TFloat32> mean = tf.math.mean(x, ints(tf, 1, 2), Mean.keepDims(true));
          Operand<TFloat32> square = tf.math.squaredDifference(x, mean);
          return two(tf, tf.math.mul(x, tf.math.rsqrt(tf.math.add(square, c(tf, 1)))));
        });
    add(
        "EuclideanNorm",
        (tf, x) -> {
          Operand<TFloat32> norm =
              cast(
                  raw(tf, "EuclideanNorm")
                      .addInput(x.asOutput())
                      .addInput(ints(tf, 1, 2).asOutput())
                      .setAttr("keep_dims", true)
                      .build()
                      .output(0));
          return two(tf, tf.math.div(x, norm));
        });
  }

  private void addArithmetic() {
    add("Pow, Exp", (tf, x) -> pair(tf, tf.math.pow(tf.math.exp(x), c(tf, 1.5f)), tf.math.exp(x)));
    add("Log1p, Expm1", (tf, x) -> pair(tf, tf.math.log1p(tf.math.square(x)), tf.math.expm1(x)));
    add("Atan2, Sin", (tf, x) -> pair(tf, tf.math.atan2(x, c(tf, 2)), tf.math.sin(x)));
    add(
        "Maximum, Minimum",
        (tf, x) -> pair(tf, tf.math.maximum(x, c(tf, .1f)), tf.math.minimum(x, c(tf, .2f))));
    add(
        "ClipByValue, Abs",
        (tf, x) -> pair(tf, tf.clipByValue(x, c(tf, -.5f), c(tf, .7f)), tf.math.abs(x)));
    add(
        "DivNoNan, AddN",
        (tf, x) -> pair(tf, tf.math.divNoNan(x, tf.math.exp(x)), tf.math.addN(List.of(x, x))));
    add(
        "SelectV2, Select",
        (tf, x) -> {
          Operand<TBool> positive = tf.math.greater(x, c(tf, 0));
          return pair(
              tf,
              cast(
                  raw(tf, "SelectV2")
                      .addInput(positive.asOutput())
                      .addInput(tf.math.square(x).asOutput())
                      .addInput(tf.math.mul(x, c(tf, 3)).asOutput())
                      .build()
                      .output(0)),
              tf.select(positive, x, tf.math.neg(x)));
        });
    add(
        "Cumsum, ReverseV2",
        (tf, x) ->
            pair(
                tf,
                tf.math.cumsum(x, tf.constant(1), Cumsum.exclusive(true)),
                tf.reverse(x, ints(tf, 2))));
    add(
        "Max, Prod",
        (tf, x) ->
            pair(
                tf,
                tf.math.sub(x, tf.max(x, ints(tf, 2), org.tensorflow.op.core.Max.keepDims(true))),
                tf.math.add(
                    x, tf.prod(x, ints(tf, 2), org.tensorflow.op.core.Prod.keepDims(true)))));
    add(
        "MatMul, Einsum",
        (tf, x) -> {
          Operand<TFloat32> rows = tf.reshape(x, ints(tf, 8, 8));
          Operand<TFloat32> square = tf.linalg.matMul(rows, rows, MatMul.transposeB(true));
          Operand<TFloat32> other = tf.linalg.einsum(List.of(rows, square), "ij,jk->ki");
          return pair(tf, image(tf, square), image(tf, other));
        });
    add(
        "BatchMatMulV2, attention",
        (tf, x) -> {
          Operand<TFloat32> pixels = tf.reshape(x, ints(tf, 1, 64, 1));
          Operand<TFloat32> weights =
              tf.nn.softmax(
                  tf.train.batchMatMul(
                      pixels, tf.linalg.transpose(pixels, ints(tf, 0, 2, 1)), TFloat32.class));
          return two(tf, image(tf, tf.train.batchMatMul(weights, pixels, TFloat32.class)));
        });
  }

  private void addShapes() {
    add("MirrorPad REFLECT", (tf, x) -> cropped(tf, tf.mirrorPad(x, padding(tf), "REFLECT")));
    add("MirrorPad SYMMETRIC", (tf, x) -> cropped(tf, tf.mirrorPad(x, padding(tf), "SYMMETRIC")));
    add("PadV2", (tf, x) -> cropped(tf, tf.pad(x, padding(tf), c(tf, 3))));
    add(
        "Roll, Transpose",
        (tf, x) ->
            pair(
                tf,
                tf.roll(x, ints(tf, 3), ints(tf, 1)),
                tf.linalg.transpose(x, ints(tf, 0, 2, 1, 3))));
    add(
        "Split, ConcatV2",
        (tf, x) -> {
          List<Output<TFloat32>> halves = new ArrayList<>();
          tf.split(tf.constant(1), x, 2L).output().forEach(halves::add);
          return two(tf, tf.concat(List.of(halves.get(1), halves.get(0)), tf.constant(1)));
        });
    add(
        "Unpack, Pack",
        (tf, x) -> {
          List<Output<TFloat32>> rows = new ArrayList<>();
          tf.unstack(x, 8L, org.tensorflow.op.core.Unstack.axis(1L)).output().forEach(rows::add);
          List<Operand<TFloat32>> turned = new ArrayList<>();
          for (int i = 7; i >= 0; i--) turned.add(rows.get(i));
          return two(tf, tf.stack(turned, org.tensorflow.op.core.Stack.axis(1L)));
        });
    add(
        "Tile, BroadcastTo",
        (tf, x) ->
            pair(
                tf,
                tf.math.mul(
                    tf.tile(
                        tf.math.mean(x, ints(tf, 1), Mean.keepDims(true)), ints(tf, 1, 8, 1, 1)),
                    x),
                tf.math.mul(
                    tf.broadcastTo(
                        tf.math.mean(x, ints(tf, 2), Mean.keepDims(true)), ints(tf, 1, 8, 8, 1)),
                    x)));
    add(
        "GatherV2, GatherNd",
        (tf, x) -> {
          Operand<TFloat32> rows = tf.gather(x, ints(tf, 7, 6, 5, 4, 3, 2, 1, 1), tf.constant(1));
          Operand<TFloat32> one = tf.gatherNd(x, tf.constant(new int[][] {{0, 3}}));
          return pair(tf, rows, tf.math.mul(x, tf.expandDims(one, tf.constant(0))));
        });
    add(
        "Cast to float64 and back",
        (tf, x) ->
            two(
                tf,
                tf.dtypes.cast(
                    tf.math.exp(tf.dtypes.cast(x, org.tensorflow.types.TFloat64.class)),
                    TFloat32.class)));
  }

  private void addOldForms() {
    add(
        "EnsureShape, Snapshot",
        (tf, x) -> two(tf, tf.snapshot(tf.ensureShape(x, Shape.of(-1, -1, -1, 1)))));
    add(
        "PlaceholderWithDefault",
        (tf, x) -> two(tf, tf.placeholderWithDefault(tf.math.tanh(x), Shape.of(-1, -1, -1, 1))));
    add(
        "PreventGradient",
        (tf, x) ->
            two(tf, cast(raw(tf, "PreventGradient").addInput(x.asOutput()).build().output(0))));
    add(
        "BiasAddV1",
        (tf, x) ->
            cast(
                raw(tf, "BiasAddV1")
                    .addInput(two(tf, x).asOutput())
                    .addInput(tf.constant(new float[] {1, 2}).asOutput())
                    .build()
                    .output(0)));
    add(
        "Concat",
        (tf, x) ->
            cast(
                raw(tf, "Concat")
                    .addInput(tf.constant(3).asOutput())
                    .addInputList(list(x, tf.math.neg(x)))
                    .build()
                    .output(0)));
    add(
        "Gather",
        (tf, x) -> {
          Operand<TFloat32> rows = tf.squeeze(x, org.tensorflow.op.core.Squeeze.axis(List.of(0L)));
          Operand<TFloat32> turned =
              cast(
                  raw(tf, "Gather")
                      .addInput(rows.asOutput())
                      .addInput(ints(tf, 7, 6, 5, 4, 3, 2, 1, 1).asOutput())
                      .build()
                      .output(0));
          return two(tf, tf.expandDims(turned, tf.constant(0)));
        });
    add(
        "ConjugateTranspose",
        (tf, x) ->
            two(
                tf,
                cast(
                    raw(tf, "ConjugateTranspose")
                        .addInput(x.asOutput())
                        .addInput(ints(tf, 0, 2, 1, 3).asOutput())
                        .build()
                        .output(0))));
    for (boolean training : new boolean[] {false, true})
      add(
          "Switch, Merge " + training,
          (tf, x) -> {
            Operand<TBool> asked = tf.placeholderWithDefault(tf.constant(training), Shape.scalar());
            List<Output<?>> ways =
                outputs(
                    raw(tf, "Switch")
                        .addInput(x.asOutput())
                        .addInput(tf.math.logicalNot(tf.identity(asked)).asOutput())
                        .build());
            Operand<TFloat32> no = tf.math.square(cast(ways.get(0)));
            Operand<TFloat32> yes = tf.math.tanh(cast(ways.get(1)));
            return two(tf, cast(raw(tf, "Merge").addInputList(list(no, yes)).build().output(0)));
          });
  }

  private void addWithoutWayBack() {
    add(
        "Round, Floor",
        (tf, x) ->
            pair(
                tf,
                tf.math.mul(x, tf.math.add(tf.math.floor(x), c(tf, .5f))),
                tf.math.mul(x, cast(raw(tf, "Round").addInput(x.asOutput()).build().output(0)))));
    add("OnesLike", (tf, x) -> two(tf, tf.math.add(tf.onesLike(x), x)));
    add(
        "LinSpace",
        (tf, x) ->
            two(
                tf,
                tf.math.mul(
                    x,
                    tf.reshape(
                        tf.linSpace(c(tf, 0), c(tf, 1), tf.constant(8)), ints(tf, 1, 8, 1, 1)))));
    add(
        "Range",
        (tf, x) ->
            two(
                tf,
                tf.math.mul(
                    x, tf.reshape(tf.range(c(tf, 0), c(tf, 8), c(tf, 1)), ints(tf, 1, 8, 1, 1)))));
    add(
        "StopGradient",
        (tf, x) -> two(tf, tf.math.add(x, tf.stopGradient(tf.math.mul(x, c(tf, 0))))));
  }

  private void add(String name, Body body) {
    all.put(name, body);
  }

  /** A number of its own for each class. */
  static Operand<TFloat32> two(Ops tf, Operand<TFloat32> x) {
    return pair(tf, x, tf.math.mul(x, c(tf, -.7f)));
  }

  private static Operand<TFloat32> pair(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.concat(List.of(a, b), tf.constant(3));
  }

  private static Operand<TFloat32> c(Ops tf, float value) {
    return tf.constant(value);
  }

  private static Operand<TInt32> ints(Ops tf, int... values) {
    return tf.constant(values);
  }

  private static Operand<TInt32> padding(Ops tf) {
    return tf.constant(new int[][] {{0, 0}, {2, 1}, {0, 3}, {0, 0}});
  }

  private static Operand<TFloat32> cropped(Ops tf, Operand<TFloat32> x) {
    return two(tf, tf.slice(x, ints(tf, 0, 0, 3, 0), ints(tf, 1, 8, 8, 1)));
  }

  private static Operand<TFloat32> max(Ops tf, Operand<TFloat32> x) {
    return cast(
        raw(tf, "MaxPool")
            .addInput(x.asOutput())
            .setAttr("ksize", new long[] {1, 2, 2, 1})
            .setAttr("strides", new long[] {1, 2, 2, 1})
            .setAttr("padding", "VALID")
            .build()
            .output(0));
  }

  private static Operand<TFloat32> argmax(Ops tf, Operand<TFloat32> x) {
    return cast(
        raw(tf, "MaxPoolWithArgmax")
            .addInput(x.asOutput())
            .setAttr("ksize", new long[] {1, 2, 2, 1})
            .setAttr("strides", new long[] {1, 2, 2, 1})
            .setAttr("padding", "SAME")
            .build()
            .output(0));
  }

  private static Operand<TFloat32> small(Ops tf, Operand<TFloat32> x) {
    return tf.nn.avgPool(x, TWO, TWO, "VALID");
  }

  private static Operand<TFloat32> enlarged(Ops tf, Operand<TFloat32> x) {
    return tf.image.resizeNearestNeighbor(x, ints(tf, 8, 8));
  }

  private static Operand<TFloat32> image(Ops tf, Operand<TFloat32> x) {
    return tf.reshape(x, ints(tf, 1, 8, 8, 1));
  }

  private static Operand<TFloat32> norm(Ops tf, Operand<TFloat32> x, String operation) {
    return norm(tf, x, operation, 1e-3f);
  }

  private static Operand<TFloat32> norm(
      Ops tf, Operand<TFloat32> x, String operation, float epsilon) {
    OperationBuilder norm = raw(tf, operation).addInput(x.asOutput());
    float[][] numbers = {{.5f, 2}, {.1f, -1}, {.3f, .2f}, {.7f, 1.5f}};
    for (float[] each : numbers) norm.addInput(tf.constant(each).asOutput());
    return cast(norm.setAttr("is_training", false).setAttr("epsilon", epsilon).build().output(0));
  }

  private static Operand<TFloat32> kernel(Ops tf, long... sides) {
    int length = (int) Arrays.stream(sides).reduce(1, (a, b) -> a * b);
    float[] values = new float[length];
    Random random = new Random(length);
    for (int i = 0; i < length; i++) values[i] = .5f * (float) random.nextGaussian();
    return tf.constant(Shape.of(sides), DataBuffers.of(values));
  }

  private static OperationBuilder raw(Ops tf, String operation) {
    return tf.scope().opBuilder(operation, operation);
  }

  private static Output<?>[] list(Operand<?>... operands) {
    return Arrays.stream(operands).map(Operand::asOutput).toArray(Output<?>[]::new);
  }

  private static List<Output<?>> outputs(org.tensorflow.Operation operation) {
    List<Output<?>> all = new ArrayList<>();
    for (int i = 0; i < operation.numOutputs(); i++) all.add(operation.output(i));
    return all;
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> cast(Output<?> output) {
    return (Output<TFloat32>) output;
  }
}
