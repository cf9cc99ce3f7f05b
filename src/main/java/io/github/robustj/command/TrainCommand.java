package io.github.robustj.command;

import static io.github.robustj.command.Field.Widget.FOLDER;
import static io.github.robustj.command.Field.Widget.OPEN_FILE;
import static io.github.robustj.job.OptionTable.TRAIN;
import static io.github.robustj.job.OptionTable.TRAIN_FILES;
import static io.github.robustj.job.OptionTable.find;

import io.github.robustj.display.LiveTraining;
import io.github.robustj.display.TrainingFiles;
import io.github.robustj.job.Options;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import java.util.List;
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
        "Trains a segmentation network on a folder of images and label images, on clean images or so"
            + " that it resists small adversarial perturbations.")
public final class TrainCommand extends JobCommand {

  private static final List<Page> PAGES =
      List.of(
          new Page("Data and method", mainFields()),
          new Page("Network and schedule", networkFields()),
          Page.of(
              "Intensities, augmentation and validation",
              TRAIN,
              "normalization",
              "percentile_low",
              "percentile_high",
              "augment_flip",
              "augment_rotate",
              "augment_scale",
              "augment_gamma",
              "augment_noise",
              "validation",
              "group"),
          Page.of(
              "Perturbations",
              TRAIN,
              "steps",
              "step_size",
              "epsilon_warmup",
              "valid_range",
              "adversarial_share",
              "free_replays",
              "trades_beta",
              "mart_lambda",
              "ensembling_weight",
              "ensembling_momentum",
              "awp_gamma"),
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
              "threshold",
              "threshold_parameter",
              "reuse_perturbation",
              "leave_when_broken",
              "share_pass"));

  @Parameter(type = ItemIO.OUTPUT, label = "Folder of the trained model")
  private String model;

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    TrainJob job =
        new TrainJob(
            options.path("data"),
            options.optionalPath("split"),
            options.path("out"),
            TrainOptions.from(options));
    progress().onEpoch(new LiveTraining("Training of " + options.path("out").getFileName())::epoch);
    TrainResult result = run(job);
    TrainingFiles.write(result);
    model = result.model().toString();
    progress().log("The model is in " + model);
  }

  private static List<Field> networkFields() {
    List<Field> options =
        Field.options(
            TRAIN,
            "task",
            "width",
            "depth",
            "deep_supervision",
            "patch",
            "batch",
            "optimizer",
            "learning_rate",
            "momentum",
            "gradient_clip",
            "resume");
    Field start = Field.of(FOLDER, "Model to start from (optional)", find(TRAIN, "start_model"));
    return Stream.concat(options.stream(), Stream.of(start)).toList();
  }

  private static List<Field> mainFields() {
    List<Field> files =
        List.of(
            Field.of(FOLDER, "Data folder", find(TRAIN_FILES, "data")),
            Field.of(OPEN_FILE, "Cases to use (text file, optional)", find(TRAIN_FILES, "split")),
            Field.of(FOLDER, "Model folder to write", find(TRAIN_FILES, "out")));
    List<Field> options = Field.options(TRAIN, "method", "norm", "epsilon", "epochs", "seed");
    return Stream.concat(files.stream(), options.stream()).toList();
  }
}
