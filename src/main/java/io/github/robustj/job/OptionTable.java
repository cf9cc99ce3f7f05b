package io.github.robustj.job;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.decimals;
import static io.github.robustj.option.Keys.file;
import static io.github.robustj.option.Keys.files;
import static io.github.robustj.option.Keys.form;
import static io.github.robustj.option.Keys.optionalFile;
import static io.github.robustj.option.Keys.text;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.corruption.Corruptions;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.YOrigin;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.evaluation.check.Level;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.option.Allowed;
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
 * Every option there is: key, accepted values, default, label, help. Command line, dialogs, macros
 * and docs take them from here, and nowhere else is a default or a range written down.
 *
 * <p>{@link Options#of} checks values against one of the lists.
 */
public final class OptionTable {

  private OptionTable() {}

  public static final Key<Path> MODEL =
      file(Section.FILES, "model")
          .label("Folder of the model")
          .help("folder that a training wrote")
          .common();
  public static final Key<List<Path>> FURTHER_MODELS =
      files(Section.FILES, "further_models")
          .label("Further models to compare (folders, with ; between)")
          .help("folders of models to measure in the same way and compare, separated by semicolons")
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
      file(Section.FILES, "input").help("image, or folder of images").common();
  public static final Key<Optional<Path>> LABEL =
      optionalFile(Section.FILES, "label")
          .help(
              "label image, or file of landmarks or boxes (table, ROIs, Pascal VOC); without it the model's own prediction")
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

  public static final Key<List<Double>> EPSILONS =
      decimals(Section.ATTACK, "epsilons", Range.of(0, 1e6), "0,2,6,10")
          .label("Epsilons, sizes to measure at")
          .help("radii to measure at, in epsilon_unit; 0 is the clean image")
          .common();

  public static final Key<Optional<Path>> REGIONS =
      AttackTable.REGION.help(
          "label image whose pixels above 0 may change, or folder of one per case; without it all");
  public static final Key<Optional<Path>> TARGET_MASKS =
      AttackTable.TARGET_MASK.help(
          "label image that the model shall see, or folder of one per case");

  /** Whether the scores of an evaluation can be believed. */
  public static final Key<Level> CHECKS =
      choice(
              Section.RESULTS,
              "checks",
              Level.USUAL.label(),
              "usual=the usual, which are quick",
              "all=all, which attack anew",
              "none")
          .as(Level::named)
          .label("Checks of whether the scores can be believed")
          .help(
              "checks of whether the scores can be believed: usual are quick, all attack a few slices anew")
          .common();

  /** Names of corruptions whose severities are measured, too. */
  public static final Key<List<String>> CORRUPTIONS =
      form(
              Section.IMAGES,
              "corruptions",
              new Allowed.Form(
                  Corruptions.expression(),
                  "any of " + String.join(", ", Corruptions.words()) + ", separated by commas"),
              Corruptions.NONE)
          .as(Corruptions::parse)
          .label("Corruptions to measure (none, all, mr, ...)")
          .help(
              "natural corruptions to measure in five severities; all, those of a kind of images, or single ones")
          .common();

  /** What an evaluation needs beside the files and the attack. */
  public static final List<Key<?>> EVALUATE =
      Keys.join(
          List.of(EPSILONS),
          TARGET,
          List.of(
              REGIONS, TARGET_MASKS, CORRUPTIONS, TrainingTable.GROUP, TrainingTable.SEED, CHECKS),
          CertificateTable.ALL);

  /** Lengths and angles between landmarks. */
  public static final Key<List<Measurement>> MEASUREMENTS =
      text(Section.RESULTS, "measurements")
          .as(Measurement::parse)
          .label("Measure between landmarks (optional)")
          .help("what to measure, such as OFD = distance(left, right); A = angle(a, b, c)")
          .common();

  public static final Key<List<Double>> TOLERANCES =
      decimals(Section.RESULTS, "tolerances", Range.above(0, 1e6), "2,2.5,3,4")
          .label("Errors within which a landmark is found")
          .help(
              "errors, in mm where the pixel size is known, below which a landmark counts as found")
          .common();

  /** What only an evaluation of landmarks needs. */
  public static final List<Key<?>> EVALUATE_LANDMARKS =
      List.of(TOLERANCES, PIXEL_SIZE, Y_ORIGIN, MEASUREMENTS);

  /** Of every command that writes files, where {@link #TRAIN} does not have it already. */
  public static final List<Key<?>> WRITE = List.of(OVERWRITE);

  public static final Key<Optional<Path>> TEST =
      optionalFile(Section.FILES, "test")
          .help("folder of the data set to measure on; without it that of data")
          .common();
  public static final Key<Optional<Path>> TEST_SPLIT =
      optionalFile(Section.FILES, "test_split")
          .help("text file with the names of the cases to measure on")
          .common();

  /** Where a comparison of methods reads and writes. */
  public static final List<Key<?>> COMPARE_FILES =
      List.of(
          DATA,
          SPLIT,
          TEST,
          TEST_SPLIT,
          OUT.help("folder of models, curves and table; goes on with what is there"));

  public static final Key<String> METHODS =
      text(Section.LEARNED, "methods")
          .help(
              "training methods and presets of adaptive_margin, separated by commas; else all for the task")
          .common();
  public static final Key<Double> ATTACK_EPSILON =
      decimal(Section.ATTACK, "attack_epsilon", Range.above(0, 1e6), "4")
          .help("radius of the attacks that are measured, in normalised intensities")
          .common();
  public static final Key<Integer> ATTACK_STEPS =
      whole(Section.ATTACK, "attack_steps", Range.of(3, 100_000), "100")
          .help("draws of noise, and steps of pgd and of each member of the ensemble")
          .common();
  public static final Key<Integer> SQUARE_QUERIES =
      whole(Section.ATTACK, "square_queries", Range.of(1, 100_000), "1000")
          .help("queries of square");

  public static final Key<List<Long>> SEEDS =
      text(Section.SCHEDULE, "seeds")
          .as(ComparedMethod::seeds)
          .help(
              "seeds of several trainings by each method, as 1,2,3, in place of seed; the table has mean and spread")
          .common();

  /** What a comparison of methods measures. */
  public static final List<Key<?>> COMPARE =
      List.of(METHODS, SEEDS, ATTACK_EPSILON, ATTACK_STEPS, SQUARE_QUERIES);

  /** How every method of a comparison is trained: {@link #TRAIN} without what tells them apart. */
  public static final List<Key<?>> COMPARE_TRAIN = Keys.later(() -> ComparedMethod.options(TRAIN));

  /** What only an evaluation of objects needs. */
  public static final List<Key<?>> EVALUATE_DETECTION = List.of(UNANNOTATED);

  /** How many predictions in an image are counted; {@link CocoMatching#NO_LIMIT} for all. */
  public static final Key<Integer> MAX_DETECTIONS =
      form(
              Section.RESULTS,
              "max_detections",
              new Allowed.Form(
                  DetectionReport.UNLIMITED + "|\\d{1,9}",
                  "a whole number of predictions, or none for no limit"),
              Integer.toString(CocoMatching.MOST))
          .as(OptionTable::most)
          .label("Detections per image for AP (or none)")
          .help(
              "surest predictions of a class in an image that COCO's ap counts; none for all, as F1 does");

  private static int most(String given) {
    int most = given.equals(DetectionReport.UNLIMITED) ? 0 : Integer.parseInt(given);
    return most == 0 ? CocoMatching.NO_LIMIT : most;
  }

  /** What is said about an evaluation of objects. */
  public static final List<Key<?>> REPORT_DETECTION = List.of(MAX_DETECTIONS);

  public static final Key<Integer> TILE =
      whole(Section.IMAGES, "tile", Range.of(32, 16_384), "512")
          .label("Largest tile, pixels")
          .help("longest side in pixels that the network sees at once");

  /** What a prediction needs beside the files. */
  public static final List<Key<?>> PREDICT = List.of(TILE, PIXEL_SIZE);

  /** What only a prediction of landmarks needs. */
  public static final List<Key<?>> PREDICT_LANDMARKS = List.of(MEASUREMENTS);

  public static final Key<Double> THRESHOLD =
      decimal(Section.RESULTS, "threshold", Range.of(0, 1).orAutomatic(-1), "-1")
          .label("Score that counts as correct")
          .help(
              "score from which on an object counts; automatic leaves it where it is, after a training at 0.5")
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

  /** Whether on a GPU. */
  public static final Key<Boolean> KIND =
      choice(Section.ENGINE, "kind", "cpu", "cpu=CPU", "gpu=NVIDIA GPU")
          .as("gpu"::equals)
          .help("what the engine computes on")
          .common();

  public static final Key<String> FROM =
      text(Section.ENGINE, "from")
          .help(
              "address of a Maven repository, or a folder or zip with the engine's files; empty for Maven Central")
          .common();

  /** Which engine to install, and from where. */
  public static final List<Key<?>> ENGINE = List.of(KIND, FROM);

  public static final Key<String> DEVICE =
      form(
              Section.COMPUTATION,
              "device",
              new Allowed.Form(
                  "auto|cpu|gpu(:\\d{1,3})?", "auto, cpu, gpu or gpu:n with the number of a GPU"),
              "auto")
          .label("Compute on (auto, cpu, gpu or gpu:1 ...)")
          .help("what computes; auto is the first GPU if there is one, else the CPU")
          .common();
  public static final Key<Double> GPU_MEMORY =
      decimal(Section.COMPUTATION, "gpu_memory", Range.of(0, 1e7), "0")
          .label("Limit of GPU memory, share or MiB (0: none)")
          .help(
              "most memory of the GPU to take, up to 1 as a share, above in MiB; 0 is as much as is needed");

  /** Whether convolutions use bfloat16. */
  public static final Key<Boolean> PRECISION =
      choice(
              Section.COMPUTATION,
              "precision",
              "float32",
              "float32",
              "mixed=mixed (bfloat16 and float32)")
          .as("mixed"::equals)
          .label("Arithmetic of convolutions")
          .help("arithmetic of convolutions; mixed is bfloat16, with weights in float32");

  /** On what a job computes and how, for every job: the keys of {@link ComputeOptions#from}. */
  public static final List<Key<?>> COMPUTE = List.of(DEVICE, GPU_MEMORY, PRECISION);

  /** Where a benchmark writes. */
  public static final List<Key<?>> BENCH = List.of(OUT.help("JSON file of the result"));

  public static final Key<Path> RESULTS =
      file(Section.FILES, "results")
          .label("Result of an evaluation (.json)")
          .help("JSON file of an evaluation")
          .common();
  public static final Key<List<Path>> FURTHER_RESULTS =
      files(Section.FILES, "further_results")
          .label("Further results to compare (with ; between)")
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
      List.of(MODEL, INPUT.help("image to attack"), LABEL, Y_ORIGIN, OUT);

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
