package io.github.robustj.task;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * How many pixels each class has, and how sure the model is of them, in one slice or in a part of
 * it. Scores are added as multiples of 2^-41, so that sums do not depend on how an image was
 * divided: what wins among up to 2^17 classes is such a multiple itself, and of less the rest is
 * cut off. For fewer than 2^42 pixels.
 *
 * @param pixels of each class, in the order of the classes
 * @param upper sums of the probabilities of each class, in whole multiples of 2^-21
 * @param lower sums of what the probabilities have beyond those, in multiples of 2^-41
 */
public record MaskSums(long[] pixels, long[] upper, long[] lower) {

  private static final int LOWER = 20;
  private static final int ALL = 41;

  /** Far more digits than a double has. */
  private static final MathContext DIGITS = new MathContext(60);

  public static MaskSums of(int classes) {
    return new MaskSums(new long[classes], new long[classes], new long[classes]);
  }

  /**
   * A pixel.
   *
   * @param score 0 to 1
   */
  public void add(int index, float score) {
    long multiple = (long) (score * 0x1p41f);
    pixels[index]++;
    upper[index] += multiple >>> LOWER;
    lower[index] += multiple & (1 << LOWER) - 1;
  }

  public void add(MaskSums other) {
    for (int c = 0; c < pixels.length; c++) {
      pixels[c] += other.pixels[c];
      upper[c] += other.upper[c];
      lower[c] += other.lower[c];
    }
  }

  public long pixels(int index) {
    return pixels[index];
  }

  /** Rounded once; NaN for a class without any pixel. */
  public double meanScore(int index) {
    if (pixels[index] == 0) return Double.NaN;
    BigInteger sum =
        BigInteger.valueOf(upper[index]).shiftLeft(LOWER).add(BigInteger.valueOf(lower[index]));
    BigInteger all = BigInteger.valueOf(pixels[index]).shiftLeft(ALL);
    return new BigDecimal(sum).divide(new BigDecimal(all), DIGITS).doubleValue();
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(pixels.length);
    for (int c = 0; c < pixels.length; c++) {
      out.writeLong(pixels[c]);
      out.writeLong(upper[c]);
      out.writeLong(lower[c]);
    }
  }

  public static MaskSums read(DataInput in) throws IOException {
    MaskSums sums = of(in.readInt());
    for (int c = 0; c < sums.pixels.length; c++) {
      sums.pixels[c] = in.readLong();
      sums.upper[c] = in.readLong();
      sums.lower[c] = in.readLong();
    }
    return sums;
  }
}
