package io.github.robustj.job;

import static io.github.robustj.job.OptionKey.choice;
import static io.github.robustj.job.OptionKey.decimal;
import static io.github.robustj.job.OptionKey.file;
import static io.github.robustj.job.OptionKey.optionalFile;
import static io.github.robustj.job.OptionKey.whole;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.job.Allowed.Decimals;
import io.github.robustj.job.Allowed.Text;
import io.github.robustj.task.DetectionObjective;
import io.github.robustj.task.SegmentationObjective;
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
  public static final List<OptionKey> ATTACK =
      List.of(
          choice(
              "attack",
              "pgd",
              "how the perturbation is searched",
              Attacks.names().toArray(String[]::new)),
          TrainingTable.NORM,
          whole(
                  "steps",
                  Range.of(1, 100_000),
                  "20",
                  "gradient steps, draws of noise or queries of square")
              .onlyWith("attack", without("fgsm")),
          TrainingTable.STEP_SIZE.onlyWith("attack", "bim", "mim", "pgd", "universal"),
          whole("restarts", Range.of(1, 1000), "1", "independent runs, of which the worst is kept")
              .onlyWith("attack", "pgd", "apgd"),
          choice(
              "objective",
              AttackSpec.TRAINING_LOSS,
              "what the attack maximises: of a segmentation, or (location, classification,"
                  + " objectness, sum) of a detection",
              Stream.of(SegmentationObjective.names(), DetectionObjective.names())
                  .flatMap(List::stream)
                  .toArray(String[]::new)),
          decimal("tolerance", Range.of(0, 1), "0.5", "Dice or F1 below which a slice is broken")
              .onlyWith("attack", "fmn"),
          optionalFile("source_model", "folder of the second model, whose gradients are used")
              .onlyWith("attack", "transfer", "ensemble"));

  /** What an attack on one image needs beside the files and the attack. */
  public static final List<OptionKey> ATTACK_IMAGE =
      List.of(
          decimal(
              "epsilon",
              Range.of(0, 1e6),
              "3",
              "radius of the ball around each slice, in normalised intensities"),
          choice(
              "target",
              "none",
              "what the model shall see; none is anything but the truth; the last three are for"
                  + " objects",
              "none",
              "erase",
              "shrink",
              "swap",
              "mask",
              "vanish",
              "fabricate",
              "mislabel"),
          new OptionKey(
                  "target_class",
                  new Text(),
                  "",
                  "structure by name or label value, or class of objects; empty for objects of all"
                      + " classes")
              .onlyWith("target", "erase", "shrink", "swap", "vanish", "fabricate", "mislabel"),
          new OptionKey(
                  "target_other",
                  new Text(),
                  "",
                  "structure that it changes places with, or class that objects get, empty for the"
                      + " next one")
              .onlyWith("target", "swap", "mislabel"),
          whole("target_pixels", Range.of(1, 1000), "2", "by how many pixels it shrinks")
              .onlyWith("target", "shrink"),
          TrainingTable.SEED);

  /** Masks that an attack on one image may be given as files. */
  public static final List<OptionKey> ATTACK_MASKS =
      List.of(
          optionalFile("region", "label image whose pixels above 0 may change; without it all"),
          optionalFile("target_mask", "label image that the model shall see")
              .onlyWith("target", "mask"));

  /** What an evaluation needs beside the files and the attack. */
  public static final List<OptionKey> EVALUATE =
      List.of(
          new OptionKey(
              "epsilons",
              new Decimals(Range.of(0, 1e6)),
              "0,2,6,10",
              "radii to measure at, in normalised intensities; 0 is the clean image"),
          TrainingTable.SEED);

  /** Lengths and angles between landmarks; see {@link io.github.robustj.task.Measurement}. */
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
          MEASUREMENTS);

  /** What only an evaluation of objects needs. */
  public static final List<OptionKey> EVALUATE_DETECTION = List.of(TrainingTable.UNANNOTATED);

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
          file("out", "folder of the results; made if missing"));

  private static String[] without(String attack) {
    return Attacks.names().stream().filter(name -> !name.equals(attack)).toArray(String[]::new);
  }

  /** One table after another; where a key comes twice, the first counts. */
  @SafeVarargs
  public static List<OptionKey> join(List<OptionKey>... tables) {
    return Stream.of(tables).flatMap(List::stream).toList();
  }

  /** The row of a key that the table has. */
  public static OptionKey find(List<OptionKey> table, String name) {
    return table.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no option " + name));
  }
}
