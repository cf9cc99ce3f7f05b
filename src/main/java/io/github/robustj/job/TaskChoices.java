package io.github.robustj.job;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import java.util.List;

/** Which choices of an option exist for a task. */
public final class TaskChoices {

  private TaskChoices() {}

  /** The choices of an option in its order; all of them where they are the same for every task. */
  public static List<String> of(Key<?> key, ModelTask task) {
    List<String> all = ((Allowed.Choice) key.allowed()).choices();
    if (key.is(AttackTable.OBJECTIVE))
      return all.stream().filter(task.objectives()::contains).toList();
    return key.is(AttackTable.TARGET)
        ? all.stream().filter(task.targets()::contains).toList()
        : all;
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the option {@code target} is none of the
   *     task's
   */
  public static void requireTarget(Options options, ModelTask task) {
    task.type().requireTarget(options.get(AttackTable.TARGET));
  }
}
