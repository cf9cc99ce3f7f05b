package io.github.robustj.tensorflow;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

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

  /** What one call of a session is given, as native memory that lives until this is closed. */
  static final class Feeds implements AutoCloseable {

    private record Feed(Operand<?> operand, TType tensor) {}

    private final List<Feed> feeds = new ArrayList<>();

    Feeds add(Operand<TFloat32> operand, Tensor tensor) {
      feeds.add(new Feed(operand, Copies.toNative(tensor)));
      return this;
    }

    Feeds add(Operand<TFloat32> operand, float[] values) {
      return add(operand, new Tensor(values, values.length));
    }

    Feeds add(Operand<TInt32> operand, int[] values) {
      feeds.add(new Feed(operand, TInt32.vectorOf(values)));
      return this;
    }

    Feeds add(Operand<TFloat32> operand, float scalar) {
      feeds.add(new Feed(operand, TFloat32.scalarOf(scalar)));
      return this;
    }

    Session.Runner into(Session.Runner runner) {
      for (Feed feed : feeds) runner.feed(feed.operand(), feed.tensor());
      return runner;
    }

    @Override
    public void close() {
      feeds.forEach(feed -> feed.tensor().close());
    }
  }
}
