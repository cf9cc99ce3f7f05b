package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trained model as the beginning of another training. */
record StartModel(Path folder) {

  /**
   * @param options of a training; empty if it begins with no model
   */
  static Optional<StartModel> of(Options options) {
    return options.get(TrainingTable.START_MODEL).map(StartModel::new);
  }

  /**
   * Gives its weights to a fresh model.
   *
   * @param network of the fresh model
   * @param task of the training
   * @throws RobustJException if the folder holds no model, a damaged one, one of another network or
   *     for another task
   */
  void into(TrainableModel model, NetworkSpec network, Task<?> task, Backend backend) {
    ModelFolder start = ModelFolder.open(folder);
    requireTask(start, task.name());
    NetworkSpec its = start.description().network();
    if (!its.equals(network))
      throw new RobustJException(
          "The option start_model names %s, whose network is %s, but the training needs %s; choose a model with the same image channels, classes, width, depth and deep_supervision."
              .formatted(folder, words(its), words(network)));
    start.requireOwnNetwork();
    Map<String, Tensor> weights = backend.weights(start.savedModel());
    weights.forEach((name, values) -> requireNumbers(start, name, values));
    try {
      model.setWeights(weights);
    } catch (IllegalArgumentException e) {
      throw new RobustJException(
          "The option start_model names %s, whose network is not the one that its model.json describes (%s); copy the whole folder again."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Names of the cases that its weights come from; empty where unknown. */
  List<String> learned() {
    return ModelFolder.open(folder).description().training().cases().learned();
  }

  /**
   * What is wrong with cases kept aside to choose the weights by, if the start model has learned
   * from them; a sentence.
   *
   * @param group rule for patients of the training; may be empty
   */
  Optional<String> leak(String group, Dataset dataset, List<CaseFiles> validation) {
    return KnownPatients.of(ModelFolder.open(folder).description().training(), group, dataset)
        .learnedFrom(validation)
        .map(
            known ->
                "the validation scores may be too good, since the training goes on from %s: %s; give the seed or the split file that it was trained with"
                    .formatted(folder, known));
  }

  /** Outputs of another task may be as many, and mean something else. */
  void requireTask(ModelFolder start, String task) {
    String its = start.description().task().name();
    if (!its.equals(task))
      throw new RobustJException(
          "The option start_model names %s, a model for the task %s, but the training is for %s; choose a model of the same task."
              .formatted(folder, its, task));
  }

  static void requireNumbers(ModelFolder start, String name, Tensor values) {
    for (float value : values.data())
      if (!Float.isFinite(value))
        throw new RobustJException(
            "The option start_model names %s, whose weights (%s) are not all numbers; they are damaged: copy the whole folder again or choose another model."
                .formatted(start.path(), name));
  }

  private static String words(NetworkSpec network) {
    return "%d channel(s) to %d classes, width %d, depth %d, %s deep supervision"
        .formatted(
            network.inputChannels(),
            network.outputChannels(),
            network.width(),
            network.depth(),
            network.deepSupervision() ? "with" : "without");
  }
}
