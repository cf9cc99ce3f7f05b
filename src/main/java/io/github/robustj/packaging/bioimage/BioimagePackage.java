package io.github.robustj.packaging.bioimage;

import io.github.robustj.data.Normalization;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.RealPath;
import io.github.robustj.file.Sha256;
import io.github.robustj.model.Sides;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a package says of a network with one input, the image.
 *
 * @param format as {@code 0.4.10}
 * @param name for users
 * @param input of the network
 * @param output the only one, or the one that was asked for
 * @param following what follows the output
 * @param test an input and the output that belongs to it, files of NumPy; empty if there is none
 */
public record BioimagePackage(
    String format,
    String name,
    Port input,
    Port output,
    Postprocessing following,
    Optional<Test> test) {

  /** The key of what only RobustJ reads. */
  public static final String ROBUSTJ = "robustj";

  private static final List<String> NAMES = List.of("rdf.yaml", "bioimageio.yaml", "model.yaml");
  private static final List<String> FORMATS = List.of("0.3.", "0.4.", "0.5.");
  private static final String MODEL = "model";
  private static final String WEIGHTS = "tensorflow_saved_model_bundle";

  /**
   * @param letters a letter for each axis: {@code b}, {@code y}, {@code x}, {@code c}, others of
   *     length 1
   * @param height that images may have; empty where that follows from another tensor
   * @param width as {@code height}
   * @param channels 0 if they are not said
   * @param halo of an output: pixels along the edges of a tile that do not count
   */
  public record Port(
      String name,
      String letters,
      Optional<Sides> height,
      Optional<Sides> width,
      int channels,
      int halo) {}

  /**
   * @param input as it is before any preprocessing
   * @param output as it is after all postprocessing
   */
  public record Test(Path input, Path output) {

    /** Images {@code [image, y, x, channel]}; see {@link TestTensor#images}. */
    public Tensor images(Port port) {
      return TestTensor.read(input).images(port.letters());
    }

    /** What belongs to them, {@code [image, y, x, channel]}. */
    public Tensor answers(Port port) {
      return TestTensor.read(output).images(port.letters());
    }
  }

  /** {@code bioimage.io 0.4.10}. */
  public String kind() {
    return "bioimage.io " + format;
  }

  /** The description in a folder; empty if there is none. */
  public static Optional<Path> description(Path folder) {
    return NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  /**
   * @param wanted name of the output; empty for the only one
   * @throws RobustJException if the description is damaged, of another format, of a network that
   *     RobustJ cannot use, or names files that are not there
   */
  public static BioimagePackage read(Path description, String wanted) {
    return new Reading(Yaml.read(description), wanted).model();
  }

  /**
   * The SavedModel that a description names, a folder or zip.
   *
   * @throws RobustJException if it has weights of other formats only, or the file is not there or
   *     not the one that was described
   */
  public static Path weights(Path description) {
    return new Reading(Yaml.read(description), "").weights();
  }

  /** How images become input; see {@link Processing#normalization}. */
  public static Normalization normalization(Path description, int channels) {
    Yaml input = Yaml.read(description).parts("inputs").get(0);
    return Processing.normalization(Reading.name(input), Step.of(input, "preprocessing"), channels);
  }

  /**
   * What a description says that is for RobustJ alone: plain values, lists and maps by name; empty
   * for packages of other programs.
   *
   * @throws RobustJException if the description is damaged
   */
  public static Optional<Map<?, ?>> own(Path description) {
    Yaml config = Yaml.read(description).part("config");
    return config.isPart(ROBUSTJ) ? Optional.of(config.part(ROBUSTJ).values()) : Optional.empty();
  }

  private record Reading(Yaml yaml, String wanted) {

    BioimagePackage model() {
      String format = yaml.requiredText("format_version");
      if (FORMATS.stream().noneMatch((format + ".")::startsWith))
        throw yaml.wrong("format_version", "0.3 to 0.5", format);
      String type = yaml.text("type").orElse(MODEL);
      if (!type.equals(MODEL)) throw yaml.wrong("type", MODEL, type);
      List<Yaml> inputs = yaml.parts("inputs");
      List<Yaml> outputs = yaml.parts("outputs");
      if (inputs.size() != 1) throw yaml.wrong("inputs", "one image", inputs.size() + " inputs");
      if (outputs.isEmpty()) throw yaml.lacks("outputs");
      int chosen = chosen(outputs);
      Yaml output = outputs.get(chosen);
      return new BioimagePackage(
          format,
          yaml.text("name").orElse("without a name"),
          port(inputs.get(0)),
          port(output),
          new Postprocessing(Step.of(output, "postprocessing")),
          test(inputs.get(0), output, chosen));
    }

    private int chosen(List<Yaml> outputs) {
      List<String> names = outputs.stream().map(Reading::name).toList();
      // The network's signature may call its only one otherwise.
      if (names.size() == 1) return 0;
      if (names.contains(wanted)) return names.indexOf(wanted);
      throw new RobustJException(
          "%s has the outputs %s; name one of them by output_tensor."
              .formatted(yaml.file(), String.join(", ", names)));
    }

    private static String name(Yaml port) {
      return port.text("id").or(() -> port.text("name")).orElseThrow(() -> port.lacks("name"));
    }

    private static Port port(Yaml yaml) {
      PortAxes axes = PortAxes.of(yaml);
      return new Port(
          name(yaml),
          axes.letters(),
          axes.sides('y', yaml),
          axes.sides('x', yaml),
          axes.least('c'),
          axes.edge());
    }

    private Path weights() {
      Yaml all = yaml.part("weights");
      if (!all.has(WEIGHTS))
        throw new RobustJException(
            "%s has weights of the formats %s, of which RobustJ reads none; it needs %s: ask for the network as a TensorFlow SavedModel."
                .formatted(yaml.file(), String.join(", ", all.keys()), WEIGHTS));
      return file(all.part(WEIGHTS), "source");
    }

    private Optional<Test> test(Yaml input, Yaml output, int chosen) {
      if (input.has("test_tensor") && output.has("test_tensor"))
        return Optional.of(new Test(tensor(input), tensor(output)));
      List<String> inputs = yaml.texts("test_inputs");
      List<String> outputs = yaml.texts("test_outputs");
      if (inputs.isEmpty() || outputs.size() <= chosen) return Optional.empty();
      return Optional.of(new Test(inside(inputs.get(0)), inside(outputs.get(chosen))));
    }

    private Path tensor(Yaml port) {
      return port.isPart("test_tensor")
          ? file(port.part("test_tensor"), "source")
          : inside(port.requiredText("test_tensor"));
    }

    /** That is what its SHA-256, if it is given, says. */
    private Path file(Yaml part, String key) {
      Path file = inside(part.requiredText(key));
      Optional<String> sum = part.text("sha256");
      try {
        if (sum.isEmpty() || Files.isDirectory(file) || Sha256.of(file).equalsIgnoreCase(sum.get()))
          return file;
      } catch (IOException e) {
        throw ReadFailure.sentence(file, e);
      }
      throw new RobustJException(
          "%s is not the file that %s describes: its SHA-256 is another; download the package again."
              .formatted(file, yaml.file()));
    }

    private Path inside(String name) {
      Path folder = yaml.file().toAbsolutePath().normalize().getParent();
      Path file = place(folder, name);
      if (!file.startsWith(folder) || !RealPath.within(file, folder))
        throw new RobustJException(
            "%s names %s, which lies outside its folder; do not use it."
                .formatted(yaml.file(), Excerpt.of(name)));
      if (!Files.exists(file))
        throw new RobustJException(
            "%s names %s, which is not there; download the whole package again."
                .formatted(yaml.file(), Excerpt.of(name)));
      return file;
    }

    private Path place(Path folder, String name) {
      try {
        return folder.resolve(name).normalize();
      } catch (InvalidPathException e) {
        throw new RobustJException(
            "%s names %s, which is no name of a file; download the whole package again."
                .formatted(yaml.file(), Excerpt.of(name)),
            e);
      }
    }
  }
}
