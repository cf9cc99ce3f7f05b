package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Bounds;
import io.github.robustj.statistics.BinomialTail;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.OnlyPredicting;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A pixel is of class 1 where it is above 0, so that noise flips it with a known probability. */
class CertifierTest {

  private static final Smoothing USUAL = new Smoothing(1, 10, 100, .001, .75);
  private static final List<String> CLASSES = List.of("background", "disc");

  private static final OnlyPredicting SIGN =
      images -> {
        Tensor logits = Tensor.zeros(images.samples(), images.shape(1), images.shape(2), 2);
        for (int i = 0; i < images.data().length; i++) logits.data()[2 * i + 1] = images.data()[i];
        return logits;
      };

  @Test
  void radiusIsThatOfTheQuantile() {
    assertEquals(.25 * .6744897501960817, new Smoothing(.25, 10, 100, .001, .75).radius(), 1e-9);
  }

  /** Far from 0 all draws agree; at 0 half of them do, which is below tau for certain. */
  @Test
  void sureIsCertifiedAndDoubtAbstains() {
    CertifiedPixels pixels = pixels(USUAL, 5, 0, -5, 5);
    assertArrayEquals(new boolean[] {true, false, true, true}, pixels.certified());
    assertEquals(.75, pixels.share(), 0);
  }

  /** A network that overflows says nothing, which is not the background. */
  @Test
  void whatIsNotANumberIsNeverCertified() {
    OnlyPredicting overflowing =
        images -> {
          Tensor logits = SIGN.predict(images);
          for (int i = 0; i < images.data().length; i++)
            if (images.data()[i] > 50) logits.data()[2 * i + 1] = Float.NaN;
          return logits;
        };
    assertArrayEquals(
        new boolean[] {true, false},
        new Certifier(USUAL, CLASSES, 1, 3)
            .pixels(
                overflowing, subject("case", new float[] {5, 100}, 0, 0), EvaluationListener.SILENT)
            .certified());
  }

  /**
   * Pixels whose share is exactly tau lie on the border of the hypothesis: that any of them is
   * certified is an event of probability alpha at most. 200 cases at alpha = .05 give 10 of them in
   * the mean, 23 or more with probability 2e-4 (SciPy, {@code binom.sf(22, 200, .05)}).
   */
  @Test
  void certifiesByMistakeAsSeldomAsItSays() {
    Smoothing loose = new Smoothing(1, 5, 60, .05, .75);
    float border = (float) BinomialTail.quantile(.75);
    float[] values = new float[8];
    java.util.Arrays.fill(values, border);
    int wrong = 0;
    for (int i = 0; i < 200; i++) {
      boolean any = false;
      for (boolean c : pixels("case " + i, loose, values).certified()) any |= c;
      if (any) wrong++;
    }
    assertTrue(wrong <= 22, wrong + " of 200");
  }

  /** Of a share of .9 against tau = .75: more samples tell it apart. */
  @Test
  void moreSamplesCertifyMore() {
    float[] values = new float[60];
    java.util.Arrays.fill(values, (float) BinomialTail.quantile(.9));
    double last = -1;
    for (int samples : new int[] {50, 150, 500}) {
      double share = pixels(new Smoothing(1, 20, samples, .001, .75), values).share();
      assertTrue(share >= last, samples + " samples: " + share + " after " + last);
      last = share;
    }
    assertEquals(1, last, .1);
  }

  /**
   * Truth 1 1 1 0 0 0 and one pixel without truth; seen 1 1 - 0 0 -, where - abstains. The worst
   * that may hide there: the third pixel is missed and the sixth is taken for the disc.
   */
  @Test
  void abstentionsCountAsWrong() {
    CertifiedPixels pixels =
        new CertifiedPixels(
            new int[] {1, 1, 1, 0, 0, 1, 1},
            new boolean[] {true, true, false, true, true, false, false},
            new int[] {1, 1, 1, 0, 0, 0, -1});
    double[] dice = pixels.certifiedDice(2);
    assertEquals(2. * 2 / (3 + 3), dice[1], 1e-12);
    assertEquals(2. * 2 / (3 + 3), dice[0], 1e-12);
    // Without abstention 3 of 3 are found, and one too many.
    assertEquals(2. * 3 / (3 + 4), pixels.smoothedDice(2)[1], 1e-12);
    assertEquals(4 / 6., pixels.share(), 1e-12);
    assertEquals(4 / 6., pixels.correct(), 1e-12);
    // A class that is not there may still be seen where pixels abstain.
    assertEquals(0, pixels.certifiedDice(3)[2], 0);
  }

  @Test
  void summaryHasTheMapOfTheWorstCase() {
    List<Supplier<EvaluationCase>> cases =
        List.of(
            () -> subject("good", new float[] {5, 5, -5, -5}, 1, 1, 0, 0),
            () -> subject("bad", new float[] {5, 0, -5, 0}, 1, 1, 0, 0));
    Certificate found =
        new Certifier(USUAL, CLASSES, 2, 1).certify(SIGN, cases, EvaluationListener.SILENT);
    assertEquals(1, found.cases().get(0).certifiedDice().get("disc"), 0);
    assertEquals(.5, found.cases().get(1).certified(), 0);
    // One of two is missed, one of two may be taken for it: 2 * 1 / (2 + 2).
    assertEquals(.5, found.cases().get(1).meanDice(), 1e-12);
    assertEquals("bad", found.map().orElseThrow().name());
    assertEquals(.75, found.mean(Certificate.OfCase::certified), 1e-12);
    assertTrue(found.inWords().contains("75.0 % of pixels, 25.0 % abstain"), found.inWords());
  }

  @Test
  void sameSeedSameCounts() {
    float[] values = {.6f, .7f, .8f, .9f};
    assertArrayEquals(pixels(USUAL, values).certified(), pixels(USUAL, values).certified());
  }

  @Test
  void stopsWhenTheUserDoes() {
    EvaluationListener stopping =
        new EvaluationListener() {
          private int asked;

          @Override
          public void check() {
            if (asked++ == 7) throw new CancellationException();
          }
        };
    Certifier certifier = new Certifier(USUAL, CLASSES, 1, 1);
    assertThrows(
        CancellationException.class,
        () -> certifier.pixels(SIGN, subject("a", new float[] {1}, 1), stopping));
  }

  /** .75 to the power of 20 is .003: not one pixel could ever be certified at .001. */
  @Test
  void refusesTooFewSamples() {
    String said =
        assertThrows(RobustJException.class, () -> new Smoothing(1, 10, 20, .001, .75))
            .getMessage();
    assertTrue(said.contains("With 20 certificate_samples"), said);
  }

  private static CertifiedPixels pixels(Smoothing smoothing, float... values) {
    return pixels("case", smoothing, values);
  }

  private static CertifiedPixels pixels(String name, Smoothing smoothing, float[] values) {
    return new Certifier(smoothing, CLASSES, 1, 3)
        .pixels(SIGN, subject(name, values, new float[values.length]), EvaluationListener.SILENT);
  }

  private static EvaluationCase subject(String name, float[] values, float... truth) {
    Tensor images = new Tensor(values, 1, 1, values.length, 1);
    Tensor targets = new Tensor(truth, 1, 1, truth.length, 1);
    return new EvaluationCase(new EncodedCase(name, images, targets, Bounds.none()));
  }
}
