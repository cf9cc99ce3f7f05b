package io.github.robustj.job;

import static io.github.robustj.option.OptionKey.choice;
import static io.github.robustj.option.OptionKey.decimal;
import static io.github.robustj.option.OptionKey.file;
import static io.github.robustj.option.OptionKey.optionalFile;
import static io.github.robustj.option.OptionKey.whole;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.Allowed.Decimals;
import io.github.robustj.option.Allowed.Text;
import io.github.robustj.option.OptionKey;
import io.github.robustj.option.Options;
import io.github.robustj.option.Range;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every option there is: key, accepted values, default, help. Command line, dialogs, macros and the
 * README take them from here, and nowhere else is a default or a range written down.
 *
 * <p>{@link Options#of} checks values against one of the lists. A dialog finds the help and the
 * default of its field with {@link #find}.
 */
public final class OptionTable {

  private OptionTable() {}

  private static final OptionKey MODEL = file("model", "folder that a training wrote");
  private static final OptionKey DATA = file("data", "folder of the data set: images and labels");
  private static final OptionKey SPLIT =
      optionalFile("split", "text file with the names of the cases to use, one per line");

  /** Where a training reads and writes. */
  public static final List<OptionKey> TRAIN_FILES =
      List.of(DATA, SPLIT, file("out", "folder of the model; made if missing"));

  /** How a model is trained: the keys of {@link TrainOptions#of}. */
  public static final List<OptionKey> TRAIN = TrainingTable.ALL;

  /** An attack without its size: the keys of {@link AttackOptions#of}. */
  public static final List<OptionKey> ATTACK = AttackTable.ATTACK;

  /** What the model shall see instead of the truth. */
  public static final List<OptionKey> TARGET = AttackTable.TARGET;

  /** What an attack on one image needs beside the files and the attack. */
  public static final List<OptionKey> ATTACK_IMAGE = AttackTable.IMAGE;

  /** Masks that an attack on one image may be given as files. */
  public static final List<OptionKey> ATTACK_MASKS = AttackTable.MASKS;

  /** What an evaluation needs beside the files and the attack. */
  public static final List<OptionKey> EVALUATE =
      join(
          List.of(
              new OptionKey(
                  "epsilons",
                  new Decimals(Range.of(0, 1e6)),
                  "0,2,6,10",
                  "radii to measure at, in normalised intensities; 0 is the clean image")),
          TARGET,
          List.of(
              optionalFile(
                  "region",
                  "label image whose pixels above 0 may change, or folder of one per case; without"
                      + " it all"),
              optionalFile(
                      "target_mask",
                      "label image that the model shall see, or folder of one per case")
                  .onlyWith("target", "mask"),
              TrainingTable.GROUP,
              TrainingTable.SEED));

  /**
   * Lengths and angles between landmarks; see {@link io.github.robustj.task.landmark.Measurement}.
   */
  private static final OptionKey MEASUREMENTS =
      new OptionKey(
          "measurements",
          new Allowed.Text(),
          "",
          "what to measure, such as OFD = distance(left, right); A = angle(a, vertex, b)");

  /** What only an evaluation of landmarks needs. */
  public static final List<OptionKey> EVALUATE_LANDMARKS =
      List.of(
          new OptionKey(
              "tolerances",
              new Decimals(Range.above(0, 1e6)),
              "2,2.5,3,4",
              "errors, in mm where the pixel size is known, below which a landmark counts as"
                  + " found"),
          TrainingTable.PIXEL_SIZE,
          TrainingTable.Y_ORIGIN,
          MEASUREMENTS);

  /** Of every command that writes files, where {@link #TRAIN} does not have it already. */
  public static final List<OptionKey> WRITE = List.of(OptionKey.OVERWRITE);

  /** Where a comparison of methods reads and writes. */
  public static final List<OptionKey> COMPARE_FILES =
      List.of(
          DATA,
          SPLIT,
          optionalFile("test", "folder of the data set to measure on; without it that of data"),
          optionalFile("test_split", "text file with the names of the cases to measure on"),
          file("out", "folder of models, curves and table; goes on with what is there"));

  /** What a comparison of methods measures. */
  public static final List<OptionKey> COMPARE =
      List.of(
          new OptionKey(
              "methods",
              new Text(),
              "",
              "training methods and presets of adaptive_margin, separated by commas; else all for the"
                  + " task"),
          decimal(
              "attack_epsilon",
              Range.above(0, 1e6),
              "4",
              "radius of the attacks that are measured, in normalised intensities"),
          whole(
              "attack_steps",
              Range.of(3, 100_000),
              "100",
              "draws of noise, and steps of pgd and of each member of the ensemble"),
          whole("square_queries", Range.of(1, 100_000), "1000", "queries of square"));

  /** How every method of a comparison is trained: {@link #TRAIN} without what tells them apart. */
  public static final List<OptionKey> COMPARE_TRAIN = ComparedMethod.options(TRAIN);

  /** What only an evaluation of objects needs. */
  public static final List<OptionKey> EVALUATE_DETECTION = List.of(TrainingTable.UNANNOTATED);

  /** What is said about an evaluation of objects. */
  public static final List<OptionKey> REPORT_DETECTION = List.of(Limits.MAX_DETECTIONS);

  /** What a prediction needs beside the files. */
  public static final List<OptionKey> PREDICT =
      List.of(
          whole(
              "tile",
              Range.of(32, 16_384),
              "512",
              "longest side in pixels that the network sees at once"),
          TrainingTable.PIXEL_SIZE);

  /** What only a prediction of landmarks needs. */
  public static final List<OptionKey> PREDICT_LANDMARKS = List.of(MEASUREMENTS);

  /** From which score on an object is shown and counted; it can be moved after a prediction. */
  public static final List<OptionKey> OBJECT_THRESHOLDS =
      List.of(
          decimal(
              "threshold",
              Range.of(0, 1).orAutomatic(-1),
              "-1",
              "score from which on an object counts; automatic leaves it where it is, after a"
                  + " training at 0.5"),
          new OptionKey(
              "class_thresholds",
              new Text(),
              "",
              "thresholds of single classes instead, such as RBC=0.4; WBC=0.6"));

  /** Where an evaluation reads and writes. */
  public static final List<OptionKey> EVALUATE_FILES =
      List.of(
          MODEL, DATA, SPLIT, file("out", "JSON file of the result; CSV and plot go beside it"));

  /** What a script may say about an ImgLib2 image. */
  public static final List<OptionKey> SCRIPT_IMAGE =
      List.of(
          choice("axes", "auto", "axes of an ImgLib2 image", "auto", "xy", "xyz", "xyc", "xycz"));

  /** Which engine to install, and from where. */
  public static final List<OptionKey> ENGINE =
      List.of(
          choice("kind", "cpu", "what the engine computes on", "cpu", "gpu"),
          new OptionKey(
              "from",
              new Allowed.Text(),
              "",
              "address of a Maven repository, or a folder or zip with the engine's files; empty for"
                  + " Maven Central"));

  /** On what a job computes and how, for every job: the keys of {@link ComputeOptions#from}. */
  public static final List<OptionKey> COMPUTE =
      List.of(
          new OptionKey(
              "device",
              new Allowed.Form(
                  "auto|cpu|gpu(:\\d{1,3})?", "auto, cpu, gpu or gpu:n with the number of a GPU"),
              "auto",
              "what computes; auto is the first GPU if there is one, else the CPU"),
          decimal(
              "gpu_memory",
              Range.of(0, 1e7),
              "0",
              "most memory of the GPU to take, up to 1 as a share, above in MiB; 0 is as much as is"
                  + " needed"),
          choice(
              "precision",
              "float32",
              "arithmetic of convolutions; mixed is bfloat16, with weights in float32",
              "float32",
              "mixed"));

  /** Where a benchmark writes. */
  public static final List<OptionKey> BENCH = List.of(file("out", "JSON file of the result"));

  /** Where a prediction from files reads and writes. */
  public static final List<OptionKey> PREDICT_FILES =
      List.of(
          MODEL,
          file("input", "image, or folder of images"),
          file("out", "folder of the results; made if missing"));

  /** Where an attack on a file reads and writes. */
  public static final List<OptionKey> ATTACK_FILES =
      List.of(
          MODEL,
          file("input", "image to attack"),
          optionalFile(
              "label",
              "label image, or file of landmarks or boxes (table, ROIs, Pascal VOC); without it the"
                  + " model's own prediction"),
          TrainingTable.Y_ORIGIN,
          file("out", "folder of the results; made if missing"));

  /** One table after another; where a key comes twice, the first counts. */
  @SafeVarargs
  public static List<OptionKey> join(List<OptionKey>... tables) {
    return Stream.of(tables).flatMap(List::stream).toList();
  }

  /** Whether a value of a training's option stands for one that follows from the images. */
  public static boolean isAutomatic(String name, Object value) {
    OptionKey key = find(TRAIN, name);
    return value instanceof Number && value.equals(key.parse(key.standard()));
  }

  /** The row of a key that the table has. */
  public static OptionKey find(List<OptionKey> table, String name) {
    return table.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no option " + name));
  }
}
