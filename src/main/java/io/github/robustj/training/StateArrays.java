package io.github.robustj.training;

import io.github.robustj.tensor.Tensor;
import java.util.Map;
import java.util.function.DoublePredicate;

/** Checks of what a checkpoint says a method remembers; {@link Checkpoint} names the file. */
final class StateArrays {

  private StateArrays() {}

  /**
   * A private copy of an array whose values all make sense.
   *
   * @param sense which values do
   * @throws IllegalArgumentException if the array is missing, empty or holds another value
   */
  static Tensor array(Map<String, Tensor> state, String name, DoublePredicate sense) {
    Tensor array = state.get(name);
    if (array == null || array.data().length == 0)
      throw new IllegalArgumentException("it lacks '" + name + "'");
    requireAll(array, name, sense);
    return array.copy();
  }

  /**
   * @throws IllegalArgumentException if a value makes no sense
   */
  static void requireAll(Tensor array, String name, DoublePredicate sense) {
    for (float value : array.data())
      if (!sense.test(value)) throw new IllegalArgumentException("'" + name + "' holds " + value);
  }
}
