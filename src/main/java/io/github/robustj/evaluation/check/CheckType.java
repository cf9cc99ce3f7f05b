package io.github.robustj.evaluation.check;

import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Check;
import java.util.function.Function;

/**
 * One of the checks.
 *
 * @param name as users read it
 * @param from the level from which on it is made
 */
record CheckType(String name, Level from, Function<Examination, Answer> question) {

  /** A model that cannot be asked is a reason, not the end of the evaluation. */
  Check of(Examination examined) {
    if (!examined.level().has(from)) return as(Answer.notChecked("Made only with checks=all."));
    try {
      return as(question.apply(examined));
    } catch (RobustJException e) {
      return as(Answer.notChecked("It could not be made: " + e.getMessage()));
    }
  }

  private Check as(Answer answer) {
    return new Check(name, answer.outcome(), answer.sentence());
  }
}
