package io.github.robustj.tensorflow;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** What computes each pixel by itself, or by statistics. */
final class ValueOperations extends OperationTable {

  @Override
  void add() {
    addActivations();
    addNormalisations();
    addArithmetic();
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
}
