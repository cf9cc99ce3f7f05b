package io.github.robustj.training;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.flag;
import static io.github.robustj.option.Keys.form;
import static io.github.robustj.option.Keys.guessed;
import static io.github.robustj.option.Keys.large;
import static io.github.robustj.option.Keys.optionalFile;
import static io.github.robustj.option.Keys.optionalModel;
import static io.github.robustj.option.Keys.whole;
import static io.github.robustj.training.MethodTable.TASK;

import io.github.robustj.corruption.Corruptions;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.YOrigin;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import io.github.robustj.task.TaskType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of {@code OptionTable.TRAIN}, by topic; some of them belong to other tables too. */
public final class TrainingTable {

  private TrainingTable() {}

  public static final Key<Integer> EPOCHS =
      whole(Section.SCHEDULE, "epochs", Range.of(1, 100_000).orAutomatic(0), "0")
          .help(
              "passes over the training slices; automatic: 4000 steps, 6 to 60 epochs (landmarks"
                  + " 40), objects 1500 steps")
          .common();
  public static final Key<Integer> BATCH =
      whole(Section.SCHEDULE, "batch", Range.of(1, 1024), "8")
          .label("Batch size, slices")
          .help("slices per step")
          .common();
  public static final Key<OptimizerSpec.Kind> OPTIMIZER =
      choice(Section.SCHEDULE, "optimizer", "adam", "adam=Adam", "sgd=SGD")
          .as(name -> OptimizerSpec.Kind.valueOf(name.toUpperCase(Locale.ROOT)))
          .help("how weights follow their gradient");
  public static final Key<Double> LEARNING_RATE =
      decimal(Section.SCHEDULE, "learning_rate", Range.above(0, 1).orAutomatic(0), "0")
          .help("rate of the first step; automatic is .002 for adam and .01 for sgd");
  public static final Key<Double> MOMENTUM =
      decimal(Section.SCHEDULE, "momentum", Range.of(0, 1), "0.99")
          .help("Nesterov momentum")
          .onlyWith(OPTIMIZER, "sgd");
  public static final Key<Double> GRADIENT_CLIP =
      decimal(Section.SCHEDULE, "gradient_clip", Range.of(0, 1e6), "12")
          .label("Largest gradient norm (0: no limit)")
          .help("largest gradient norm, 0 for none");
  public static final Key<Long> SEED =
      large(Section.SCHEDULE, "seed", Range.of(0, 1L << 53), "1")
          .label("Random seed")
          .help("seed of everything random")
          .common();
  public static final Key<Boolean> RESUME =
      flag(Section.FILES, "resume", "false")
          .label("Resume an interrupted training")
          .help("go on from the last checkpoint in the output folder, if there is one")
          .common();
  public static final Key<Boolean> OVERWRITE =
      flag(Section.FILES, "overwrite", "false")
          .label("Overwrite what other runs and programs left")
          .help(
              "also replace files of other programs, and unfinished trainings (with resume, those"
                  + " that cannot go on)")
          .common();
  public static final Key<Integer> WIDTH =
      whole(Section.NETWORK, "width", Range.of(1, 512), "16")
          .label("Width of the network, features")
          .help("features of the first level")
          .common();
  public static final Key<Integer> DEPTH =
      whole(Section.NETWORK, "depth", Range.of(1, 8).orAutomatic(0), "0")
          .label("Depth of the network, levels")
          .help("number of down-samplings; automatic follows the patch");
  public static final Key<Boolean> DEEP_SUPERVISION =
      flag(Section.NETWORK, "deep_supervision", "true")
          .help("let the loss also see the coarser levels")
          .onlyWith(TASK, TaskType.learningWith("deep_supervision"));
  public static final Key<Optional<Path>> START_MODEL =
      optionalModel(Section.NETWORK, "start_model")
          .label("Model to start from (optional)")
          .help(
              "name or folder of a model to start from, with the same network and classes, or of an"
                  + " imported one");
  public static final Key<Integer> PATCH =
      whole(Section.IMAGES, "patch", Range.of(8, 4096).orAutomatic(0), "0")
          .label("Side of training patches, pixels")
          .help(
              "side of the training patches in pixels; automatic follows the images, at most 256,"
                  + " or 512 with objects")
          .onlyWith(TASK, TaskType.learningWith("patch"));
  public static final Key<Integer> RESOLUTION =
      whole(Section.IMAGES, "resolution", Range.of(32, 4096).orAutomatic(0), "0")
          .label("Longest side that images are brought to, pixels")
          .help(
              "longest side in pixels that images are brought to; automatic is 128 for landmarks,"
                  + " 320 for objects")
          .common()
          .onlyWith(TASK, TaskType.learningWith("resolution"));
  public static final Key<Double> PIXEL_SIZE =
      decimal(Section.IMAGES, "pixel_size", Range.of(0, 1e6), "0")
          .label("Pixel size where unknown, mm (0: pixels)")
          .help(
              "side of a pixel in mm for images that do not tell theirs; 0 to measure those in"
                  + " pixels")
          .common()
          .onlyWith(TASK, TaskType.learningWith("pixel_size"));
  public static final Key<Normalization.Kind> NORMALIZATION =
      choice(
              Section.IMAGES,
              "normalization",
              "z_score",
              "z_score=z-score (mean 0, deviation 1)",
              "unit_range=range 0 to 1")
          .as(name -> Normalization.Kind.valueOf(name.toUpperCase(Locale.ROOT)))
          .label("Normalise intensities to")
          .help("how intensities become network input, case by case");
  public static final Key<Double> PERCENTILE_LOW =
      decimal(Section.IMAGES, "percentile_low", Range.of(0, 100), "0.5")
          .label("Clip intensities below percentile")
          .help("percentile to clip at from below");
  public static final Key<Double> PERCENTILE_HIGH =
      decimal(Section.IMAGES, "percentile_high", Range.of(0, 100), "99.5")
          .label("Clip intensities above percentile")
          .help("percentile to clip at from above");
  public static final Key<Boolean> AUGMENT_FLIP =
      flag(Section.AUGMENTATION, "augment_flip", "true")
          .label("Mirror training images at random")
          .help(
              "mirror training images left to right at random, with landmarks only where it is"
                  + " known which of them change sides");
  public static final Key<String> MIRROR_PAIRS =
      guessed(Section.AUGMENTATION, "mirror_pairs")
          .label("Landmarks that change sides then (optional)")
          .help(
              "landmarks that change sides then, as in \"ear_a/ear_b; eye_a/eye_b\"; else those"
                  + " named left and right")
          .onlyWith(TASK, TaskType.learningWith("mirror_pairs"));
  public static final Key<Boolean> AUGMENT_ANY_WAY_UP =
      flag(Section.AUGMENTATION, "augment_any_way_up", "true")
          .label("Mirror them top to bottom, too")
          .help("also mirror training images top to bottom, for images without an up, as of smears")
          .onlyWith(TASK, TaskType.learningWith("augment_any_way_up"));
  public static final Key<Boolean> AUGMENT_ROTATE =
      flag(Section.AUGMENTATION, "augment_rotate", "true")
          .label("Rotate training images at random")
          .help("rotate training images at random; boxes would no longer fit")
          .onlyWith(TASK, TaskType.learningWith("augment_rotate"));
  public static final Key<Boolean> AUGMENT_SCALE =
      flag(Section.AUGMENTATION, "augment_scale", "true")
          .label("Enlarge and shrink training images at random")
          .help("scale training images at random");
  public static final Key<Boolean> AUGMENT_GAMMA =
      flag(Section.AUGMENTATION, "augment_gamma", "true")
          .label("Change the contrast of training images at random")
          .help("change the contrast of training images at random");
  public static final Key<Boolean> AUGMENT_NOISE =
      flag(Section.AUGMENTATION, "augment_noise", "true")
          .label("Add noise to training images at random")
          .help("add noise to training images at random");
  public static final Key<List<String>> AUGMENT_CORRUPTIONS =
      form(
              Section.AUGMENTATION,
              "augment_corruptions",
              new Allowed.Form(
                  Corruptions.expressionForPatches(),
                  "any of "
                      + String.join(", ", Corruptions.wordsForPatches())
                      + ", separated by commas"),
              Corruptions.NONE)
          .as(Corruptions::parseForPatches)
          .label("Corrupt training images (none, all, mr, ...)")
          .help("corrupt three in ten training patches, by one of these in a severity of 1 to 3");
  public static final Key<Double> VALIDATION =
      decimal(Section.IMAGES, "validation", Range.of(0, .5), "0.1")
          .label("Share of patients for validation")
          .help("share of the patients kept aside")
          .common();
  public static final Key<String> GROUP =
      guessed(Section.IMAGES, "group")
          .label("Patient of a case (pattern or CSV file, optional)")
          .help(
              "patient of a case: first group of a regular expression in its name, or CSV file of"
                  + " name,group; else guessed")
          .common();
  public static final Key<YOrigin> Y_ORIGIN =
      choice(Section.IMAGES, "y_origin", "automatic", "automatic", "top", "bottom")
          .as(YOrigin::of)
          .label("Count y of landmarks from")
          .help(
              "edge that y of landmarks is counted from in files of points; automatic: bottom in"
                  + " .tps, else top")
          .onlyWith(TASK, TaskType.learningWith("y_origin"));
  public static final Key<Optional<Path>> UNANNOTATED =
      optionalFile(Section.IMAGES, "unannotated")
          .label("Classes missing in some images (CSV, optional)")
          .help(
              "CSV file of image,class: what nobody has annotated in an image, so that it counts"
                  + " neither in training nor scores")
          .onlyWith(TASK, TaskType.learningWith("unannotated"));
  private static final List<Key<?>> SCHEDULE =
      List.of(
          EPOCHS,
          BATCH,
          OPTIMIZER,
          LEARNING_RATE,
          MOMENTUM,
          GRADIENT_CLIP,
          SEED,
          RESUME,
          OVERWRITE);

