package io.github.robustj.job;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.file;
import static io.github.robustj.option.Keys.flag;
import static io.github.robustj.option.Keys.guessed;
import static io.github.robustj.option.Keys.optionalFolder;
import static io.github.robustj.option.Keys.text;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.option.Key;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a network of another program is connected by; all but its file is guessed. */
public final class ImportTable {

  private ImportTable() {}

  public static final Key<Path> SOURCE =
      file(Section.FILES, "source")
          .label("SavedModel or bioimage.io package (folder or zip)")
          .help(
              "network of another program: a SavedModel or a package of bioimage.io, as a folder or zip")
          .common();

  public static final Key<Optional<Path>> OUT =
      optionalFolder(Section.FILES, "out")
          .label("Folder for the new model (empty: only look)")
          .help(
              "folder of the model; made if missing; without it the network is shown and nothing is written")
          .common();

  public static final Key<String> SIGNATURE =
      guessed(Section.NETWORK, "signature")
          .label("Signature (empty: automatic)")
          .help("signature of the network; automatic takes serving_default, or the only one");

  public static final Key<String> INPUT_TENSOR =
      guessed(Section.NETWORK, "input_tensor")
          .label("Input (empty: automatic)")
          .help("name of the input in the signature; automatic takes the only one");

  public static final Key<String> INPUT_AXES =
      guessed(Section.NETWORK, "input_axes")
          .label("Axes of the input, such as byxc (empty: automatic)")
          .help(
              "a letter for each axis of the input: b images, y rows, x columns, c channels, others of length 1; automatic follows its shape");

  public static final Key<String> OUTPUT_TENSOR =
      guessed(Section.NETWORK, "output_tensor")
          .label("Output (empty: automatic)")
          .help("name of the output in the signature; automatic takes the only one");

  public static final Key<String> OUTPUT_AXES =
      guessed(Section.NETWORK, "output_axes")
          .label("Axes of the output (empty: automatic)")
          .help("the same of the output, where c are the classes");

  public static final Key<String> OUTPUT_VALUES =
      choice(
              Section.NETWORK,
              "output_values",
              "auto",
              "auto=automatic",
              "logits=logits of all classes",
              "softmax=probabilities of all classes (softmax)",
              "sigmoid=probability of each class but the background (sigmoid)",
              "sigmoid_logits=the same before the sigmoid",
              "star_distances=probability of an object and distances to its border (StarDist)")
          .label("Numbers of the output")
          .help(
              "what the output is: logits or softmax of all classes, sigmoid (or its logits) of each class but the background, or star_distances, the probability of an object and the distances to its border along rays, as StarDist has them");

  public static final Key<String> DISTANCE_TENSOR =
      guessed(Section.NETWORK, "distance_tensor")
          .label("Output with distances of StarDist (empty: automatic)")
          .help(
              "with star_distances, name of the output with the distances where it is not that with the probability; automatic looks for both");

  public static final Key<Double> PROBABILITY_THRESHOLD =
      decimal(Section.LEARNED, "probability_threshold", Range.of(0, .99).orAutomatic(0), "0")
          .label("Probability threshold (StarDist)")
          .help(
              "with star_distances, the probability from which on an object counts; automatic is what the package says, else 0.5");

  public static final Key<Double> OVERLAP_THRESHOLD =
      decimal(Section.LEARNED, "overlap_threshold", Range.of(0, 1).orAutomatic(0), "0")
          .label("Overlap threshold (StarDist)")
          .help(
              "with star_distances, the share of the smaller of two objects up to which they may overlap before the less sure one is left out (StarDist's nms_thresh); automatic is what the package says, else 0.4");

  public static final Key<Integer> CHANNELS =
      whole(Section.NETWORK, "channels", Range.of(1, 1024).orAutomatic(0), "0")
          .label("Channels of an image")
          .help("channels of an image; automatic is what the network says");

  public static final Key<Integer> MULTIPLE =
      whole(Section.NETWORK, "size_multiple", Range.of(1, 1024).orAutomatic(0), "0")
          .label("Sides are multiples of, pixels")
          .help(
              "sides of images are filled up to multiples of this; automatic follows the strides");

  public static final Key<Integer> HALO =
      whole(Section.NETWORK, "halo", Range.of(1, 1024).orAutomatic(0), "0")
          .label("Halo of tiles, pixels")
          .help(
              "pixels along the edges of a tile that do not count where an image is seen in tiles; automatic is what a package says, else none");

  public static final Key<String> CLASS_NAMES =
      text(Section.LEARNED, "class_names")
          .label("Names of the classes, separated by commas (optional)")
          .help("names in the order of the output, such as background, nucleus; empty for numbers")
          .common();

  public static final Key<Boolean> IGNORE_TEST =
      flag(Section.NETWORK, "ignore_test", "false")
          .label("Import although the test of a package fails")
          .help(
              "import a package of bioimage.io also where its network does not give its test output");

  /** How the network is connected. */
  public static final List<Key<?>> NETWORK =
      List.of(
          SIGNATURE,
          INPUT_TENSOR,
          INPUT_AXES,
          OUTPUT_TENSOR,
          OUTPUT_AXES,
          OUTPUT_VALUES,
          DISTANCE_TENSOR,
          PROBABILITY_THRESHOLD,
          OVERLAP_THRESHOLD,
          CHANNELS,
          MULTIPLE,
          HALO,
          CLASS_NAMES,
          IGNORE_TEST);
}
