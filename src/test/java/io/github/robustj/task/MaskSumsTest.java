package io.github.robustj.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.ExactSum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Mean scores against sums without any rounding. */
class MaskSumsTest {

  /** All that wins among two classes, and among as many as there are numbers of 16 bit. */
  @Test
  void meansAreThoseOfExactSums() {
    SplittableRandom random = new SplittableRandom(3);
    for (int classes : new int[] {1, 2, 3, 117, 1 << 16, 1 << 17}) {
      ExactSum exact = new ExactSum();
      MaskSums[] parts = {MaskSums.of(2), MaskSums.of(2), MaskSums.of(2)};
      for (int i = 0; i < 5000; i++) {
        float score = (float) Math.pow(classes, i == 0 ? -1 : -random.nextDouble());
        exact.add(score);
        parts[i % 3].add(1, score);
      }
      parts[2].add(parts[0]);
      parts[2].add(parts[1]);
      assertEquals(exact.mean(), parts[2].meanScore(1), classes + " classes");
      assertEquals(5000, parts[2].pixels(1));
      assertEquals(0, parts[2].pixels(0));
      assertTrue(Double.isNaN(parts[2].meanScore(0)));
    }
  }

  /** 2^41 pixels, a slide of more than a million pixels in height and width. */
  @Test
  void sumsOfManyPixelsDoNotOverflow() {
    MaskSums sums = MaskSums.of(1);
    sums.add(0, 1);
    sums.add(0, Math.nextDown(1f));
    double mean = sums.meanScore(0);
    for (int i = 0; i < 40; i++) sums.add(new MaskSums(sums.pixels(), sums.upper(), sums.lower()));
    assertEquals(1L << 41, sums.pixels(0));
    assertEquals(mean, sums.meanScore(0));
  }

  @Test
  void areReadAsWritten() throws IOException {
    MaskSums sums = MaskSums.of(3);
    sums.add(2, .7f);
    sums.add(0, .4f);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sums.write(new DataOutputStream(bytes));
    MaskSums read =
        MaskSums.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertArrayEquals(sums.pixels(), read.pixels());
    assertArrayEquals(sums.upper(), read.upper());
    assertArrayEquals(sums.lower(), read.lower());
    assertEquals(.7f, read.meanScore(2));
  }
}
