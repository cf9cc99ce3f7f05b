package io.github.robustj.attack;

import java.util.List;
import java.util.stream.Stream;

/**
 * How many calls of the network an objective makes, so that progress and times are known before an
 * attack begins. A value alone is one call.
 *
 * @param gradient for a value with its gradient: 1 where the model has the loss itself, 2 for a
 *     prediction and a pullback
 * @param variants the same for each objective that an ensemble maximises, in their order
 * @param second whether there is a second model to take gradients from
 */
public record ObjectiveCalls(int gradient, List<Integer> variants, boolean second) {

  /** A loss that the model has itself, and no variants of it. */
  public static final ObjectiveCalls OF_LOSS = new ObjectiveCalls(1, List.of(1), false);

  /**
   * The training loss of masks or landmarks, beside which an ensemble climbs on two formulas of
   * outputs. On objects it takes a call less.
   */
  public static final ObjectiveCalls TRAINING_LOSS = new ObjectiveCalls(1, List.of(1, 2, 2), false);

  /**
   * Of an objective with these variants, itself the first.
   *
   * @param calls of each for a value with its gradient
   */
  public static ObjectiveCalls of(Stream<Integer> calls) {
    List<Integer> each = calls.toList();
    return new ObjectiveCalls(each.get(0), each, false);
  }

  ObjectiveCalls withSecond() {
    return new ObjectiveCalls(gradient, variants, true);
  }
}
