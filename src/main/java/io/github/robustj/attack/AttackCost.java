package io.github.robustj.attack;

/**
 * How many calls of the network an attack is expected to make on a batch, for the time that is
 * left: attacks that stop early make fewer. A call with a gradient counts as one without.
 */
public final class AttackCost {

  /** Members of the ensemble that climb, where a task has as many variants of its objective. */
  private static final int CLIMBS = 3;

  private AttackCost() {}

  /** At least 1. */
  public static int calls(AttackSpec spec) {
    int steps = spec.steps();
    return switch (spec.name()) {
      case "noise", "square" -> steps + 1;
      case "ensemble" -> (CLIMBS + 1) * steps;
      case "transfer" -> steps + 2;
      default -> spec.restarts() * (steps + 1);
    };
  }
}
