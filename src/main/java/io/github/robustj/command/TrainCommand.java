package io.github.robustj.command;

import static io.github.robustj.command.Field.Widget.FOLDER;
import static io.github.robustj.command.Field.Widget.NEW_FOLDER;
import static io.github.robustj.command.Field.Widget.OPEN_FILE;
import static io.github.robustj.job.OptionTable.TRAIN;
import static io.github.robustj.job.OptionTable.TRAIN_FILES;
import static io.github.robustj.job.OptionTable.find;

import io.github.robustj.display.LiveTraining;
import io.github.robustj.display.TrainingFiles;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.OptionKey;
import io.github.robustj.option.Options;
import io.github.robustj.training.CheckpointFolder;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
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

  private static final OptionKey OPEN_IMAGES =
      new OptionKey(
          "open_images",
          new Allowed.Flag(),
          "false",
          "learn landmarks from the named points, or objects from the named rectangles, on the open"
              + " images, which are first saved into the data folder");

  private static final List<Page> PAGES =
      List.of(
          new Page("Data and method", mainFields()),
          new Page("Network and schedule", networkFields()),
          new Page("Intensities, validation and augmentation", imageFields()),
          new Page("Perturbations", perturbationFields()),
          Page.of(
              "Margins",
              TRAIN,
              "preset",
              "clean_epochs",
              "margin_step",
              "margin_max",
              "margin_floor",
              "step_unit",
              "refinement",
              "correct",
              "threshold",
              "threshold_parameter",
              "reuse_perturbation",
              "leave_when_broken",
              "share_pass"),
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
    return ModelTask.valueOf(entered.apply("task").toUpperCase(Locale.ROOT));
  }

  @Override
  protected void execute(Options options) {
    if (options.flag(OPEN_IMAGES.name())) OpenData.write(options);
    job =
        new TrainJob(
            options.path("data"),
            options.optionalPath("split"),
            options.path("out"),
            TrainOptions.from(options));
    LiveTraining shown =
        new LiveTraining("Training of " + options.path("out").getFileName(), job.task());
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
            TRAIN,
            "resolution",
            "pixel_size",
            "width",
            "depth",
            "patch",
            "batch",
            "optimizer",
            "learning_rate",
            "momentum",
            "gradient_clip",
            "seed",
            "deep_supervision");
    Field start = Field.of(FOLDER, find(TRAIN, "start_model"));
    return Stream.concat(options.stream(), Stream.of(start)).toList();
  }

  private static List<Field> imageFields() {
    List<Field> options =
        Field.options(
            TRAIN,
            "normalization",
            "percentile_low",
            "percentile_high",
            "validation",
            "group",
            "y_origin",
            "augment_flip",
            "mirror_pairs",
            "augment_any_way_up",
            "augment_rotate",
            "augment_scale",
            "augment_gamma",
            "augment_noise");
    Field unannotated = Field.of(OPEN_FILE, find(TRAIN, "unannotated"));
    return Stream.concat(options.stream(), Stream.of(unannotated)).toList();
  }

  private static List<Field> perturbationFields() {
    List<Field> before =
        Field.options(
            TRAIN,
            "steps",
            "step_size",
            "epsilon_warmup",
            "valid_range",
            "adversarial_share",
            "free_replays",
            "trades_beta");
    Field mart = Field.value(find(TRAIN, "mart_lambda")).only(ModelTask.SEGMENTATION);
    List<Field> after =
        Field.options(TRAIN, "ensembling_weight", "ensembling_momentum", "awp_gamma");
    return Stream.of(before, List.of(mart), after).flatMap(List::stream).toList();
  }

  private static List<Field> mainFields() {
    List<Field> files =
        List.of(
            Field.value(find(TRAIN, "task")),
            Field.of(FOLDER, find(TRAIN_FILES, "data")),
            Field.value(OPEN_IMAGES).only(ModelTask.LANDMARK, ModelTask.DETECTION),
            Field.of(NEW_FOLDER, "Folder for the new model", find(TRAIN_FILES, "out")),
            Field.of(OPEN_FILE, find(TRAIN_FILES, "split")));
    List<Field> options =
        Field.options(TRAIN, "method", "norm", "epsilon", "epochs", "resume", "overwrite");
    return Stream.concat(files.stream(), options.stream()).toList();
  }
}
