package io.github.robustj.tensorflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Convolutions of float32 images and kernels, multiplied in float32 or, in mixed precision, in
 * bfloat16. Their derivatives are computed as they are.
 *
 * @param mixed whether in bfloat16
 */
record Bfloat16(Ops tf, boolean mixed) {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

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

  private Operand<TBfloat16> narrow(Operand<TFloat32> x) {
    return tf.dtypes.cast(x, TBfloat16.class);
  }

  private Operand<TFloat32> wide(Operand<TBfloat16> x) {
    return tf.dtypes.cast(x, TFloat32.class);
  }

  /** A clause for the log: whether the device has such arithmetic. */
  static String words(boolean cpu) {
    if (!cpu) return "bfloat16 is fast on GPUs from NVIDIA's Ampere generation (2020) on";
    return processorHasIt()
        ? "this CPU has bfloat16 arithmetic"
        : "this CPU has no bfloat16 arithmetic, which is emulated and slower than float32";
  }

  private static boolean processorHasIt() {
    try {
      String facts = Files.isReadable(PROCESSOR) ? Files.readString(PROCESSOR) : "";
      return facts.contains("avx512_bf16") || facts.contains("amx_bf16");
    } catch (IOException unknown) {
      return false;
    }
  }
}
