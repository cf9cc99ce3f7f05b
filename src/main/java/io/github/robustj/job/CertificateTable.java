package io.github.robustj.job;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.evaluation.Smoothing;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import java.util.List;
import java.util.Optional;

/** The options of the certificate of an evaluation. */
public final class CertificateTable {

  private CertificateTable() {}

  static final String SMOOTHING = "smoothing";

  public static final Key<String> CERTIFICATE =
      choice(
              Section.RESULTS,
              "certificate",
              "none",
              "none",
              SMOOTHING + "=randomised smoothing (segmentations)")
          .label("Certificate")
          .help("what no perturbation in l2 can change, proved by smoothing; of segmentations")
          .common();
  public static final Key<Double> SIGMA =
      decimal(Section.RESULTS, "certificate_sigma", Range.above(0, 1e6), "0.25")
          .label("Noise of the certificate")
          .help("standard deviation of the certificate's noise, in normalised intensities")
          .onlyWith(CERTIFICATE, SMOOTHING);
  public static final Key<Double> TAU =
      decimal(Section.RESULTS, "certificate_tau", Range.of(.5, .999), "0.75")
          .label("Share of noisy images that must agree")
          .help(
              "share of noisy images that must see a pixel's class; a higher one widens the radius")
          .onlyWith(CERTIFICATE, SMOOTHING);
  public static final Key<Integer> SAMPLES =
      whole(Section.RESULTS, "certificate_samples", Range.of(1, 1_000_000), "100")
          .label("Noisy images that test the class")
          .help("noisy images per slice that test each pixel's class")
          .onlyWith(CERTIFICATE, SMOOTHING);
  public static final Key<Integer> SELECTION =
      whole(Section.RESULTS, "certificate_selection", Range.of(1, 1_000_000), "10")
          .label("Noisy images that choose the class")
          .help("noisy images per slice that choose each pixel's class before it is tested")
          .onlyWith(CERTIFICATE, SMOOTHING);
  public static final Key<Double> ALPHA =
      decimal(Section.RESULTS, "certificate_alpha", Range.above(0, .5), "0.001")
          .label("Risk of a wrong certificate, per case")
          .help("probability that any pixel of a case is certified by mistake")
          .onlyWith(CERTIFICATE, SMOOTHING);

  static final List<Key<?>> ALL = List.of(CERTIFICATE, SIGMA, TAU, SAMPLES, SELECTION, ALPHA);

  /**
   * @param options whose table contains {@link OptionTable#EVALUATE}
   */
  static Optional<Smoothing> from(Options options) {
    if (!options.get(CERTIFICATE).equals(SMOOTHING)) return Optional.empty();
    return Optional.of(
        new Smoothing(
            options.get(SIGMA),
            options.get(SELECTION),
            options.get(SAMPLES),
            options.get(ALPHA),
            options.get(TAU)));
  }
}
