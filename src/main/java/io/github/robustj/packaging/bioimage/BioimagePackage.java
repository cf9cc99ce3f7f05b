package io.github.robustj.packaging.bioimage;

import io.github.robustj.data.Normalization;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Sha256;
import io.github.robustj.model.Connection.Values;
import io.github.robustj.packaging.bioimage.Processing.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a package says of a network with one input, the image.
 *
 * @param format as {@code 0.4.10}
 * @param name for users
 * @param input of the network
 * @param output the only one, or the one that was asked for
 * @param preprocessing of the input
 * @param values what the output is before its postprocessing; empty if that does not tell
 * @param test an input and the output that belongs to it, files of NumPy; empty if there is none
 */
public record BioimagePackage(
    String format,
    String name,
    Port input,
    Port output,
    Optional<Values> values,
    Optional<Test> test) {

  private static final List<String> NAMES = List.of("rdf.yaml", "bioimageio.yaml", "model.yaml");
  private static final List<String> FORMATS = List.of("0.3.", "0.4.", "0.5.");
  private static final String WEIGHTS = "tensorflow_saved_model_bundle";

  /**
   * @param letters a letter for each axis: {@code b}, {@code y}, {@code x}, {@code c}, others of
   *     length 1
   * @param height that images must have, 0 for any
   * @param width as {@code height}
   * @param multiple that height and width should be of
   * @param channels 0 if they are not said
   */
  public record Port(
      String name, String letters, int height, int width, int multiple, int channels) {}

  /**
   * @param input as it is before any preprocessing
   * @param output as it is after all postprocessing
   */
  public record Test(Path input, Path output) {}

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
    Yaml yaml = Yaml.read(description);
    return Processing.normalization(
        Step.of(yaml.parts("inputs").get(0), "preprocessing"), channels);
  }

  private record Reading(Yaml yaml, String wanted) {

    BioimagePackage model() {
      String format = yaml.requiredText("format_version");
      if (FORMATS.stream().noneMatch(format::startsWith))
        throw yaml.wrong("format_version", "0.3 to 0.5", format);
      List<Yaml> inputs = yaml.parts("inputs");
      List<Yaml> outputs = yaml.parts("outputs");
      if (inputs.size() != 1) throw yaml.wrong("inputs", "one image", inputs.size() + " inputs");
      int chosen = chosen(outputs);
      Yaml output = outputs.get(chosen);
      return new BioimagePackage(
          format,
          yaml.text("name").orElse("without a name"),
          port(inputs.get(0)),
          port(output),
          Processing.values(Step.of(output, "postprocessing")),
          test(inputs.get(0), output, chosen));
    }

    private int chosen(List<Yaml> outputs) {
      List<String> names = outputs.stream().map(Reading::name).toList();
      if (wanted.isEmpty() && names.size() == 1) return 0;
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
      boolean open = axes.step('y') > 0 || axes.step('x') > 0;
      int multiple = open ? lcm(Math.max(1, axes.step('y')), Math.max(1, axes.step('x'))) : 1;
      return new Port(
          name(yaml),
          axes.letters(),
          open ? 0 : axes.least('y'),
          open ? 0 : axes.least('x'),
          multiple,
          axes.least('c'));
    }

    private static int lcm(int a, int b) {
      int multiple = a;
      while (multiple % b != 0) multiple += a;
      return multiple;
    }

    private Path weights() {
      Yaml all = yaml.part("weights");
      if (!all.has(WEIGHTS))
        throw new RobustJException(
            "%s has weights of the formats %s, of which RobustJ reads none; it needs %s: ask for the network as a TensorFlow SavedModel."
                .formatted(yaml.file(), all.values().keySet(), WEIGHTS));
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
      Path file = folder.resolve(name.replaceFirst("^\\./", "")).normalize();
      if (!file.startsWith(folder))
        throw new RobustJException(
            "%s names %s, which lies outside its folder; do not use it."
                .formatted(yaml.file(), name));
      if (!Files.exists(file))
        throw new RobustJException(
            "%s names %s, which is not there; download the whole package again."
                .formatted(yaml.file(), name));
      return file;
    }
  }
}