  /** Without effect on networks of other programs. */
  public static final List<Key<?>> OF_OWN_NETWORKS = List.of(WIDTH, DEPTH, DEEP_SUPERVISION);

  private static final List<Key<?>> NETWORK = Keys.join(OF_OWN_NETWORKS, List.of(START_MODEL));

  /** How intensities become what a network sees. */
  public static final List<Key<?>> INTENSITIES =
      List.of(NORMALIZATION, PERCENTILE_LOW, PERCENTILE_HIGH);

  /** The same for a network that another program has trained, which has chosen them. */
  public static final List<Key<?>> INTENSITIES_OF_OTHERS =
      List.of(
          NORMALIZATION
              .help(
                  "how intensities become network input, case by case: give what the network was"
                      + " trained with; a package says it")
              .common(),
          PERCENTILE_LOW,
          PERCENTILE_HIGH);

  private static final List<Key<?>> IMAGES =
      Keys.join(List.of(PATCH, RESOLUTION, PIXEL_SIZE), INTENSITIES);
  private static final List<Key<?>> AUGMENTATION =
      List.of(
          AUGMENT_FLIP,
          MIRROR_PAIRS,
          AUGMENT_ANY_WAY_UP,
          AUGMENT_ROTATE,
          AUGMENT_SCALE,
          AUGMENT_GAMMA,
          AUGMENT_NOISE,
          AUGMENT_CORRUPTIONS);
  private static final List<Key<?>> CASES = List.of(VALIDATION, GROUP, Y_ORIGIN, UNANNOTATED);

  /** With the options of the methods that jars bring, which are opened for it. */
  public static final List<Key<?>> ALL = Keys.later(TrainingTable::all);

  /** Whether the network has learned before. */
  static boolean beginsTrained(Options options) {
    return options.get(START_MODEL).isPresent();
  }

  private static List<Key<?>> all() {
    return Keys.join(
        MethodTable.GENERAL,
        Methods.keys(),
        List.of(MethodTable.AWP_GAMMA),
        MarginTable.ALL,
        SCHEDULE,
        NETWORK,
        IMAGES,
        AUGMENTATION,
        CASES);
  }
}
