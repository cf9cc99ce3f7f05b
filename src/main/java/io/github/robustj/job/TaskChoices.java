package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
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
   * @throws RobustJException if the option {@code target} is none of the task's
   */
  public static void requireTarget(Options options, ModelTask task) {
    String target = options.get(AttackTable.TARGET);
    boolean objects = ModelTask.DETECTION.targets().contains(target);
    if (task.targets().contains(target) || task != ModelTask.DETECTION && !objects) return;
    throw new RobustJException(
        objects
            ? "The option target is %s, which only objects have, but the model finds none; choose none, erase, shrink, swap, move or mask."
                .formatted(target)
            : "The option target is %s, which objects do not have, but with a model that finds objects it must be one of %s."
                .formatted(target, String.join(", ", task.targets())));
  }
}
