package io.github.robustj.training;

import io.github.robustj.option.Options;

/**
 * What single training methods need.
 *
 * @param tradesBeta weight of the divergence in TRADES
 * @param martLambda weight of the divergence in MART
 * @param ensembling of temporal ensembling
 * @param freeReplays steps per batch of free adversarial training
 * @param awpGamma relative size of adversarial weight perturbation, with any method; 0 for none
 */
public record SpecialOptions(
    double tradesBeta, double martLambda, Ensembling ensembling, int freeReplays, double awpGamma) {

  /**
   * @param weight of the agreement with the average at full height
   * @param momentum share of the old average in the new one
   */
  public record Ensembling(double weight, double momentum) {}

  static SpecialOptions from(Options options) {
    return new SpecialOptions(
        options.get(MethodTable.TRADES_BETA),
        options.get(MethodTable.MART_LAMBDA),
        new Ensembling(
            options.get(MethodTable.ENSEMBLING_WEIGHT),
            options.get(MethodTable.ENSEMBLING_MOMENTUM)),
        options.get(MethodTable.FREE_REPLAYS),
        options.get(MethodTable.AWP_GAMMA));
  }
}
