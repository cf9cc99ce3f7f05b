package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.ready.ReadyModels;
import io.github.robustj.task.Question;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.training.MethodTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A task, as models on disk and the options of a run tell of it.
 *
 * @param type what is known of it before there are data or a model
 */
public record ModelTask(TaskType type) {

  /** In the order in which users see them. */
  public static final List<ModelTask> ALL = TaskType.ALL.stream().map(ModelTask::new).toList();

  private static final ModelTask USUAL = new ModelTask(TaskType.USUAL);

  /** As {@code model.json} and the option {@code task} call it. */
  public String name() {
    return type.name();
  }

  /** What attacks on its models may maximise, as users type it. */
  public List<String> objectives() {
    return type.objectives();
  }

  /** What attacks may lead to, as users type it: {@code none} first. */
  public List<String> targets() {
    return type.targets();
  }

  /** The tasks whose models an option does something with. */
  public static Set<ModelTask> taking(Key<?> key) {
    return ALL.stream().filter(task -> task.takes(key)).collect(Collectors.toSet());
  }

  /** Whether an option that only some tasks have does something with its models. */
  public boolean takes(Key<?> key) {
    return type.takes(key.name());
  }

  /**
   * @param task as {@code model.json} and the option {@code task} call it
   */
  public static ModelTask named(String task) {
    return new ModelTask(TaskType.named(task));
  }

  /**
   * @param options of a training
   */
  static TaskType in(Options options) {
    return TaskType.named(options.get(MethodTable.TASK));
  }

  /** What the data in a folder teach; empty where the names of its files do not tell. */
  public static Optional<ModelTask> taughtBy(Path folder) {
    return TaskType.taughtBy(folder).map(ModelTask::new);
  }

  /**
   * The task of a model.
   *
   * @throws RobustJException if its description says something that no task can be
   */
  static Task<?> taskOf(ModelFolder model) {
    Question question = model.description().task();
    try {
      return TaskType.of(question);
    } catch (RobustJException | IllegalArgumentException e) {
      throw model.damaged(e.getMessage(), e);
    }
  }

  /**
   * A folder that is no model counts as one of the usual task; the job then says what is wrong with
   * it.
   *
   * @throws RobustJException if its description is damaged
   */
  public static ModelTask of(Path model) {
    if (!Files.isRegularFile(model.resolve("model.json"))) return USUAL;
    return of(ModelFolder.open(model).description().task());
  }

  /**
   * @throws RobustJException if the model does something else
   */
  public void require(Path model) {
    ModelTask does = of(model);
    if (!does.equals(this))
      throw new RobustJException(
          "The model %s %s; choose one that %s.".formatted(model, does.type.verb(), type.verb()));
  }

  /** Of a model that is being entered: the usual task until there is one. */
  public static ModelTask entered(String model) {
    try {
      return model.isBlank() ? USUAL : of(ReadyModels.folder(model));
    } catch (RobustJException e) {
      return USUAL; // The job says what is wrong with it.
    }
  }

  /** The names of what is found, in the order of the output channels. */
  static List<String> namesIn(Question question) {
    return TaskType.of(question).outputs().get(0).channels();
  }

  /** What a description says. */
  static ModelTask of(Question question) {
    return named(question.name());
  }

  /**
   * @param keys options that only some tasks have
   * @throws RobustJException naming the first of them that is set and does nothing with such a
   *     model
   */
  public void refuse(Options options, Key<?>... keys) {
    refuse(options, options.get(OptionTable.MODEL), keys);
  }

  /** The same with a model that no option names. */
  public void refuse(Options options, Path model, Key<?>... keys) {
    for (Key<?> key : keys) if (!takes(key)) requireStandard(options, model, key);
  }

  /**
   * @param key option that does nothing with such a model
   */
  public void requireStandard(Options options, Key<?> key) {
    requireStandard(options, options.get(OptionTable.MODEL), key);
  }

  private void requireStandard(Options options, Path model, Key<?> key) {
    if (!options.isStandard(key))
      throw new RobustJException(
          "The option %s has no effect with a model that %s, such as %s; leave it out or choose another model."
              .formatted(key.name(), type.verb(), model));
  }
}
