package io.github.robustj.job;

import io.github.robustj.data.Normalization;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.OutputLock;
import io.github.robustj.model.Backend;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.training.CheckpointFolder;
import io.github.robustj.training.CheckpointFolder.ResumePoint;
import io.github.robustj.training.History;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.Methods;
import io.github.robustj.training.TemporalEnsembling;
import io.github.robustj.training.Trades;
import io.github.robustj.training.Trainer;
import io.github.robustj.training.TrainingMethod;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Trains a model on a folder of annotated images and writes it, with its history and checkpoint,
 * into a model folder.
 *
 * <p>The model is that of the latest epoch whose validation score is among the best ({@link
 * Trainer}); {@code last/} in its folder is the model after the last epoch, {@code checkpoint/}
 * what a resumed training needs. Cancelling leaves the checkpoint of the last finished epoch, and
 * an older model in the folder as it was.
 *
 * @param data folder of the data set
 * @param split file with the names of the cases to use; empty for all
 * @param out folder of the model; made if missing
 */
public record TrainJob(Path data, Optional<Path> split, Path out, TrainOptions options)
    implements Job<TrainResult> {

  /**
   * Their losses, and those of some tasks, once counted what a patch shows beyond its slice: a
   * training that was interrupted then is not gone on from.
   */
  private static final Set<String> COUNTING =
      Set.of(Trades.TYPE.name(), TemporalEnsembling.TYPE.name());

  private static final String PRECISION = ComputationTable.PRECISION.name();

  /** What is learned, as in {@code segmentation}. */
  public String task() {
    return options.get(MethodTable.TASK);
  }

  @Override
  public TrainResult run(Backend backend, JobListener listener) {
    ModelPlace place = new ModelPlace(this);
    place.requireApart();
    try (OutputLock lock = OutputLock.on(out)) {
      AtomicFiles.recover(out);
      checkpoint().recover();
      place.requireNothingLost();
      return train(backend, listener);
    }
  }

  private TrainResult train(Backend backend, JobListener listener) {
    ForeignStart.of(options.options())
        .ifPresent(start -> start.requireTrainable(options.optimizer(), backend));
    listener.preparing(0, "reading the images");
    TrainingCases cases = TrainingCases.read(this, listener);
    TrainJob resolvedJob = resolved(cases);
    TrainOptions resolved = resolvedJob.options;
    String unusual = resolved.unusual();
    if (!unusual.isEmpty()) listener.log("options, chosen or worked out: " + unusual);
    if (ModelFolder.isModel(out) && !resolved.get(TrainingTable.RESUME))
      listener.log("the model that stands in %s is replaced at the end".formatted(out));
    return resolvedJob.train(cases, backend, listener);
  }

  private TrainJob resolved(TrainingCases cases) {
    return new TrainJob(data, split, out, Automatic.resolve(options, cases));
  }

  /** What the training will cost, as many times as much as a step for one pixel. */
  double work(TrainingCases cases) {
    TrainJob job = resolved(cases);
    ValidationCost cost = ValidationCost.of(cases, job.options.options(), job.every(cases));
    return new TrainingReporter(JobListener.SILENT, job.options, cost).work() * cases.pixels();
  }

  /**
   * Asks, before other trainings, whether this one can go on from what it is to go on from.
   *
   * @throws RobustJException if the checkpoint is damaged or of another training
   */
  void requireGoingOn(TrainingCases cases) {
    if (!options.get(TrainingTable.RESUME) || options.get(TrainingTable.OVERWRITE)) return;
    TrainJob job = resolved(cases);
    int samples = Methods.data(cases.slices(), job.options.options()).size();
    // In which arithmetic is asked when the training begins.
    boolean mixed =
        checkpoint().last().filter(last -> last.settings().containsKey(PRECISION)).isPresent();
    ResumePoint.of(job.plan(cases, mixed), samples, checkpoint());
  }

  @Override
  public String lighter() {
    int batch = options.get(TrainingTable.BATCH);
    if (batch > 1) return "batch=%d instead of %d".formatted(batch / 2, batch);
    return TaskType.named(task()).lighter();
  }

  private TrainResult train(TrainingCases cases, Backend backend, JobListener listener) {
    Options all = options.options();
    Optional<ForeignStart> start = ForeignStart.of(all);
    NetworkSpec network = start.map(ForeignStart::network).orElseGet(() -> network(cases));
    try (TrainableModel model = model(start, network, cases.task(), backend)) {
      TrainingMethod method = Methods.of(all, all.get(TrainingTable.EPOCHS), cases.task());
      Trainer trainer = trainer(cases, model, method, backend.isMixedPrecision());
      int every = every(cases);
      TrainingReporter reporter =
          new TrainingReporter(listener, options, ValidationCost.of(cases, all, every));
      CaseMemory needed = Validation.needed(network, cases);
      Validation validation =
          Validation.of(cases, all, every, needed, backend, reporter.validating());
      History history = history(trainer, validation, reporter);
      listener.progress(1, "writing the model");
      String verdict =
          new TrainedModel(this, cases, network, software(backend))
              .write(
                  model,
                  checkpoint(),
                  history,
                  made -> start.ifPresent(s -> s.writeBack(made, out, backend, listener)));
      listener.log(verdict);
      return new TrainResult(out, reporter.reports(history, method.margins()), verdict);
    }
  }

  private Trainer trainer(
      TrainingCases cases, TrainableModel model, TrainingMethod method, boolean mixed) {
    Options all = options.options();
    return new Trainer(
        plan(cases, mixed),
        Methods.trained(model, all),
        method,
        Methods.data(cases.slices(), all),
        checkpoint());
  }

  private TrainableModel model(
      Optional<ForeignStart> start, NetworkSpec network, Task<?> task, Backend backend) {
    if (start.isPresent()) return start.get().model(task, options.optimizer(), backend);
    TrainableModel model =
        backend.create(network, task.loss(), options.optimizer(), options.get(TrainingTable.SEED));
    try {
      StartModel.of(options.options()).ifPresent(s -> s.into(model, network, task, backend));
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** How the network sees intensities. */
  Normalization normalization() {
    Options all = options.options();
    return ForeignStart.of(all)
        .map(ForeignStart::normalization)
        .orElseGet(() -> ImageOptions.normalization(all));
  }

  private History history(Trainer trainer, Validation validation, TrainingReporter reporter) {
    if (!options.get(TrainingTable.RESUME)) return trainer.run(validation, reporter);
    return options.get(TrainingTable.OVERWRITE)
        ? trainer.resumeOrRun(validation, reporter)
        : trainer.resume(validation, reporter);
  }

  private static Map<String, String> software(Backend backend) {
    Map<String, String> software = new TreeMap<>(backend.versions());
    software.put("device", backend.device());
    return software;
  }

  /** What a cancelled training leaves, and a resumed one goes on from. */
  public CheckpointFolder checkpoint() {
    return new CheckpointFolder(out.resolve("checkpoint"));
  }

  private NetworkSpec network(TrainingCases cases) {
    return new NetworkSpec(
        cases.channels(),
        cases.task().outputChannels(),
        options.get(TrainingTable.WIDTH),
        cases.geometry().depth(),
        TaskType.named(task()).learnsFromLevels() && options.get(TrainingTable.DEEP_SUPERVISION),
        cases.task().stride());
  }

  /**
   * @param mixed whether the arithmetic is mixed: one that goes on in the other would end elsewhere
   */
  private Trainer.Plan plan(TrainingCases cases, boolean mixed) {
    Map<String, String> settings = TrainedModel.settings(options);
    settings.put("data_checksum", cases.checksum());
    if (mixed) settings.put(PRECISION, "mixed");
    if (cases.task().onceCountedBeyondSlices()
        || COUNTING.contains(options.get(MethodTable.METHOD)))
      settings.put("losses_count", "pixels of the slice alone");
    return new Trainer.Plan(
        options.get(TrainingTable.EPOCHS),
        options.get(TrainingTable.BATCH),
        options.get(TrainingTable.LEARNING_RATE),
        options.get(TrainingTable.SEED),
        settings);
  }

  /** Every how many epochs the validation cases are looked at. */
  private int every(TrainingCases cases) {
    int epochs = options.get(TrainingTable.EPOCHS);
    return Math.max(1, epochs / cases.task().trainingDefaults().validations());
  }
}
