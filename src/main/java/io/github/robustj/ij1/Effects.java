package io.github.robustj.ij1;

import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Key.Condition;
import io.github.robustj.training.MethodTable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which options do anything, given what is entered: the steps of an attack, for instance, unless
 * the attack has a single one, and measurements only with a model that finds landmarks.
 *
 * @param entered the text of every option by its name
 * @param foreign options that belong to other tasks than the chosen one
 */
record Effects(List<Key<?>> keys, Function<String, String> entered, Set<String> foreign) {

  /** With what is entered now. */
  static Effects of(JobCommand command, Function<String, String> entered) {
    ModelTask task = command.task(entered::apply);
    Set<String> foreign = new HashSet<>();
    for (Field field : command.fields())
      if (!field.tasks().contains(task) || !isOf(task, field.key())) foreign.add(field.name());
    return new Effects(command.keys(), entered, foreign);
  }

  private static boolean isOf(ModelTask task, Key<?> key) {
    Condition condition = key.condition().orElse(null);
    if (condition == null || !condition.isOf(MethodTable.TASK)) return true;
    return condition.values().stream().anyMatch(task.name()::equalsIgnoreCase);
  }

  /** Whether the option has an effect. */
  boolean has(String name) {
    if (foreign.contains(name)) return false;
    Condition condition = OptionTable.find(keys, name).condition().orElse(null);
    return condition == null || condition.values().contains(value(condition.key()));
  }

  /** What counts: the entry, or the default where it has no effect. */
  String value(String name) {
    return has(name) ? entered.apply(name) : OptionTable.find(keys, name).standardInWords();
  }

  /**
   * Puts the defaults where entries have no effect: what a hidden or grey field holds from earlier
   * must not stand in the way.
   */
  static void settle(Map<String, String> texts, JobCommand command) {
    Effects effects = of(command, Map.copyOf(texts)::get);
    texts.replaceAll((name, text) -> effects.value(name));
  }
}
