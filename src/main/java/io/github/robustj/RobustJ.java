package io.github.robustj;

import ij.ImagePlus;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.display.Images;
import io.github.robustj.display.TrainingFiles;
import io.github.robustj.display.task.ExportedModel;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.file.UserPath;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.ComputeOptions;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluatedModels;
import io.github.robustj.job.ExportJob;
import io.github.robustj.job.ExportTable;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.InspectJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.ready.ReadyModels;
import io.github.robustj.task.Prediction;
import io.github.robustj.worker.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * RobustJ for scripts: train, predict, attack and evaluate in one call each, from Groovy, Jython or
 * Java.
 *
 * <p>Options are named as in macros and on the command line, values may be text or numbers; what is
 * left out has the documented default. All calls take the options of {@link OptionTable#COMPUTE}:
 * {@code device}, {@code gpu_memory} and {@code precision}. Images are ImgLib2 images of any real
 * type or {@link ImagePlus}. ImgLib2 images have the axes x, y or x, y, slice; the option {@code
 * axes} says otherwise: {@code xy}, {@code xyz}, {@code xyc} or {@code xycz}. Results of slices are
 * always x, y, slice (masks) or x, y, channel, slice (images).
 *
 * <p>A model that is read is its folder, or one that RobustJ brings along, by its name, as {@code
 * "hippocampus-robust"}.
 *
 * <p>Every call throws {@link io.github.robustj.error.RobustJException} with one sentence if the
 * user can mend the cause.
 */
public final class RobustJ {

  static final ScriptPredictions<Prediction.Masks> MASKS =
      new ScriptPredictions<>("segmentation", ScriptKeys.PREDICT, Prediction.Masks.class);

  private static final ScriptPredictions<Prediction.Points> LANDMARKS =
      new ScriptPredictions<>("landmark", ScriptKeys.LOCATE, Prediction.Points.class);

  private static final ScriptPredictions<Prediction.Objects> BOXES =
      new ScriptPredictions<>("detection", ScriptKeys.DETECT, Prediction.Objects.class);

  private static final ScriptPredictions<Prediction.Objects> OUTLINES =
      new ScriptPredictions<>("instance", ScriptKeys.DETECT, Prediction.Objects.class);

  private RobustJ() {}

  /**
   * Trains a model.
   *
   * @param data folder of the data set
   * @param model folder of the model to write
   * @param options of {@link OptionTable#TRAIN}, and {@code split}
   */
  public static TrainResult train(String data, String model, Map<String, ?> options) {
    return train(data, model, options, JobListener.SILENT);
  }

  /**
   * As {@link #train(String, String, Map)}, with a listener that hears of progress and can cancel.
   */
  public static TrainResult train(
      String data, String model, Map<String, ?> options, JobListener listener) {
    Options checked = Options.of(options, ScriptKeys.TRAIN);
    TrainJob job =
        new TrainJob(
            UserPath.of(data),
            checked.get(OptionTable.SPLIT),
            UserPath.of(model),
            TrainOptions.from(checked));
    TrainResult result = run(job, checked, listener);
    TrainingFiles.write(result, job.task());
    return result;
  }

  /**
   * Makes a model of a network of another program, which segments.
   *
   * @param source SavedModel or package of bioimage.io, a folder or zip
   * @param model folder of the model to write
   * @param options of {@link ImportJob#TABLE}; what is left out is guessed from the network
   * @return how the network was connected, and what has no gradient
   */
  public static ImportJob.Imported importModel(
      String source, String model, Map<String, ?> options) {
    return importModel(source, model, options, JobListener.SILENT);
  }

  /**
   * As {@link #importModel(String, String, Map)}, with a listener that hears of progress and can
   * cancel.
   */
  public static ImportJob.Imported importModel(
      String source, String model, Map<String, ?> options, JobListener listener) {
    Options checked = Options.of(options, ScriptKeys.IMPORT);
    return run(ImportJob.from(UserPath.of(source), UserPath.of(model), checked), checked, listener);
  }

  /**
   * What a network of another program takes and gives, and how {@link #importModel} would connect
   * it with these options. Nothing is written.
   */
  public static InspectJob.Inspected inspectModel(String source, Map<String, ?> options) {
    Options checked = Options.of(options, ScriptKeys.IMPORT);
    return run(InspectJob.from(UserPath.of(source), checked), checked, JobListener.SILENT);
  }

  /**
   * Writes a model for other programs: a package of bioimage.io or a SavedModel.
   *
   * @param model its folder
   * @param out a folder that is made, or a zip if it ends in {@code .zip}
   * @param options of {@link ExportJob#TABLE}, and {@code input}, an image file to test a package
   *     with, which becomes part of it
   * @return what was written, a line each
   */
  public static ExportJob.Exported exportModel(String model, String out, Map<String, ?> options) {
    return exportModel(model, out, null, options);
  }

  /**
   * As {@link #exportModel(String, String, Map)}.
   *
   * @param image to test a package with, which becomes part of it; null for the file {@code input}
   */
  public static ExportJob.Exported exportModel(
      String model, String out, ImagePlus image, Map<String, ?> options) {
    Options checked = Options.of(options, ScriptKeys.EXPORT);
    Path folder = ReadyModels.folder(model);
    Optional<Path> file = checked.get(ExportTable.INPUT);
    return run(
        checked,
        engine ->
            new ExportedModel(folder, UserPath.of(out), checked)
                .write(
                    image != null || file.isPresent(),
                    () ->
                        file.map(f -> read(f, folder))
                            .orElseGet(() -> ImagePlusConverter.toImage(image)),
                    engine,
                    JobListener.SILENT));
  }

  private static Image read(Path file, Path model) {
    return ChannelFiles.of(file, ModelFolder.channels(model)).read();
  }

  /**
   * Opens an image file that RobustJ reads, NIfTI among them, as an image of ImageJ with its pixel
   * size, in the type that the file has where that holds what RobustJ reads, else in 32 bit.
   */
  public static ImagePlus open(String file) {
    return Images.ofFile(UserPath.of(file), ImageReader.read(UserPath.of(file)));
  }

  /**
   * Segments an image.
   *
   * @param options of {@link OptionTable#PREDICT}, and {@code axes}
   */
  public static Prediction.Masks predict(
      RandomAccessibleInterval<? extends RealType<?>> image, String model, Map<String, ?> options) {
    return MASKS.of(image, model, options);
  }

  /**
   * Segments an image of ImageJ, whose pixel size goes into the result.
   *
   * @param options of {@link OptionTable#PREDICT}
   */
  public static Prediction.Masks predict(ImagePlus image, String model, Map<String, ?> options) {
    return MASKS.of(image, model, options);
  }

  /**
   * Finds the landmarks in an image.
   *
   * @param options {@code pixel_size}, and {@code axes}
   */
  public static Prediction.Points locate(
      RandomAccessibleInterval<? extends RealType<?>> image, String model, Map<String, ?> options) {
    return LANDMARKS.of(image, model, options);
  }

  /**
   * Finds the landmarks in an image of ImageJ, whose pixel size goes into the result.
   *
   * @param options {@code pixel_size}
   */
  public static Prediction.Points locate(ImagePlus image, String model, Map<String, ?> options) {
    return LANDMARKS.of(image, model, options);
  }

  /**
   * Finds the objects in an image. They can be counted at any threshold: {@code
   * prediction.at(.4).counts()}.
   *
   * @param options {@code tile}, and {@code axes}
   */
  public static Prediction.Objects detect(
      RandomAccessibleInterval<? extends RealType<?>> image, String model, Map<String, ?> options) {
    return BOXES.of(image, model, options);
  }

  /**
   * Finds the objects in an image of ImageJ.
   *
   * @param options {@code tile}
   */
  public static Prediction.Objects detect(ImagePlus image, String model, Map<String, ?> options) {
    return BOXES.of(image, model, options);
  }

  /**
   * Outlines the objects in an image, with a model of StarDist. They can be counted at any
   * threshold: {@code prediction.at(.4).counts()}.
   *
   * @param options {@code tile}, and {@code axes}
   */
  public static Prediction.Objects outline(
      RandomAccessibleInterval<? extends RealType<?>> image, String model, Map<String, ?> options) {
    return OUTLINES.of(image, model, options);
  }

  /**
   * Outlines the objects in an image of ImageJ.
   *
   * @param options {@code tile}
   */
  public static Prediction.Objects outline(ImagePlus image, String model, Map<String, ?> options) {
    return OUTLINES.of(image, model, options);
  }

  /**
   * Makes the adversarial image of an image.
   *
   * @param truth label values of the image's size, axes x, y or x, y, slice, for models that
   *     segment; null for the truth in the file {@code label}, and without that to attack the
   *     model's own prediction
   * @param options of {@link OptionTable#ATTACK}, {@link OptionTable#ATTACK_IMAGE} and {@link
   *     OptionTable#ATTACK_MASKS}, {@code label}, of landmarks {@code y_origin}, and {@code axes}
   */
  public static AttackResult attack(
      RandomAccessibleInterval<? extends RealType<?>> image,
      RandomAccessibleInterval<? extends RealType<?>> truth,
      String model,
      Map<String, ?> options) {
    Options checked = Options.of(options, ScriptKeys.withAxes(ScriptKeys.ATTACK));
    Optional<Annotation> mask = Optional.ofNullable(truth).map(ScriptImages::mask);
    return ScriptAttacks.of(
        ScriptImages.image(image, checked.get(OptionTable.AXES)), mask, model, checked);
  }

  /**
   * Makes the adversarial image of an image of ImageJ.
   *
   * @param truth label image of the image's size, or null, as above
   * @param options the same without {@code axes}
   */
  public static AttackResult attack(
      ImagePlus image, ImagePlus truth, String model, Map<String, ?> options) {
    Optional<Annotation> mask = Optional.ofNullable(truth).map(ImagePlusConverter::toMask);
    return ScriptAttacks.of(
        ImagePlusConverter.toImage(image), mask, model, Options.of(options, ScriptKeys.ATTACK));
  }

  /**
   * Measures a model on a folder of annotated images.
   *
   * @param options of {@link OptionTable#ATTACK} and {@link OptionTable#EVALUATE}, for landmarks
   *     {@code pixel_size} and {@code measurements}, for objects {@link
   *     OptionTable#EVALUATE_DETECTION}, and {@code split}
   */
  public static Evaluation evaluate(String data, String model, Map<String, ?> options) {
    return evaluate(data, model, options, JobListener.SILENT);
  }

  /**
   * As {@link #evaluate(String, String, Map)}, with a listener that hears of progress and can
   * cancel.
   */
  public static Evaluation evaluate(
      String data, String model, Map<String, ?> options, JobListener listener) {
    Options checked = Options.of(options, ScriptKeys.EVALUATE);
    EvaluateJob job = EvaluateJob.from(ReadyModels.folder(model), UserPath.of(data), checked);
    return run(job, checked, listener);
  }

  /**
   * Measures several models on the same cases in the same way, one after another. {@link
   * io.github.robustj.evaluation.PairedComparison#table(Map)} tells whether they differ.
   *
   * @param models their folders, at least one, each another model
   * @param options as above
   * @return by the name of each model's folder, or by more of its path where two are called alike;
   *     in the order given
   */
  public static Map<String, Evaluation> evaluate(
      String data, List<String> models, Map<String, ?> options) {
    return evaluate(data, models, options, JobListener.SILENT);
  }

  /** As {@link #evaluate(String, List, Map)}, with a listener that hears of all models together. */
  public static Map<String, Evaluation> evaluate(
      String data, List<String> models, Map<String, ?> options, JobListener listener) {
    Options checked = Options.of(options, ScriptKeys.EVALUATE);
    EvaluatedModels named = EvaluatedModels.of(folders(models));
    return run(
        checked,
        engine ->
            named.measure(
                (name, part) -> {
                  Path model = named.folders().get(name);
                  return engine.run(EvaluateJob.from(model, UserPath.of(data), checked), part);
                },
                listener));
  }

  /** Scripts also put their own kinds of texts, paths and files into lists. */
  private static List<Path> folders(List<?> models) {
    return models.stream().map(model -> ReadyModels.folder(String.valueOf(model))).toList();
  }

  static <R> R run(Job<R> job, Options options, JobListener listener) {
    return run(options, engine -> engine.run(job, listener));
  }

  private static <R> R run(Options options, Function<Engine, R> work) {
    try {
      return work.apply(Engines.standard().with(ComputeOptions.from(options)));
    } finally {
      options.forgetScripts();
    }
  }
}
