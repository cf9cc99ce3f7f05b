package io.github.robustj.tensorflow;

import io.github.robustj.model.Compute;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A product of two matrices of {@link #SIDE} rows and columns in the precision of the convolutions:
 * the floating point operations per second that no network exceeds on this device. The matrices
 * stay on the device.
 */
public final class MatrixProduct implements AutoCloseable {

  /** Beyond it products are no faster. */
  private static final int SIDE = 1024;

  private final Graph graph = new Graph();
  private final Session session;
  private final Operand<?> product;

  private MatrixProduct(Computation computation) {
    Ops tf = Ops.create(graph);
    session = new Session(graph, computation.config());
    product =
        computation.mixedPrecision() ? product(tf, TBfloat16.class) : product(tf, TFloat32.class);
  }

  /**
   * @param compute where and in which precision
   */
  public static MatrixProduct on(Compute compute) {
    return new MatrixProduct(Computation.choose(compute));
  }

  private <T extends TNumber> Operand<T> product(Ops tf, Class<T> type) {
    return tf.linalg.matMul(matrix(tf, type), matrix(tf, type));
  }

  private <T extends TNumber> Operand<T> matrix(Ops tf, Class<T> type) {
    int[] sides = {SIDE, SIDE};
    Variable<T> matrix = tf.variable(Shape.of(SIDE, SIDE), type);
    Operand<TFloat32> noise =
        tf.random.statelessRandomNormal(tf.constant(sides), tf.constant(new int[] {1, 2}));
    run(tf.assign(matrix, tf.dtypes.cast(noise, type)));
    return matrix;
  }

  /** Multiplications and additions of one product, in units of 1e9. */
  public double gigaOperations() {
    return 2e-9 * SIDE * SIDE * SIDE;
  }

  /** Computes it once. */
  public void run() {
    run(product);
  }

  private void run(Operand<?> what) {
    session.runner().addTarget(what.op()).run().close();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
