package io.github.robustj.tensorflow;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** The one copy between Java's memory and TensorFlow's, in each direction. */
final class Copies {

  private Copies() {}

  /** A native copy; the caller closes it. */
  static TFloat32 toNative(Tensor tensor) {
    return toNative(tensor.data(), tensor.shape());
  }

  static TFloat32 toNative(float[] values, int... shape) {
    long[] dimensions = Arrays.stream(shape).asLongStream().toArray();
    return TFloat32.tensorOf(Shape.of(dimensions), DataBuffers.of(values, true, false));
  }

  static Tensor toJava(TFloat32 tensor) {
    float[] values = values(tensor);
    return new Tensor(
        values, Arrays.stream(tensor.shape().asArray()).mapToInt(Math::toIntExact).toArray());
  }

  static float[] values(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }
}
