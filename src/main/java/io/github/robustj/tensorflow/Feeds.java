package io.github.robustj.tensorflow;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** What one call of a session is given, as native memory that lives until this is closed. */
final class Feeds implements AutoCloseable {

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
