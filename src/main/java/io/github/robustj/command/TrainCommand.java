package io.github.robustj.command;

import static io.github.robustj.command.Field.Widget.FOLDER;
import static io.github.robustj.command.Field.Widget.NEW_FOLDER;

import io.github.robustj.display.LiveTraining;
import io.github.robustj.display.TrainingFiles;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ComputationTable;
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
import io.github.robustj.training.Methods;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
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
            + " images, or on the open images and the points or boxes on them, on clean images or"
            + " so that it resists small adversarial perturbations.")
public final class TrainCommand extends JobCommand {

  private static final Key<Boolean> OPEN_IMAGES =
      Keys.flag(Section.DIALOG, "open_images", "false")
          .label("Save the open images into it, with their points or boxes")
          .help(
              "learn landmarks from the named points, or objects from the named rectangles, on the"
                  + " open images, which are first saved into the data folder");

  private static final List<Key<?>> FIRST =
      List.of(
          MethodTable.METHOD,
          MethodTable.NORM,
          MethodTable.EPSILON,
          TrainingTable.EPOCHS,
          TrainingTable.RESUME,
          TrainingTable.OVERWRITE);

  private static final List<Page> PAGES =
      List.of(
          new Page("Data and method", mainFields()),
          page("Network and schedule", Section.SCHEDULE, Section.NETWORK),
          page("Images, validation and augmentation", Section.IMAGES, Section.AUGMENTATION),
          page("Perturbations", Section.ATTACK, Section.SINGLE_METHODS),
          page("Margins", Section.MARGINS),
          Page.computation(ComputationTable.WORKERS));

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
    return ModelTask.named(entered.apply(MethodTable.TASK.name()));
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
                  ModelTask.ALL.stream()
                      .filter(other -> other.takes(OPEN_IMAGES))
                      .map(other -> "task=" + other.name())
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

  /** The options of some sections that the first page has not, in the order of the table. */
  private static Page page(String title, Section... sections) {
    return new Page(
        title,
        OptionTable.TRAIN.stream()
            .filter(key -> List.of(sections).contains(key.words().section()))
            .filter(key -> !FIRST.contains(key))
            .map(TrainCommand::field)
            .toList());
  }

  private static Field field(Key<?> key) {
    Set<ModelTask> tasks =
        ModelTask.ALL.stream()
            .filter(task -> Methods.mayTake(key, task.name()))
            .collect(Collectors.toSet());
    return new Field(key, Field.value(key).widget(), tasks);
  }

  private static List<Field> mainFields() {
    Stream<Field> files =
        Stream.of(
            Field.value(MethodTable.TASK),
            Field.of(FOLDER, OptionTable.DATA),
            Field.value(OPEN_IMAGES).only(),
            Field.of(NEW_FOLDER, OptionTable.OUT_MODEL.label("Folder for the new model")),
            Field.value(OptionTable.SPLIT));
    return Stream.concat(files, FIRST.stream().map(Field::value)).toList();
  }
}
