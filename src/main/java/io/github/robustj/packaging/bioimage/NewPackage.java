package io.github.robustj.packaging.bioimage;

import io.github.robustj.data.Normalization;
import io.github.robustj.file.Zip;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.tensor.Npy;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
  static final String WEIGHTS = "weights.zip";
  static final String TEST_INPUT = "test_input.npy";
  static final String TEST_OUTPUT = "test_output.npy";

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
    Files.writeString(
        into.resolve(DESCRIPTION), new PackageDescription(this, into).text(tensorflow));
  }
}
