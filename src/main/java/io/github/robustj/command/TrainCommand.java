package io.github.robustj.command;

import static io.github.robustj.command.Field.Widget.FOLDER;
import static io.github.robustj.command.Field.Widget.NEW_FOLDER;
import static io.github.robustj.command.Field.Widget.OPEN_FILE;

import io.github.robustj.display.LiveTraining;
import io.github.robustj.display.TrainingFiles;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.training.CheckpointFolder;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a model on a folder of annotated images. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Train Model...",
    headless = true,
    description =
        "Trains a network that segments, finds landmarks or finds objects on a folder of annotated"
            + " images, or on the open images and the points or boxes on them, on clean images or so"
            + " that it resists small adversarial perturbations.")
public final class TrainCommand extends JobCommand {

  private static final Key<Boolean> OPEN_IMAGES =
      Keys.flag(Section.DIALOG, "open_images", "false")
          .label("Save the open images into it, with their points or boxes")
          .help(
              "learn landmarks from the named points, or objects from the named rectangles, on the open images, which are first saved into the data folder");

  private static final List<Page> PAGES =
      List.of(
          new Page("Data and method", mainFields()),
          new Page("Network and schedule", networkFields()),
          new Page("Intensities, validation and augmentation", imageFields()),
          new Page("Perturbations", perturbationFields()),
          new Page(
              "Margins",
              Field.options(
                  MethodTable.PRESET,
                  MethodTable.CLEAN_EPOCHS,
                  MethodTable.MARGIN_STEP,
                  MethodTable.MARGIN_MAX,
                  MethodTable.MARGIN_FLOOR,
                  MethodTable.STEP_UNIT,
                  MethodTable.REFINEMENT,
                  MethodTable.CORRECT,
                  MethodTable.THRESHOLD,
                  MethodTable.THRESHOLD_PARAMETER,
                  MethodTable.REUSE_PERTURBATION,
                  MethodTable.LEAVE_WHEN_BROKEN,
                  MethodTable.SHARE_PASS)),
          Page.computation());

  @Parameter(type = ItemIO.OUTPUT, label = "Folder of the trained model")
  private String model;

  private TrainJob job;
  private volatile boolean kept;

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  /** The one that is to be learned. */
  @Override
  public ModelTask task(UnaryOperator<String> entered) {
    return ModelTask.named(entered.apply("task"));
  }

  @Override
  protected void execute(Options options) {
    if (options.get(OPEN_IMAGES)) saveOpen(options);
    job =
        new TrainJob(
            options.get(OptionTable.DATA),
            options.get(OptionTable.SPLIT),
            options.get(OptionTable.OUT),
            TrainOptions.from(options));
    LiveTraining shown =
        new LiveTraining("Training of " + options.get(OptionTable.OUT).getFileName(), job.task());
    progress()
        .onEpoch(
            report -> {
              kept = true;
              shown.epoch(report);
            });
    TrainResult result = run(job);
    shown.judged(result.verdict());
    TrainingFiles.write(result, job.task());
    model = result.model().toString();
    progress().log("The model is in " + model);
  }

  /**
   * Saves the open images and what is drawn on them into the data folder.
   *
   * @throws RobustJException if the task learns from something else, the folder holds a data set
   *     already, no open image is annotated, or two images have one title
   */
  static void saveOpen(Options options) {
    ModelTask task = ModelTask.named(options.get(MethodTable.TASK));
    if (task.takes(OPEN_IMAGES)) TaskDisplays.of(task).saveOpen(options.get(OptionTable.DATA));
    else
      throw new RobustJException(
          "The option open_images has an effect only with %s, but task is %s; leave it out or change task."
              .formatted(
                  Stream.of(ModelTask.values())
                      .filter(other -> other.takes(OPEN_IMAGES))
                      .map(other -> "task=" + other.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(" or ")),
                  options.get(MethodTable.TASK)));
  }

  @Override
  protected String cancelled() {
    // Until an epoch is done, the checkpoint there is that of an earlier training.
    CheckpointFolder checkpoint = job.checkpoint();
    if (!kept || !Files.exists(checkpoint.lastFile())) return super.cancelled();
    return "%s was cancelled; the epochs done so far are kept in %s, run it again with resume to go on."
        .formatted(name(), checkpoint.folder());
  }

  private static List<Field> networkFields() {
    List<Field> options =
        Field.options(
            TrainingTable.RESOLUTION,
            TrainingTable.PIXEL_SIZE,
            TrainingTable.WIDTH,
            TrainingTable.DEPTH,
            TrainingTable.PATCH,
            TrainingTable.BATCH,
            TrainingTable.OPTIMIZER,
            TrainingTable.LEARNING_RATE,
            TrainingTable.MOMENTUM,
            TrainingTable.GRADIENT_CLIP,
            TrainingTable.SEED,
            TrainingTable.DEEP_SUPERVISION);
    Field start = Field.of(FOLDER, TrainingTable.START_MODEL);
    return Stream.concat(options.stream(), Stream.of(start)).toList();
  }

  private static List<Field> imageFields() {
    List<Field> options =
        Field.options(
            TrainingTable.NORMALIZATION,
            TrainingTable.PERCENTILE_LOW,
            TrainingTable.PERCENTILE_HIGH,
            TrainingTable.VALIDATION,
            TrainingTable.GROUP,
            TrainingTable.Y_ORIGIN,
            TrainingTable.AUGMENT_FLIP,
            TrainingTable.MIRROR_PAIRS,
            TrainingTable.AUGMENT_ANY_WAY_UP,
            TrainingTable.AUGMENT_ROTATE,
            TrainingTable.AUGMENT_SCALE,
            TrainingTable.AUGMENT_GAMMA,
            TrainingTable.AUGMENT_NOISE);
    Field unannotated = Field.of(OPEN_FILE, TrainingTable.UNANNOTATED);
    return Stream.concat(options.stream(), Stream.of(unannotated)).toList();
  }

  private static List<Field> perturbationFields() {
    List<Field> before =
        Field.options(
            MethodTable.STEPS,
            MethodTable.STEP_SIZE,
            MethodTable.EPSILON_WARMUP,
            MethodTable.VALID_RANGE,
            MethodTable.ADVERSARIAL_SHARE,
            MethodTable.FREE_REPLAYS,
            MethodTable.TRADES_BETA);
    Field mart = Field.value(MethodTable.MART_LAMBDA).only();
    List<Field> after =
        Field.options(
            MethodTable.ENSEMBLING_WEIGHT, MethodTable.ENSEMBLING_MOMENTUM, MethodTable.AWP_GAMMA);
    return Stream.of(before, List.of(mart), after).flatMap(List::stream).toList();
  }

  private static List<Field> mainFields() {
    List<Field> files =
        List.of(
            Field.value(MethodTable.TASK),
            Field.of(FOLDER, OptionTable.DATA),
            Field.value(OPEN_IMAGES).only(),
            Field.of(NEW_FOLDER, OptionTable.OUT_MODEL.label("Folder for the new model")),
            Field.of(OPEN_FILE, OptionTable.SPLIT));
    List<Field> options =
        Field.options(
            MethodTable.METHOD,
            MethodTable.NORM,
            MethodTable.EPSILON,
            TrainingTable.EPOCHS,
            TrainingTable.RESUME,
            TrainingTable.OVERWRITE);
    return Stream.concat(files.stream(), options.stream()).toList();
  }
}
