package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Normalization.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an attacked image says of its normalisation is read as it was written. */
class CleanScalingTest {

  private static final Scaling SCALING =
      new Scaling(
          new float[] {0, 1}, new float[] {5, 6}, new float[] {2, 3}, new float[] {.5f, 1e-5f});

  @Test
  void comesBack() {
    for (Normalization each :
        List.of(
            Normalization.DEFAULT,
            Normalization.unclipped(Kind.UNIT_RANGE, 1, 99.8, true, 1e-6),
            Normalization.unclipped(Kind.Z_SCORE, 0, 100, false, .1).clipped(-3, 3e10f),
            new Normalization(Kind.UNIT_RANGE, 2, 98).clipped(0, 1),
            Normalization.fixed(List.of(2f, 3f), List.of(.5f, 1e-5f)),
            Normalization.fixed(List.of(2f, 3f), List.of(.5f, 1e-5f)).clipped(-1e-7f, 1))) {
      CleanScaling written = new CleanScaling(each, "own", false, SCALING);
      CleanScaling read = CleanScaling.parse(written.text(), "image");
      assertEquals(each, read.normalization());
      assertArrayEquals(SCALING.scale(), read.scaling().scale());
      assertEquals(each.limits(), written.channel(1).normalization().limits());
    }
  }
}
