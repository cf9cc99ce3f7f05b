package io.github.robustj.job;

import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AnnotatedCases.Reading;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelDescription.Detector;
import io.github.robustj.packaging.ModelDescription.Question;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Task;
import io.github.robustj.task.detection.DetectionObjective;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkObjective;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.SegmentationObjective;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.training.MethodTable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tasks, each with what is known of it before there are data or a model; whoever fills in a job
 * asks what a model on disk does. Those come first whose data tell most by the names of their
 * files.
 */
public enum ModelTask {
  LANDMARK(
      "finds landmarks",
      "mean radial error",
      "pixel_size, measurements, measurement_file, y_origin, tolerances, target_distance,"
          + " target_direction, open_images") {
    @Override
    public List<String> objectives() {
      return LandmarkObjective.names();
    }

    @Override
    public List<String> targets() {
      return List.of("none", "swap", "move");
    }

    @Override
    boolean isTaughtBy(Path folder) {
      return Files.exists(folder.resolve("landmarks.csv"));
    }

    @Override
    AnnotatedCases read(Path data, Reading how) {
      return LandmarkCases.read(data, how);
    }

    @Override
    Task<?> task(Question question, Correctness correctness) {
      return new LandmarkTask(
          question.landmarks().names(),
          question.landmarks().radius(),
          question.landmarks().unit(),
          correctness);
    }
  },

  DETECTION(
      "finds objects",
      "AP50",
      "tile, threshold, class_thresholds, boxes_file, max_detections, unannotated, open_images") {
    @Override
    public List<String> objectives() {
      return DetectionObjective.names();
    }

    @Override
    public List<String> targets() {
      return List.of("none", "vanish", "fabricate", "mislabel");
    }

    @Override
    boolean isTaughtBy(Path folder) {
      return Files.exists(folder.resolve("boxes.csv"))
          || Files.exists(folder.resolve("annotations"))
          || BoxCases.areTexts(folder.resolve("labels"));
    }

    @Override
    AnnotatedCases read(Path data, Reading how) {
      return BoxCases.read(data, how);
    }

    @Override
    Task<?> task(Question question, Correctness correctness) {
      return new DetectionTask(
          question.objects().names(), question.objects().thresholds(), correctness);
    }

    @Override
    Question tuned(Question question, Task<?> task) {
      Detector objects = question.objects();
      List<Double> thresholds = ((DetectionTask) task).thresholds();
      return new Question(
          question.name(),
          List.of(),
          null,
          new Detector(objects.names(), thresholds, objects.scale()));
    }

    @Override
    int leastDepth() {
      return 2;
    }

    @Override
    int usualResolution() {
      return 320;
    }

    @Override
    boolean staysStraight() {
      return true;
    }
  },

  SEGMENTATION(
      "segments",
      "Dice",
      "tile, pixel_size, label_image, float_image, truth, target_mask, target_from_overlay,"
          + " target_pixels") {
    @Override
    public List<String> objectives() {
      return SegmentationObjective.names();
    }

    @Override
    public List<String> targets() {
      return List.of("none", "erase", "shrink", "swap", "mask");
    }

    @Override
    boolean isTaughtBy(Path folder) {
      return Files.exists(folder.resolve("labels")) || Files.exists(folder.resolve("labelsTr"));
    }

    @Override
    AnnotatedCases read(Path data, Reading how) {
      return new MaskCases(DatasetReader.read(data, how.group()));
    }

    @Override
    Task<?> task(Question question, Correctness correctness) {
      return new SegmentationTask(question.classes());
    }

    @Override
    boolean learnsFromLevels() {
      return true;
    }

    @Override
    String lighter() {
      return "a smaller patch, such as patch=64";
    }
  };

  private final String verb;
  private final String measure;
  private final Set<String> own;

  /**
   * @param own the options that it has and another task has not, by name
   */
  ModelTask(String verb, String measure, String own) {
    this.verb = verb;
    this.measure = measure;
    this.own = Set.of(own.split(", "));
  }

