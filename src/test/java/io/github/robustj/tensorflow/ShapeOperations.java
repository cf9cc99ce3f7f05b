package io.github.robustj.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** What moves pixels, the forms of older networks, and what has no way back but needs none. */
final class ShapeOperations extends OperationTable {

  @Override
  void add() {
    addShapes();
    addOldForms();
    addWithoutWayBack();
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
}
