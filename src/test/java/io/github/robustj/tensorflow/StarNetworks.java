package io.github.robustj.tensorflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Networks that outline bright objects on a dark ground, in the forms in which StarDist exports its
 * own: the length of a ray is how much of it is bright, which is how far the border is for convex
 * objects that lie {@link #REACH} pixels apart; the probability is a sigmoid of how much is bright
 * around.
 *
 * @param form of the outputs
 * @param grid pixels, across and down, that share an output
 * @param keras whether in the form of TensorFlow 2, else of TensorFlow 1
 */
public record StarNetworks(Form form, int grid, boolean keras) {

  public enum Form {
    /** One output, coarse where the grid is. */
    JOINED,
    /** One output as large as the image, as {@code export_TF} gives it to Fiji. */
    ENLARGED,
    /** Probability and distances. */
    TWO
  }

  static final int RAYS = 16;
  static final int REACH = 12;
  static final String INPUT = "input";

  /** Radius of the disc in which the probability looks. */
  private static final int AROUND = 4;

  private static final double STEP = .25;

  public void save(Path folder) throws Exception {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<Op> assignments = new ArrayList<>();
      Placeholder<TFloat32> images =
          tf.withName("serving_default_" + INPUT)
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1)));
      Operand<TFloat32> p = probability(tf, images, assignments);
      Operand<TFloat32> d = coarse(tf, convolution(tf, "dist", images, rays(), RAYS, assignments));
      Signature.Builder signature =
          Signature.builder().key(Signature.DEFAULT_KEY).input(INPUT, images);
      if (form == Form.TWO)
        signature
            .output("dist", tf.withName("out_dist").identity(d))
            .output("prob", tf.withName("out_prob").identity(p));
      else {
        if (form == Form.ENLARGED && grid > 1) {
          Operand<TInt32> size =
              tf.math.mul(
                  tf.slice(tf.shape(p), tf.constant(new int[] {1}), tf.constant(new int[] {2})),
                  tf.constant(grid));
          Operand<TInt32> all =
              tf.concat(
                  List.of(
                      tf.slice(tf.shape(p), tf.constant(new int[] {0}), tf.constant(new int[] {1})),
                      size,
                      tf.constant(new int[] {1})),
                  tf.constant(0));
          List<Long> strides = List.of(1L, (long) grid, (long) grid, 1L);
          p =
              tf.nn.conv2dBackpropInput(
                  all,
                  variable(tf, "up", new float[] {1}, assignments, 1, 1, 1, 1),
                  p,
                  strides,
                  "SAME");
          d = tf.image.resizeNearestNeighbor(d, size);
        }
        signature.output(
            "output", tf.withName("out").identity(tf.concat(List.of(p, d), tf.constant(3))));
      }
      try (Session session = new Session(graph)) {
        for (Op assignment : assignments) session.runner().addTarget(assignment).run();
        SavedModelBundle.exporter(folder.toString())
            .withFunction(SessionFunction.create(signature.build(), session))
            .export();
      }
    }
    if (keras) new Stranger(folder).edit(n -> KerasForm.give(n, "serving_default_" + INPUT, "out"));
  }

  private Operand<TFloat32> probability(Ops tf, Operand<TFloat32> images, List<Op> assignments) {
    Operand<TFloat32> bright = convolution(tf, "prob", images, disc(), 1, assignments);
    // 1 where all is bright, 0 where nothing is: above a half from 3/4 on.
    Operand<TFloat32> logit = tf.math.mul(tf.math.sub(bright, tf.constant(.75f)), tf.constant(16f));
    return tf.math.sigmoid(coarse(tf, logit));
  }

  private Operand<TFloat32> coarse(Ops tf, Operand<TFloat32> x) {
    if (grid == 1) return x;
    Operand<TInt32> side = tf.constant(new int[] {1, 1, 1, 1});
    return tf.nn.maxPool(x, side, tf.constant(new int[] {1, grid, grid, 1}), "VALID");
  }

  private static Operand<TFloat32> convolution(
      Ops tf, String name, Operand<TFloat32> x, float[] kernel, int out, List<Op> assignments) {
    int side = (int) Math.sqrt(kernel.length / out);
    return tf.nn.conv2d(
        x,
        variable(tf, name, kernel, assignments, side, side, 1, out),
        List.of(1L, 1L, 1L, 1L),
        "SAME");
  }

  private static Operand<TFloat32> variable(
      Ops tf, String name, float[] values, List<Op> assignments, long... shape) {
    Variable<TFloat32> variable = tf.withName(name).variable(Shape.of(shape), TFloat32.class);
    assignments.add(tf.assign(variable, tf.constant(Shape.of(shape), DataBuffers.of(values))));
    return tf.identity(variable);
  }

  private static float[] disc() {
    int side = 2 * AROUND + 1;
    float[] kernel = new float[side * side];
    int inside = 0;
    for (int i = 0; i < kernel.length; i++)
      if (Math.hypot(i % side - AROUND, i / side - AROUND) <= AROUND) inside++;
    for (int i = 0; i < kernel.length; i++)
      if (Math.hypot(i % side - AROUND, i / side - AROUND) <= AROUND) kernel[i] = 1f / inside;
    return kernel;
  }

  /** Sums along rays, between pixels linearly; ray k points to cos, sin of 2 pi k / rays. */
  private static float[] rays() {
    int side = 2 * REACH + 3;
    float[] kernel = new float[side * side * RAYS];
    for (int k = 0; k < RAYS; k++)
      for (double t = STEP / 2; t < REACH; t += STEP) {
        double x = REACH + 1 + t * Math.cos(2 * Math.PI * k / RAYS);
        double y = REACH + 1 + t * Math.sin(2 * Math.PI * k / RAYS);
        for (int v = 0; v < 2; v++)
          for (int u = 0; u < 2; u++) {
            double weight = (u == 0 ? 1 - x % 1 : x % 1) * (v == 0 ? 1 - y % 1 : y % 1);
            kernel[(((int) y + v) * side + (int) x + u) * RAYS + k] += (float) (STEP * weight);
          }
      }
    return kernel;
  }
}