  /** What attacks on its models may maximise, as users type it. */
  public abstract List<String> objectives();

  /** What attacks may lead to, as users type it: {@code none} first. */
  public abstract List<String> targets();

  /** Whether the names of the files in a data folder tell of its annotations. */
  abstract boolean isTaughtBy(Path folder);

  abstract AnnotatedCases read(Path data, Reading how);

  /**
   * @throws RobustJException if the question is none that the task can be about
   */
  abstract Task<?> task(Question question, Correctness correctness);

  /** The question with what follows from a trained network, see {@link Task#tuned}. */
  Question tuned(Question question, Task<?> task) {
    return question;
  }

  /** The tasks whose models an option does something with. */
  public static Set<ModelTask> taking(Key<?> key) {
    return Arrays.stream(values()).filter(task -> task.takes(key)).collect(Collectors.toSet());
  }

  /** Whether an option that only some tasks have does something with its models. */
  public boolean takes(Key<?> key) {
    return own.contains(key.name());
  }

  /** Fewest down-samplings of its networks, whose outputs may be coarser than images. */
  int leastDepth() {
    return 1;
  }

  /** Whether its loss can look at the coarser levels of a network, too. */
  boolean learnsFromLevels() {
    return false;
  }

  /** Longest side in pixels that images are brought to, where they are and the user gives none. */
  int usualResolution() {
    return 128;
  }

  /**
   * Whether what is learned lies along the axes of images, which are turned by right angles only.
   */
  boolean staysStraight() {
    return false;
  }

  /** What makes a training of one image at a time need less memory. */
  String lighter() {
    return "a smaller resolution";
  }

  /** What a training measures: {@code Dice}. */
  String measure() {
    return measure;
  }

  /**
   * @param task as {@code model.json} and the option {@code task} call it
   */
  public static ModelTask named(String task) {
    return valueOf(task.toUpperCase(Locale.ROOT));
  }

  /**
   * @param options of a training
   */
  static ModelTask in(Options options) {
    return named(options.get(MethodTable.TASK));
  }

  /** What the data in a folder teach; empty where the names of its files do not tell. */
  public static Optional<ModelTask> taughtBy(Path folder) {
    return Arrays.stream(values()).filter(task -> task.isTaughtBy(folder)).findFirst();
  }

  /**
   * The task of a model.
   *
   * @throws RobustJException if its description says something that no task can be
   */
  static Task<?> taskOf(ModelFolder model) {
    Question question = model.description().task();
    try {
      return of(question).task(question, Correctness.LOSS);
    } catch (RobustJException | IllegalArgumentException e) {
      throw model.damaged(e.getMessage(), e);
    }
  }

  /**
   * A folder that is no model counts as segmentation; the job then says what is wrong with it.
   *
   * @throws RobustJException if its description is damaged
   */
  public static ModelTask of(Path model) {
    if (!Files.isRegularFile(model.resolve("model.json"))) return SEGMENTATION;
    return of(ModelFolder.open(model).description().task());
  }

  /**
   * @throws RobustJException if the model does something else
   */
  public void require(Path model) {
    ModelTask does = of(model);
    if (does != this)
      throw new RobustJException(
          "The model %s %s; choose one that %s.".formatted(model, does.verb, verb));
  }

  /** Of a model that is being entered: segmentation until there is one. */
  public static ModelTask entered(String model) {
    try {
      return model.isBlank() ? SEGMENTATION : of(Path.of(model));
    } catch (RobustJException | InvalidPathException e) {
      return SEGMENTATION; // The job says what is wrong with it.
    }
  }

  /** What a description says. */
  static ModelTask of(Question question) {
    return named(question.name());
  }

  /** What such a model does, in the third person: {@code segments}. */
  String verb() {
    return verb;
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
              .formatted(key.name(), verb, model));
  }
}
