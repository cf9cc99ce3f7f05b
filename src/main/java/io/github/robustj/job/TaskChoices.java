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
    return switch (key.name()) {
      case "objective" -> all.stream().filter(task.objectives()::contains).toList();
      case "target" -> all.stream().filter(task.targets()::contains).toList();
      default -> all;
    };
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the option {@code target} is none of the
   *     task's
   */
  public static void requireTarget(Options options, ModelTask task) {
    task.type().requireTarget(options.get(AttackTable.TARGET));
  }
}
