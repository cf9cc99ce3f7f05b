package io.github.robustj.tensorflow;

/** What has no gradient, by its name. */
final class OperationsWithoutGradient extends OperationTable {

  @Override
  void add() {
    addOthers();
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
}
