package io.github.robustj.display;

import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.task.Prediction;
import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** An attack of which captions give the mean score, with lines of another colour for the truth. */
public interface ScoredAttackView extends AttackView {

  /**
   * One of the two predictions.
   *
   * @param score of a class or landmark in it
   */
  Seen seen(Prediction prediction, ToDoubleFunction<ClassChange> score);

  @Override
  default Seen before() {
    return seen(result().clean(), ClassChange::before);
  }

  @Override
  default Seen after() {
    return seen(result().attacked(), ClassChange::after);
  }

  /**
   * The keys of a legend.
   *
   * @param names of classes or landmarks
   * @param truth what white lines are
   * @param instead what they are where no truth was given
   */
  default List<Legend.Key> keys(Iterable<String> names, String truth, String instead) {
    List<Legend.Key> keys = Legend.keys(names);
    keys.add(new Legend.Key(result().truthGiven() ? truth : instead, Color.WHITE));
    return keys;
  }
}
