package io.github.robustj.training;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The margin of every training sample, and what the running epoch has seen of it so far. */
public final class Margins {

  /** What the deciles' columns begin with. */
  public static final String DECILE = "margin_q";

  /** What the margins are called in a checkpoint. */
  static final String STATE = "margins";

  private static final String OUTCOMES = "margin_outcomes";

  /** By which the size of a perturbation may exceed its ball. */
  private static final double ROUNDING = 1.001;

  private static final int UNSEEN = 0;
  private static final int HELD = 1;
  private static final int BROKE = 2;

  private final MarginRule rule;
  private final float[] margins;
  private final float[] outcomes;
  private final float[] perturbations;
  private Map<String, Double> report;

  /** All at their initial value, nothing seen. */
  public Margins(int samples, MarginRule rule) {
    this.rule = rule;
    margins = new float[samples];
    Arrays.fill(margins, rule.initial());
    outcomes = new float[samples];
    perturbations = new float[samples];
    report = summary();
  }

  public int size() {
    return margins.length;
  }

  /** A copy of all of them. */
  public float[] values() {
    return margins.clone();
  }

  /** The radii of the balls around the given samples. */
  public float[] radii(int... samples) {
    float[] radii = new float[samples.length];
    for (int i = 0; i < radii.length; i++) radii[i] = margins[samples[i]];
    return radii;
  }

  /** The radii of the random starts. */
  public float[] starts(int... samples) {
    float[] starts = radii(samples);
    for (int i = 0; i < starts.length; i++) starts[i] = rule.start(starts[i]);
    return starts;
  }

  /** Notes how a sample fared; seen twice in an epoch, the later counts. */
  public void update(int sample, boolean broke, double perturbation) {
    outcomes[sample] = broke ? BROKE : HELD;
    perturbations[sample] = (float) perturbation;
  }

  /** Moves the margins of the samples seen, and begins the next epoch. */
  public void endEpoch() {
    for (int i = 0; i < margins.length; i++)
      if (outcomes[i] != UNSEEN)
        margins[i] = rule.next(margins[i], outcomes[i] == BROKE, perturbations[i]);
    report = summary();
    Arrays.fill(outcomes, UNSEEN);
    Arrays.fill(perturbations, 0);
  }

  /**
   * The epoch that ended last: {@code margin_mean} and the deciles {@code margin_q0} (smallest) to
   * {@code margin_q100} (largest) over all samples; over the samples seen, {@code margin_growing}
   * (share that held), {@code margin_frozen} (share that broke) and {@code perturbation_norm} (mean
   * size of what they were trained with). NaN over no samples.
   */
  public Map<String, Double> report() {
    return report;
  }

  /** Everything that {@link #restore} needs, one value per sample each. */
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    arrays().forEach((name, a) -> state.put(name, new Tensor(a.clone(), a.length)));
    return state;
  }

  /**
   * Continues where {@link #state()} was taken.
   *
   * @throws RobustJException if the state belongs to another number of samples
   * @throws IllegalArgumentException if it holds what no margin or perturbation can be
   */
  public void restore(Map<String, Tensor> state) {
    arrays()
        .forEach(
            (name, array) -> {
              Tensor saved = state.get(name);
              if (saved == null || saved.data().length != array.length)
                throw new RobustJException(
                    "The checkpoint does not hold '"
                        + name
                        + "' for "
                        + array.length
                        + " training slices; resume with the same data and method, or train anew"
                        + " into another folder.");
              Checkpoint.requireAll(saved, name, v -> canBe(name, v));
              System.arraycopy(saved.data(), 0, array, 0, array.length);
            });
    report = summary();
  }

  private boolean canBe(String name, double value) {
    if (name.equals(OUTCOMES)) return value == UNSEEN || value == HELD || value == BROKE;
    return value >= 0 && value <= ROUNDING * rule.maximum() && Double.isFinite(value);
  }

  private Map<String, float[]> arrays() {
    return Map.of(STATE, margins, OUTCOMES, outcomes, "margin_perturbations", perturbations);
  }

  private Map<String, Double> summary() {
    double sum = 0;
    int seen = 0;
    int broke = 0;
    double size = 0;
    for (int i = 0; i < margins.length; i++) {
      sum += margins[i];
      if (outcomes[i] != UNSEEN) seen++;
      if (outcomes[i] == BROKE) broke++;
      size += perturbations[i];
    }
    Map<String, Double> summary = new LinkedHashMap<>();
    summary.put("margin_mean", sum / margins.length);
    summary.put("margin_growing", (seen - broke) / (double) seen);
    summary.put("margin_frozen", broke / (double) seen);
    summary.put("perturbation_norm", size / seen);
    summary.putAll(deciles());
    return Collections.unmodifiableMap(summary);
  }

  /** Linear between the ordered margins. */
  private Map<String, Double> deciles() {
    float[] sorted = margins.clone();
    Arrays.sort(sorted);
    Map<String, Double> deciles = new LinkedHashMap<>();
    for (int percent = 0; percent <= 100; percent += 10) {
      double place = percent / 100. * (sorted.length - 1);
      int below = (int) Math.max(0, place);
      int above = Math.min(below + 1, sorted.length - 1);
      double value =
          sorted.length == 0
              ? Double.NaN
              : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
      deciles.put(DECILE + percent, value);
    }
    return deciles;
  }
}
