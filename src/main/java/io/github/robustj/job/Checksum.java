package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.TensorImages;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Tells two data sets apart by what a network sees of them: CRC-32 of all images and targets. */
final class Checksum {

  private static final int FLOATS = 1 << 12;

  private final CRC32 sum = new CRC32();
  private final ByteBuffer buffer = ByteBuffer.allocate(FLOATS * Float.BYTES);

  /** A consumer whose cases are added. */
  Consumer<EncodedCase> of(Consumer<EncodedCase> use) {
    return c -> {
      add(c.images());
      add(c.targets());
      use.accept(c);
    };
  }

  /** Adds a case of an evaluation, with the region that attacks may change. */
  void add(EvaluationCase subject) {
    add(subject.images());
    add(subject.targets());
    for (boolean inside : subject.region().inside()) sum.update(inside ? 1 : 0);
  }

  /** Of one case of an evaluation alone. */
  static String of(EvaluationCase subject) {
    Checksum checksum = new Checksum();
    checksum.add(subject);
    return checksum.text();
  }

  /** Of the pixels of an image. */
  static String of(Image image) {
    Checksum checksum = new Checksum();
    checksum.add(TensorImages.tensor(image));
    return checksum.text();
  }

  /** In hexadecimal digits. */
  String text() {
    return Long.toHexString(sum.getValue());
  }

  private void add(Tensor tensor) {
    float[] values = tensor.data();
    for (int from = 0; from < values.length; from += FLOATS) {
      int count = Math.min(FLOATS, values.length - from);
      buffer.clear().asFloatBuffer().put(values, from, count);
      sum.update(buffer.limit(count * Float.BYTES));
    }
  }
}
