package io.github.robustj.job;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.file;
import static io.github.robustj.option.Keys.files;
import static io.github.robustj.option.Keys.flag;
import static io.github.robustj.option.Keys.model;
import static io.github.robustj.option.Keys.models;
import static io.github.robustj.option.Keys.optionalFile;
import static io.github.robustj.option.Keys.text;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.data.YOrigin;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which options each command has, and those of several commands. An option is a key, accepted
 * values, default, label and help; command line, dialogs, macros and docs take them from these
 * tables, and nowhere else is a default or a range written down.
 *
 * <p>{@link Options#of} checks values against one of the lists.
 */
public final class OptionTable {

  private OptionTable() {}

  public static final Key<Path> MODEL =
      model(Section.FILES, "model")
          .label("Name or folder of the model")
          .help("folder of a model, or a ready one, as hippocampus-robust")
          .common();
  public static final Key<List<Path>> FURTHER_MODELS =
      models(Section.FILES, "further_models")
          .label("Further models to compare (separated by semicolons)")
          .help("more models to measure alike and compare, separated by semicolons")
          .common();
  public static final Key<Path> DATA =
      file(Section.FILES, "data")
          .label("Folder of images and labels")
          .help("folder of the data set: images and labels")
          .common();
  public static final Key<Optional<Path>> SPLIT =
      optionalFile(Section.FILES, "split")
          .label("Text file of cases to use (optional)")
          .help("text file with the names of the cases to use, one per line")
          .common();

  /** Of most commands; what it is differs. */
  public static final Key<Path> OUT =
      file(Section.FILES, "out").help("folder of the results; made if missing").common();

  public static final Key<Path> INPUT =
      file(Section.FILES, "input").help("image, OME-Zarr too, or folder of images").common();
  public static final Key<Optional<Path>> LABEL =
      optionalFile(Section.FILES, "label")
          .help(
              "label image, file of landmarks or boxes, or folder with one for each image; without"
                  + " it the model's own prediction")
          .common();

  /** Of every command that writes files but a training. */
  public static final Key<Boolean> OVERWRITE =
      TrainingTable.OVERWRITE.help(
          "also replace files of other runs and programs; inputs and models never");

  /** Of an evaluation. */
  public static final Key<Boolean> RESUME =
      TrainingTable.RESUME
          .label("Resume an interrupted evaluation")
          .help("go on from the last finished case of the same evaluation, if it was interrupted");

  public static final Key<Path> OUT_MODEL = OUT.help("folder of the model; made if missing");
  public static final Key<Path> OUT_JSON =
      OUT.help("JSON file of the result; CSV and plot go beside it");
  public static final Key<Double> PIXEL_SIZE = TrainingTable.PIXEL_SIZE.always();
  public static final Key<YOrigin> Y_ORIGIN = TrainingTable.Y_ORIGIN.always();
  public static final Key<Optional<Path>> UNANNOTATED = TrainingTable.UNANNOTATED.always();

  /** Where a training reads and writes. */
  public static final List<Key<?>> TRAIN_FILES = List.of(DATA, SPLIT, OUT_MODEL);

  /** How a model is trained: the keys of {@link TrainOptions#of}. */
  public static final List<Key<?>> TRAIN = TrainingTable.ALL;

  /** An attack without its size: the keys of {@link AttackOptions#of}. */
  public static final List<Key<?>> ATTACK = AttackTable.SEARCH;

  /** What the model shall see instead of the truth. */
  public static final List<Key<?>> TARGET = AttackTable.AIM;

  /** What an attack on one image needs beside the files and the attack. */
  public static final List<Key<?>> ATTACK_IMAGE =
      Keys.join(List.of(AttackTable.EPSILON), TARGET, List.of(TrainingTable.SEED));

  /** Masks that an attack on one image may be given as files. */
  public static final List<Key<?>> ATTACK_MASKS =
      List.of(AttackTable.REGION, AttackTable.TARGET_MASK);

  /** What an evaluation needs beside the files and the attack. */
  public static final List<Key<?>> EVALUATE =
      Keys.join(
          List.of(EvaluationTable.EPSILONS),
          TARGET,
          List.of(
              EvaluationTable.REGIONS,
              EvaluationTable.TARGET_MASKS,
              EvaluationTable.CORRUPTIONS,
              TrainingTable.GROUP,
              TrainingTable.SEED,
              EvaluationTable.CHECKS),
          CertificateTable.ALL,
          List.of(EvaluationTable.PARALLEL_CASES));

  /** What only an evaluation of landmarks needs. */
  public static final List<Key<?>> EVALUATE_LANDMARKS =
      List.of(EvaluationTable.TOLERANCES, PIXEL_SIZE, Y_ORIGIN, EvaluationTable.MEASUREMENTS);

  /** Of every command that writes files, where {@link #TRAIN} does not have it already. */
  public static final List<Key<?>> WRITE = List.of(OVERWRITE);

  /** Where a comparison of methods reads and writes. */
  public static final List<Key<?>> COMPARE_FILES =
      List.of(
          DATA,
          SPLIT,
          CompareTable.TEST,
          CompareTable.TEST_SPLIT,
          OUT.help("folder of models, curves and table; goes on with what is there"));

  /** What a comparison of methods measures. */
  public static final List<Key<?>> COMPARE =
      List.of(
          CompareTable.METHODS,
          CompareTable.SEEDS,
          CompareTable.ATTACK_EPSILON,
          CompareTable.ATTACK_STEPS,
          CompareTable.SQUARE_QUERIES);

  /** How every method of a comparison is trained: {@link #TRAIN} without what tells them apart. */
  public static final List<Key<?>> COMPARE_TRAIN = Keys.later(() -> ComparedMethod.options(TRAIN));

  /** What only an evaluation of objects needs. */
  public static final List<Key<?>> EVALUATE_DETECTION = List.of(UNANNOTATED);

  /** What is said about an evaluation of objects. */
  public static final List<Key<?>> REPORT_DETECTION = List.of(EvaluationTable.MAX_DETECTIONS);

  public static final Key<Integer> TILE =
      whole(Section.IMAGES, "tile", Range.of(32, 16_384), "512")
          .label("Largest tile, pixels")
          .help("longest side in pixels that the network sees at once");

  public static final Key<Boolean> PROBABILITIES =
      flag(Section.RESULTS, "probabilities", "false")
          .label("Make an image of probabilities")
          .help(
              "softmax of each class but the background, 0 to 1 in 32 bit; on the command line as"
                  + " NAME-probability.tif")
          .common();

  /** What a prediction needs beside the files. */
  public static final List<Key<?>> PREDICT = List.of(TILE, PIXEL_SIZE, PROBABILITIES);

  /** What only a prediction of landmarks needs. */
  public static final List<Key<?>> PREDICT_LANDMARKS = List.of(EvaluationTable.MEASUREMENTS);

  public static final Key<Double> THRESHOLD =
      decimal(Section.RESULTS, "threshold", Range.of(0, 1).orAutomatic(-1), "-1")
          .label("Score that counts as correct")
          .help(
              "score from which on an object counts; automatic leaves it where it is, after a"
                  + " training at 0.5")
          .common();
  public static final Key<String> CLASS_THRESHOLDS =
      text(Section.RESULTS, "class_thresholds")
          .help("thresholds of single classes instead, such as RBC=0.4; WBC=0.6")
          .common();

  /** From which score on an object is shown and counted; it can be moved after a prediction. */
  public static final List<Key<?>> OBJECT_THRESHOLDS = List.of(THRESHOLD, CLASS_THRESHOLDS);

  /** Where an evaluation reads and writes. */
  public static final List<Key<?>> EVALUATE_FILES =
      List.of(MODEL, FURTHER_MODELS, DATA, SPLIT, OUT_JSON, RESUME);

  /** What a script may say about an ImgLib2 image. */
  public static final Key<String> AXES =
      choice(Section.DIALOG, "axes", "auto", "auto", "xy", "xyz", "xyc", "xycz")
          .help("axes of an ImgLib2 image");

  /** Which engine to install, and from where. */
  public static final List<Key<?>> ENGINE = List.of(ComputationTable.KIND, ComputationTable.FROM);

  /** On what a job computes and how, for every job: the keys of {@link ComputeOptions#from}. */
  public static final List<Key<?>> COMPUTE = ComputationTable.ALL;

  /** How the work is divided among processes. */
  public static final List<Key<?>> DIVISION = DivisionTable.ALL;

  /** Where the finished parts of a command lie. */
  public static final List<Key<?>> MERGE =
      List.of(OUT.help("out of the command whose parts are finished"));

  /** Of a benchmark: whether it measures growth. */
  public static final Key<Boolean> GROWTH =
      flag(Section.COMPUTATION, "growth", "false")
          .help(
              "measure instead how time and memory grow with pixels, cases, classes, steps, width"
                  + " and objects; takes minutes");

  /** Where a benchmark writes, and what it measures. */
  public static final List<Key<?>> BENCH = List.of(OUT.help("JSON file of the result"), GROWTH);

  public static final Key<Path> RESULTS =
      file(Section.FILES, "results")
          .label("Result of an evaluation (.json)")
          .help("JSON file of an evaluation")
          .common();
  public static final Key<List<Path>> FURTHER_RESULTS =
      files(Section.FILES, "further_results")
          .label("Further results to compare (separated by semicolons)")
          .help("JSON files of further evaluations to compare, separated by semicolons")
          .common();
  public static final Key<Path> OUT_REPORT =
      OUT.help("HTML file of the report; a table for LaTeX goes beside it");

  /** Where a report of finished evaluations reads and writes. */
  public static final List<Key<?>> REPORT = List.of(RESULTS, FURTHER_RESULTS, OUT_REPORT);

  /** Where a prediction from files reads and writes. */
  public static final List<Key<?>> PREDICT_FILES = List.of(MODEL, INPUT, OUT);

  /** Where an attack on a file reads and writes. */
  public static final List<Key<?>> ATTACK_FILES =
      List.of(MODEL, INPUT.help("image to attack, or folder of images"), LABEL, Y_ORIGIN, OUT);

  /** Whether a value of a training's option stands for one that follows from the images. */
  public static boolean isAutomatic(String name, Object value) {
    Key<?> key = find(TRAIN, name);
    return value instanceof Number && value.equals(key.parse(key.standard()));
  }

  /** The row of a key that the table has. */
  public static Key<?> find(List<Key<?>> table, String name) {
    return table.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no option " + name));
  }
}
