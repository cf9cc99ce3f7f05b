package io.github.robustj.evaluation.check;

/** From where on a check flags, and why there. */
final class Limits {

  private Limits() {}

  /**
   * By how much another attack may be stronger, in points of a score from 0 to 1: what RobustBench
   * and Carlini et al. 2019 call converged, and about what the seed of an attack decides.
   */
  static final double POINTS = .01;

  /**
   * The same of an error, as a share of it. Errors have no common scale, and a vote that moves by a
   * pixel moves a small error by percents.
   */
  static final double OF_ERROR = .05;

  /** Standard errors that a rise with epsilon must exceed: it is then no chance (2.3 %). */
  static final double STANDARD_ERRORS = 2;

  /**
   * The score that may be left where pixels may take any value of their range. Every image of the
   * data set is then allowed, also a blank one, so that no structure needs to be left; networks
   * with a narrow view, which can be measured wrong pixel by pixel only, keep up to .15.
   */
  static final double WORST_SCORE = .2;

  /** Share of pixels without gradient; with a network's wide view there are hardly any. */
  static final double ZERO_GRADIENTS = .5;

  /** The same of one slice, whose attack then stands still. */
  static final double ZERO_IN_A_SLICE = .9;

  /**
   * Error of a slope as a share of it. ReLUs bend the loss within a step, by a few percent as
   * measured on networks of this program; a wrong gradient is wrong by a multiple.
   */
  static final double SLOPE = .25;

  /** Steps of the slopes in normalised intensities, root mean square over the pixels. */
  static final double[] STEPS = {1e-3, 1e-2};

  /**
   * What a float says of a loss at best: the error of a sum over a network's layers, 2^-20 of it.
   */
  static final double ROUNDING = 1e-6;

  /** Difference of two passes over the same images, in standard deviations of the outputs. */
  static final double REPEATED = 1e-3;

  /**
   * Of an image alone and among others, or with and without gradient: other kernels sum in another
   * order, in bfloat16 with three digits.
   */
  static final double OTHERWISE_RUN = .05;

  /**
   * Share of softmax or sigmoid values that are exactly 0 or 1, from which on the attack is run on
   * logits of a usual size. They have no gradient in single precision.
   */
  static final double SATURATED = .5;

  /** Median size that logits are brought to: a probability of .88 or, of two classes, .98. */
  static final double USUAL_LOGIT = 2;

  /** Factor between the logits and that size below which the scale is usual. */
  static final double USUAL_FACTOR = 20;

  /**
   * Patients below which an interval over them is too narrow: at ten the bootstrap's 95 % interval
   * of a mean covers about 90 %.
   */
  static final int PATIENTS = 10;
}
