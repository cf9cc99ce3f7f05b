package io.github.robustj.task;

import io.github.robustj.data.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * How many pixels each class has, and how sure the model is of them, in one slice or in a part of
 * it; sums do not depend on how an image was divided.
 *
 * @param scores probabilities of the pixels of each class, in the order of the classes
 */
public record MaskSums(ExactSum[] scores) {

  public static MaskSums of(int classes) {
    return new MaskSums(Stream.generate(ExactSum::new).limit(classes).toArray(ExactSum[]::new));
  }

  /** A pixel. */
  public void add(int index, float score) {
    scores[index].add(score);
  }

  public void add(MaskSums other) {
    for (int c = 0; c < scores.length; c++) scores[c].add(other.scores[c]);
  }

  public long pixels(int index) {
    return scores[index].count();
  }

  /** NaN for a class without any pixel. */
  public double meanScore(int index) {
    return scores[index].mean();
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(scores.length);
    for (ExactSum sum : scores) sum.write(out);
  }

  public static MaskSums read(DataInput in) throws IOException {
    ExactSum[] scores = new ExactSum[in.readInt()];
    for (int c = 0; c < scores.length; c++) scores[c] = ExactSum.read(in);
    return new MaskSums(scores);
  }
}
