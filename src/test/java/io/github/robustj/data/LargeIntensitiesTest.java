package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.error.RobustJException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class LargeIntensitiesTest {

  private static final List<Normalization> KINDS =
      List.of(
          Normalization.DEFAULT,
          new Normalization(Kind.Z_SCORE, 0, 100),
          new Normalization(Kind.UNIT_RANGE, 2, 97.3),
          Normalization.unclipped(Kind.Z_SCORE, 0, 100, true, 1e-6),
          Normalization.unclipped(Kind.UNIT_RANGE, 1, 99.8, false, 1e-20),
          Normalization.unclipped(Kind.UNIT_RANGE, 3, 99, true, 0).clipped(-.5f, 1.5f),
          Normalization.fixed(List.of(3f, -2f), List.of(2f, .5f)));

  /** Images of 8 bit, of more different values than are counted, and with signs. */
  @Test
  void isFittedAsInMemory() {
    List<DoubleUnaryOperator> kinds =
        List.of(v -> Math.rint(40 * v) + 128, v -> v, v -> 1e-39 * v, v -> Math.exp(9 * v), v -> 7);
    for (DoubleUnaryOperator kind : kinds) {
      Image image = noise(1100, 160, 2, 2, kind);
      for (Normalization normalization : KINDS) {
        Scaling whole = Normalizer.fit(image, normalization);
        Scaling parts = Normalizer.fit(image, normalization, done -> {});
        assertArrayEquals(whole.low(), parts.low());
        assertArrayEquals(whole.high(), parts.high());
        assertArrayEquals(whole.offset(), parts.offset());
        assertArrayEquals(whole.scale(), parts.scale());
      }
    }
  }

  @Test
  void aPixelThatIsNoNumberIsNamed() {
    Image image = noise(1100, 5, 1, 2, v -> v);
    var pixel = image.pixels().randomAccess();
    pixel.setPosition(new long[] {1050, 3, 0, 1});
    pixel.get().set(Float.NaN);
    String message =
        assertThrows(
                RobustJException.class,
                () -> Normalizer.fit(image, Normalization.DEFAULT, done -> {}))
            .getMessage();
    assertTrue(message.contains("NaN, at x = 1050, y = 3 in slice 2"), message);
  }

  @Test
  void canBeStopped() {
    assertThrows(
        CancellationException.class,
        () ->
            Normalizer.fit(
                noise(1100, 5, 1, 1, v -> v),
                Normalization.DEFAULT,
                done -> {
                  throw new CancellationException();
                }));
  }

  /** Against decimal arithmetic with 60 digits. */
  @Test
  void sumsAreExactInAnyOrder() {
    SplittableRandom random = new SplittableRandom(1);
    ExactSum forward = new ExactSum();
    ExactSum backward = new ExactSum();
    ExactSum half = new ExactSum();
    float[] values = new float[500];
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((random.nextDouble() - .3) * Math.scalb(1, random.nextInt(-149, 90)));
      BigDecimal exact = new BigDecimal(values[i]);
      sum = sum.add(exact);
      squares = squares.add(exact.multiply(exact));
      forward.add(values[i]);
    }
    for (int i = values.length; i-- > 0; ) (i % 2 == 0 ? half : backward).add(values[i]);
    backward.add(half);
    MathContext digits = new MathContext(60);
    BigDecimal n = BigDecimal.valueOf(values.length);
    BigDecimal mean = sum.divide(n, digits);
    double deviation =
        Math.sqrt(squares.divide(n, digits).subtract(mean.multiply(mean)).doubleValue());
    for (ExactSum one : List.of(forward, backward)) {
      assertEquals(sum.doubleValue(), one.sum());
      assertEquals(mean.doubleValue(), one.mean());
      assertEquals(deviation, one.deviation(), 1e-15 * deviation);
      assertEquals(500, one.count());
    }
    ExactSum repeated = new ExactSum();
    repeated.add(.1f, 1L << 38);
    assertEquals(.1f, repeated.mean());
    assertEquals(0, repeated.deviation());
    assertEquals(Double.NaN, new ExactSum().mean());
  }

  private static Image noise(
      int width, int height, int channels, int slices, DoubleUnaryOperator of) {
    SplittableRandom random = new SplittableRandom(7);
    float[] values = new float[width * height * channels * slices];
    for (int i = 0; i < values.length; i++)
      values[i] = (float) of.applyAsDouble(random.nextDouble() * 2 - 1 + i % 3);
    return new Image(
        "noise", ArrayImgs.floats(values, width, height, channels, slices), Calibration.PIXELS);
  }
}
