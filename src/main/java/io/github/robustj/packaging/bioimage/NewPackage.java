package io.github.robustj.packaging.bioimage;

import io.github.robustj.data.Normalization;
import io.github.robustj.file.Sha256;
import io.github.robustj.file.Zip;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.tensor.Npy;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A package of format 0.5 to be written: one image goes into the network, one tensor comes out.
 *
 * @param about who made it, and what for
 * @param input of the network
 * @param output of the network
 * @param test an image and what belongs to it
 * @param config what only RobustJ reads, plain values by name
 */
public record NewPackage(
    About about, Input input, Output output, Test test, Map<String, ?> config) {

  /** Of the specification; consumers of 0.5 read all of its patches. */
  public static final String FORMAT = "0.5.7";

  /** The files of a package. */
  public static final String DESCRIPTION = "rdf.yaml";

  public static final String DOCUMENTATION = "README.md";
  public static final String COVER = "cover.png";
  private static final String WEIGHTS = "weights.zip";
  private static final String TEST_INPUT = "test_input.npy";
  private static final String TEST_OUTPUT = "test_output.npy";

  /** Called as in the network's own signature. */
  private static final String INPUT = "images";

  private static final String OUTPUT = "logits";
  private static final Map<String, Object> FLOATS = Map.of("type", "float32");

  /** All of them. */
  public static final List<String> FILES =
      List.of(DESCRIPTION, DOCUMENTATION, COVER, WEIGHTS, TEST_INPUT, TEST_OUTPUT);

  /**
   * @param name 5 to 64 letters, digits, blanks, and {@code _ - ( )}
   * @param description at most 1024 characters
   * @param authors at least one
   * @param maintainer a user name of GitHub; empty for none
   * @param license an identifier of SPDX
   * @param timestamp ISO 8601
   */
  public record About(
      String name,
      String description,
      List<Author> authors,
      String maintainer,
      String license,
      List<String> tags,
      List<Citation> citations,
      String timestamp) {}

  /**
   * @param affiliation empty for none
   */
  public record Author(String name, String affiliation) {}

  /** A paper by its DOI. */
  public record Citation(String text, String doi) {}

  /**
   * @param channels of an image
   * @param height,width that images must have; 0 for any
   * @param step of which height and width are multiples where they are free
   * @param single whether the network takes one image at a time
   * @param normalization that images get before
   */
  public record Input(
      int channels, int height, int width, int step, boolean single, Normalization normalization) {}

  /**
   * @param channels what each is called
   * @param stride pixels of the image along the side of an output's
   * @param activation that follows the network, of all channels
   */
  public record Output(List<String> channels, int stride, Activation activation) {}

  /**
   * @param image {@code [1, y, x, channel]}, before any normalisation
   * @param answer {@code [1, y, x, channel]}, after the activation
   */
  public record Test(Tensor image, Tensor answer) {}

  /** Whether the specification has steps for what a model does to its images. */
  public static boolean canSay(Normalization normalization) {
    return Steps.canSay(normalization);
  }

  /**
   * @param network a SavedModel with the input {@code images}
   * @param tensorflow version that wrote it
   * @param cover a picture, PNG
   * @param documentation Markdown
   * @param into an empty folder
   */
  public void write(Path network, String tensorflow, Path cover, String documentation, Path into)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(into.resolve(WEIGHTS))) {
      Zip.write(network, out);
    }
    Files.write(into.resolve(TEST_INPUT), Npy.encode(test.image()));
    Files.write(into.resolve(TEST_OUTPUT), Npy.encode(test.answer()));
    Files.copy(cover, into.resolve(COVER));
    Files.writeString(into.resolve(DOCUMENTATION), documentation);
    Files.writeString(into.resolve(DESCRIPTION), yaml(description(tensorflow, into)));
  }

  private static String yaml(Map<String, Object> tree) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(110);
    // The same list twice is written twice: not every reader takes aliases.
    options.setDereferenceAliases(true);
    return new org.yaml.snakeyaml.Yaml(new Numbers(options), options).dump(tree);
  }

  private Map<String, Object> description(String tensorflow, Path folder) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format_version", FORMAT);
    all.put("type", "model");
    addAbout(all);
    all.put("inputs", List.of(input(folder)));
    all.put("outputs", List.of(output(folder)));
    Map<String, Object> weights = file(folder, WEIGHTS);
    weights.put("tensorflow_version", tensorflow);
    all.put("weights", Map.of("tensorflow_saved_model_bundle", weights));
    Map<String, Object> own = new LinkedHashMap<>(config);
    Map<String, Object> sums = new LinkedHashMap<>();
    for (String name : List.of(DOCUMENTATION, COVER))
      sums.put(name, Sha256.of(folder.resolve(name)));
    own.put("sha256", sums);
    all.put("config", Map.of(BioimagePackage.ROBUSTJ, own));
    return all;
  }

  private void addAbout(Map<String, Object> all) {
    all.put("name", about.name());
    all.put("description", about.description());
    all.put("authors", about.authors().stream().map(NewPackage::author).toList());
    if (!about.maintainer().isEmpty())
      all.put("maintainers", List.of(Map.of("github_user", about.maintainer())));
    all.put("license", about.license());
    all.put("tags", about.tags());
    all.put("cite", about.citations().stream().map(NewPackage::citation).toList());
    all.put("timestamp", about.timestamp());
    all.put("covers", List.of(COVER));
    all.put("documentation", DOCUMENTATION);
  }

  private static Map<String, Object> author(Author author) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", author.name());
    if (!author.affiliation().isEmpty()) all.put("affiliation", author.affiliation());
    return all;
  }

  private static Map<String, Object> citation(Citation citation) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("text", citation.text());
    all.put("doi", citation.doi());
    return all;
  }

  private Map<String, Object> input(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < input.channels(); c++) names.add("channel_" + c);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", INPUT);
    all.put("description", "an image in its own intensities");
    all.put(
        "axes",
        List.of(
            batch(),
            space("y", free(input.height())),
            space("x", free(input.width())),
            channel(names)));
    all.put("test_tensor", file(folder, TEST_INPUT));
    all.put("data", FLOATS);
    all.put("preprocessing", Steps.of(input.normalization()));
    return all;
  }

  private Map<String, Object> output(Path folder) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", OUTPUT);
    all.put("description", "what each channel is says " + DOCUMENTATION);
    all.put(
        "axes",
        List.of(
            batch(),
            scaled(space("y", follows("y"))),
            scaled(space("x", follows("x"))),
            channel(output.channels())));
    all.put("test_tensor", file(folder, TEST_OUTPUT));
    all.put("data", FLOATS);
    all.put("postprocessing", following());
    return all;
  }

  private List<Map<String, Object>> following() {
    return switch (output.activation()) {
      case NONE -> List.of();
      case SIGMOID -> List.of(Map.of("id", "sigmoid"));
      case SOFTMAX -> {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("id", "softmax");
        step.put("kwargs", Map.of("axis", "channel"));
        yield List.of(step);
      }
    };
  }

  private Map<String, Object> batch() {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("type", "batch");
    if (input.single()) axis.put("size", 1);
    return axis;
  }

  private static Map<String, Object> channel(List<String> names) {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("type", "channel");
    axis.put("channel_names", ChannelNames.of(names));
    return axis;
  }

  private static Map<String, Object> space(String id, Object size) {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("type", "space");
    axis.put("id", id);
    axis.put("size", size);
    return axis;
  }

  /** As long as the image over the stride. */
  private Map<String, Object> scaled(Map<String, Object> axis) {
    if (output.stride() > 1) axis.put("scale", (double) output.stride());
    return axis;
  }

  private Object free(int side) {
    if (side > 0) return side;
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("min", input.step());
    size.put("step", input.step());
    return size;
  }

  private static Object follows(String axis) {
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("tensor_id", INPUT);
    size.put("axis_id", axis);
    size.put("offset", 0);
    return size;
  }

  private static Map<String, Object> file(Path folder, String name) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("source", name);
    all.put("sha256", Sha256.of(folder.resolve(name)));
    return all;
  }

  /** Decimals as YAML 1.1 and 1.2 both read them: an exponent has a sign. */
  private static final class Numbers extends Representer {

    Numbers(DumperOptions options) {
      super(options);
      representers.put(
          Double.class,
          number -> {
            String text = number.toString().replaceFirst("E(?=\\d)", "E+");
            return representScalar(Tag.FLOAT, text);
          });
    }
  }
}
