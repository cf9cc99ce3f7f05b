package io.github.robustj.job;

import static io.github.robustj.option.OptionKey.choice;
import static io.github.robustj.option.OptionKey.decimal;
import static io.github.robustj.option.OptionKey.flag;
import static io.github.robustj.option.OptionKey.optionalFile;
import static io.github.robustj.option.OptionKey.whole;

import io.github.robustj.option.Allowed.Text;
import io.github.robustj.option.OptionKey;
import io.github.robustj.option.Range;
import io.github.robustj.training.MethodTable;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@link OptionTable#TRAIN}, by topic; some of them belong to other tables too. */
final class TrainingTable {

  private TrainingTable() {}

  static final OptionKey NORM = MethodTable.NORM;
  static final OptionKey STEP_SIZE = MethodTable.STEP_SIZE;
  static final OptionKey SEED =
      whole("seed", Range.of(0, 1L << 53), "1", "seed of everything random");

  static final OptionKey PIXEL_SIZE =
      decimal(
          "pixel_size",
          Range.of(0, 1e6),
          "0",
          "side of a pixel in mm for images that do not tell theirs; 0 to measure those in pixels");

  static final OptionKey GROUP =
      new OptionKey(
          "group",
          new Text(),
          "",
          "patient of a case: first group of a regular expression in its name, or CSV file of"
              + " name,group; else guessed");

  static final OptionKey Y_ORIGIN =
      choice(
          "y_origin",
          "automatic",
          "edge that y of landmarks is counted from in files of points; automatic: bottom in .tps,"
              + " else top",
          "automatic",
          "top",
          "bottom");

  static final OptionKey UNANNOTATED =
      optionalFile(
          "unannotated",
          "CSV file of image,class: what nobody has annotated in an image, so that it counts"
              + " neither in training nor scores");

  private static final List<OptionKey> NETWORK =
      List.of(
          whole("width", Range.of(1, 512), "16", "features of the first level"),
          whole(
              "depth",
              Range.of(1, 8).orAutomatic(0),
              "0",
              "number of down-samplings; automatic follows the patch"),
          flag("deep_supervision", "true", "let the loss also see the coarser levels")
              .onlyWith("task", "segmentation"),
          optionalFile(
              "start_model", "folder of a model to start from, with the same network and classes"));

  private static final List<OptionKey> SCHEDULE =
      List.of(
          whole(
              "epochs",
              Range.of(1, 100_000).orAutomatic(0),
              "0",
              "passes over the training slices; automatic: 4000 steps, 6 to 60 epochs (landmarks 40),"
                  + " objects 1500 steps"),
          whole("batch", Range.of(1, 1024), "8", "slices per step"),
          choice("optimizer", "adam", "how weights follow their gradient", "adam", "sgd"),
          decimal(
              "learning_rate",
              Range.above(0, 1).orAutomatic(0),
              "0",
              "rate of the first step; automatic is .002 for adam and .01 for sgd"),
          decimal("momentum", Range.of(0, 1), "0.99", "Nesterov momentum")
              .onlyWith("optimizer", "sgd"),
          decimal("gradient_clip", Range.of(0, 1e6), "12", "largest gradient norm, 0 for none"),
          SEED,
          flag(
              "resume",
              "false",
              "go on from the last checkpoint in the output folder, if there is one"),
          flag(
              OptionKey.OVERWRITE.name(),
              "false",
              "also replace files of other programs, and unfinished trainings (with resume, those"
                  + " that cannot go on)"));

  private static final List<OptionKey> IMAGES =
      List.of(
          whole(
                  "patch",
                  Range.of(8, 4096).orAutomatic(0),
                  "0",
                  "side of the training patches in pixels; automatic follows the images, at most"
                      + " 256, or 512 with objects")
              .onlyWith("task", "segmentation", "detection"),
          whole(
                  "resolution",
                  Range.of(32, 4096).orAutomatic(0),
                  "0",
                  "longest side in pixels that images are brought to; automatic is 128 for landmarks,"
                      + " 320 for objects")
              .onlyWith("task", "landmark", "detection"),
          PIXEL_SIZE.onlyWith("task", "landmark"),
          choice(
              "normalization",
              "z_score",
              "how intensities become network input, case by case",
              "z_score",
              "unit_range"),
          decimal("percentile_low", Range.of(0, 100), "0.5", "percentile to clip at from below"),
          decimal("percentile_high", Range.of(0, 100), "99.5", "percentile to clip at from above"),
          flag(
              "augment_flip",
              "true",
              "mirror training images left to right at random, with landmarks only where it is"
                  + " known which of them change sides"),
          new OptionKey(
                  "mirror_pairs",
                  new Text(),
                  "",
                  "landmarks that change sides then, as in \"ear_a/ear_b; eye_a/eye_b\"; else"
                      + " those named left and right")
              .onlyWith("task", "landmark"),
          flag(
                  "augment_any_way_up",
                  "true",
                  "also mirror training images top to bottom, for images without an up, as of"
                      + " smears")
              .onlyWith("task", "detection"),
          flag(
                  "augment_rotate",
                  "true",
                  "rotate training images at random; boxes would no longer fit")
              .onlyWith("task", "segmentation", "landmark"),
          flag("augment_scale", "true", "scale training images at random"),
          flag("augment_gamma", "true", "change the contrast of training images at random"),
          flag("augment_noise", "true", "add noise to training images at random"),
          decimal("validation", Range.of(0, .5), "0.1", "share of the patients kept aside"),
          GROUP,
          Y_ORIGIN.onlyWith("task", "landmark"),
          UNANNOTATED.onlyWith("task", "detection"));

  static final List<OptionKey> ALL =
      Stream.of(MethodTable.ALL, SCHEDULE, NETWORK, IMAGES).flatMap(List::stream).toList();
}
