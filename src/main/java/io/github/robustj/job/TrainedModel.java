package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.MarginSummary;
import io.github.robustj.packaging.ModelDescription.Origin;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.Version;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Checkpoint;
import io.github.robustj.training.CheckpointFolder;
import io.github.robustj.training.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Turns the end of a training into a model folder. */
record TrainedModel(
    TrainJob job, TrainingCases cases, NetworkSpec network, Map<String, String> backend) {

  /**
   * What determines a training besides its schedule, as text: a resumed training must have the
   * same.
   */
  static Map<String, String> settings(TrainOptions options) {
    Map<String, String> settings = new TreeMap<>();
    options.values().forEach((key, value) -> settings.put(key, String.valueOf(value)));
    settings.remove("resume");
    settings.remove("overwrite");
    return settings;
  }

  /**
   * Writes the epoch that was chosen as the model and the last one into {@code last/}.
   *
   * @param model after the last epoch; has the best weights afterwards
   * @param history what the training did
   * @param further writes what else belongs to the model, into its folder
   * @return the verdict about the model
   * @throws RobustJException if the checkpoints are no longer those of this training
   */
  String write(
      TrainableModel model, CheckpointFolder folder, History history, Consumer<Path> further) {
    Checkpoint last = folder.last().orElseThrow(() -> strange(folder));
    Checkpoint best = folder.best().orElseThrow(() -> strange(folder));
    if (!last.history().equals(history) || !best.hasSettings(last.settings()))
      throw strange(folder);
    String verdict = Verdict.of(job, cases, history, best.history().rows().size()).sentence();
    ModelDescription lastDescription = description(last, model, "");
    Map<String, Tensor> lastState = model.state();
    model.restore(best.model());
    ModelFolder.write(
        job.out(),
        description(best, model, verdict),
        temporary -> {
          model.restore(lastState);
          ModelFolder.write(
              temporary.resolve("last"),
              lastDescription,
              inner -> model.save(inner.resolve("saved_model")));
          model.restore(best.model());
          model.save(temporary.resolve("saved_model"));
          further.accept(temporary);
          Files.write(
              ModelFolder.history(temporary),
              last.history().csv().getBytes(StandardCharsets.UTF_8));
        });
    return verdict;
  }

  private static RobustJException strange(CheckpointFolder folder) {
    return new RobustJException(
        "The checkpoint %s was changed by another program during this training, so no model was written; train again into another folder."
            .formatted(folder.folder()));
  }

  /**
   * Everything as it was after that epoch.
   *
   * @param model with its weights
   */
  private ModelDescription description(
      Checkpoint epoch, DifferentiableModel model, String verdict) {
    List<History.Row> rows = epoch.history().rows();
    History.Row row = rows.get(rows.size() - 1);
    Optional<ForeignStart> start = ForeignStart.of(job.options().options());
    Training training =
        new Training(
            start.isPresent()
                ? ForeignStart.withEffect(job.options().values())
                : job.options().values(),
            row.values().getOrDefault("threshold", Double.NaN),
            MarginSummary.of(epoch.margins()),
            row.values(),
            cases.names(),
            verdict);
    return new ModelDescription(
        TaskType.named(job.task()).tuned(cases.question(), task(model)),
        new Input(job.normalization(), BoundsKind.IMAGE),
        network,
        training,
        origin(backend),
        start.map(ForeignStart::source).orElse(null));
  }

  /** With what follows from what the network has learned. */
  Task<?> task(DifferentiableModel model) {
    return cases
        .task()
        .tuned(OpenModel.tiled(model, cases.task(), JobListener.SILENT), cases.toSee());
  }

  /**
   * Of a model that is written now.
   *
   * @param backend names and versions of what computes
   */
  static Origin origin(Map<String, String> backend) {
    Map<String, String> versions = new TreeMap<>(backend);
    versions.put(Version.NAME, Version.text());
    versions.put("java", System.getProperty("java.version"));
    return new Origin(Instant.now().truncatedTo(ChronoUnit.SECONDS), versions);
  }
}
