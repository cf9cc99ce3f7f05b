package io.github.robustj.training;

import io.github.robustj.attack.Norm;
import io.github.robustj.option.OptionChecks;

/**
 * The settings of {@link AdaptiveMargin}.
 *
 * @param norm of margins and perturbations
 * @param steps of the inner attack
 * @param margin how margins start, grow and shrink
 * @param refinement what a sample is trained on once it breaks
 * @param threshold what "correct" means
 * @param cleanEpochs epochs of standard training before the threshold is learned; 0 if the model is
 *     trained already
 * @param renewed whether the threshold is learned again before every later epoch, for trainings
 *     that do not begin on clean images
 * @param economy what the attack saves
 */
public record MarginSettings(
    Norm norm,
    Steps steps,
    MarginRule margin,
    Refinement refinement,
    ThresholdRule threshold,
    int cleanEpochs,
    boolean renewed,
    Economy economy) {

  /**
   * The gradient steps of an attack.
   *
   * @param count at least 1
   * @param relative length of a step as a multiple of {@code margin / count}; the authors use 4 for
   *     segmentation, 5 for landmarks and detection
   * @param fixed whether the length is {@code relative maximum / count} instead, the same for all
   */
  public record Steps(int count, double relative, boolean fixed) {

    public Steps {
      OptionChecks.require(count >= 1, "steps", "a whole number of at least 1", count);
      OptionChecks.require(
          relative > 0 && relative < 1e6,
          "step_size",
          "a number above 0, in units of margin / steps",
          relative);
    }
  }

  /**
   * What makes the method cheaper than the authors' recipe.
   *
   * @param warmStart whether an attack starts from the sample's last perturbation, moved with its
   *     augmentation, instead of at random (ATTA, Zheng et al. 2020, arXiv 1912.11969)
   * @param leave whether a sample that has turned wrong takes that gradient's step and leaves the
   *     attack, so that the rest goes on in a smaller batch (as FAT, Zhang et al. 2020, arXiv
   *     2002.11242); with bisection this changes nothing but the time
   * @param sharePass whether the pass that trains also judges the last iterate, and its gradient
   *     moves the remembered perturbation one step on (as in free training); not with bisection,
   *     which must know before what it trains on
   * @param splitBatch whether a step shows every sample once, clean or attacked, instead of twice
   *     (see {@link MarginBatch#split})
   * @param replays how many passes train on a batch, each of which moves the perturbations by one
   *     step, in place of an attack (free training, Shafahi et al. 2019, arXiv 1904.12843, with
   *     margins); 0 for an attack and one pass. Needs {@code sharePass}
   */
  public record Economy(
      boolean warmStart, boolean leave, boolean sharePass, boolean splitBatch, int replays) {}

  /**
   * @throws io.github.robustj.error.RobustJException if a number is out of range or settings
   *     exclude each other
   */
  public MarginSettings {
    OptionChecks.require(cleanEpochs >= 0, "clean_epochs", "0 or more", cleanEpochs);
    OptionChecks.require(
        !steps.fixed() || margin.maximum() < Float.MAX_VALUE,
        "step_unit",
        "margin where margins have no maximum",
        "margin_max");
    OptionChecks.require(
        !economy.sharePass() || refinement != Refinement.BISECTION,
        "share_pass",
        "false with refinement=bisection",
        "true");
    OptionChecks.require(
        economy.replays() == 0 || economy.replays() > 0 && economy.sharePass() && !economy.leave(),
        "margin_replays",
        "0 unless share_pass is true and leave_when_broken is false",
        economy.replays());
  }

  /** The lengths of a step in balls of the given radii. */
  float[] lengths(float[] radii) {
    float[] lengths = new float[radii.length];
    double factor = steps.relative() / steps.count();
    for (int i = 0; i < lengths.length; i++)
      lengths[i] = (float) (factor * (steps.fixed() ? margin.maximum() : radii[i]));
    return lengths;
  }

  /** Which image an adaptive margin trains on, and measures, once a sample is no longer correct. */
  public enum Refinement {
    /**
     * The point where correct turns wrong, found by halving the way between the last correct and
     * the first wrong iterate ten times. Margins come back slowly (IMA, arXiv 2005.09147).
     */
    BISECTION,
    /**
     * The end point of the attack. It lies on the sphere, so a margin grows until its sample breaks
     * and then stays (AMAT, arXiv 2206.01736).
     */
    END_POINT,
    /** The end point too, but margins only grow: a sample that breaks keeps its own. */
    NONE
  }
}
