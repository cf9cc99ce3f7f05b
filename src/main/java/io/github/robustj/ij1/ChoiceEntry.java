package io.github.robustj.ij1;

import io.github.robustj.command.Field;
import io.github.robustj.job.ModelTask;
import java.awt.Choice;
import java.util.List;

/** A list of choices, of which a task may have only some. */
final class ChoiceEntry {

  private final Field field;
  private final Choice list;
  private List<String> choices = List.of();

  /**
   * @param list holds anything; it is filled anew
   * @param selected the value that is shown first
   */
  ChoiceEntry(Field field, Choice list, ModelTask task, String selected) {
    this.field = field;
    this.list = list;
    fill(task, selected);
  }

  String value() {
    return choices.get(list.getSelectedIndex());
  }

  /** Selects a value that it has. */
  void select(String value) {
    list.select(choices.indexOf(value));
  }

  /** The choices of a task; what is selected stays if the task has it, else the default. */
  void show(ModelTask task) {
    if (!choices.equals(field.choices(task))) fill(task, value());
  }

  private void fill(ModelTask task, String selected) {
    choices = field.choices(task);
    list.removeAll();
    choices.forEach(choice -> list.add(field.words(choice)));
    String value = choices.contains(selected) ? selected : field.key().standard();
    list.select(Math.max(0, choices.indexOf(value)));
  }
}
