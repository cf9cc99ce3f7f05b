package io.github.robustj.tensorflow;

import io.github.robustj.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A package of bioimage.io around a network, as its specification has it.
 *
 * @param format as {@code 0.4.10}
 * @param letters axes of input and output
 * @param classes that the network gives
 * @param sides of images in pixels, y and x; empty for any multiple of 2
 * @param zipped whether the weights are a zip in the package
 * @param before preprocessing, a list in YAML
 * @param after postprocessing, the same
 */
record BioimageFiles(
    String format,
    String letters,
    int classes,
    int[] sides,
    boolean zipped,
    String before,
    String after) {

  /**
   * @param network its SavedModel
   * @param input test image, row-major in the order of the axes
   * @param output that belongs to it
   */
  void write(Path folder, Path network, Array input, Array output) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("test_input.npy"), input.npy());
    Files.write(folder.resolve("test_output.npy"), output.npy());
    String weights = "source: weights";
    if (zipped) {
      zip(network, folder.resolve("weights.zip"), "");
      weights = "source: ./weights.zip, sha256: " + Sha256.of(folder.resolve("weights.zip"));
    } else copy(network, folder.resolve("weights"));
    String name = format.startsWith("0.5") ? "bioimageio.yaml" : "rdf.yaml";
    Files.writeString(folder.resolve(name), yaml(folder, weights));
  }

  private String yaml(Path folder, String weights) throws IOException {
    String head = "format_version: %s\ntype: model\nname: a test\n".formatted(format);
    String ports =
        format.startsWith("0.5")
            ? "inputs:\n%soutputs:\n%s"
                .formatted(
                    listed(folder, "input", 1, "preprocessing", before),
                    listed(folder, "output", classes, "postprocessing", after))
            : "inputs:\n%soutputs:\n%stest_inputs: [test_input.npy]\ntest_outputs: [test_output.npy]\n"
                .formatted(
                    worded("input", 1, "preprocessing", before),
                    worded("output", classes, "postprocessing", after));
    return head
        + ports
        + "weights:\n  tensorflow_saved_model_bundle: {%s, tensorflow_version: 2.10.0}\n"
            .formatted(weights);
  }

  private String worded(String port, int channels, String key, String steps) {
    String shape =
        sides.length > 0
            ? shape(1, sides[0], sides[1], channels)
            : port.equals("input")
                ? "{min: %s, step: %s}".formatted(shape(1, 8, 8, 1), shape(0, 2, 2, 0))
                : "{%s: input_1, scale: %s, offset: %s}"
                    .formatted(
                        format.startsWith("0.3") ? "reference_input" : "reference_tensor",
                        shape(1, 1, 1, 0),
                        shape(0, 0, 0, channels / 2.));
    return "- {name: %s_1, axes: %s, data_type: float32, shape: %s, %s: %s}\n"
        .formatted(port, letters, shape, key, steps);
  }

  private String shape(Number b, Number y, Number x, Number c) {
    return letters
        .chars()
        .mapToObj(axis -> axis == 'b' ? b : axis == 'y' ? y : axis == 'x' ? x : c)
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String listed(Path folder, String port, int channels, String key, String steps)
      throws IOException {
    String axes =
        letters
            .chars()
            .mapToObj(axis -> axis(axis, port, channels))
            .collect(Collectors.joining(", "));
    String file = "test_" + port + ".npy";
    return "- {id: %s_1, axes: [%s], test_tensor: {source: %s, sha256: %s}, %s: %s}\n"
        .formatted(port, axes, file, Sha256.of(folder.resolve(file)), key, steps);
  }

  private String axis(int letter, String port, int channels) {
    if (letter == 'b') return "{type: batch}";
    if (letter == 'c')
      return "{type: channel, channel_names: %s}"
          .formatted(Stream.iterate(0, n -> n + 1).limit(channels).map(n -> "c" + n).toList());
    String size =
        sides.length > 0
            ? String.valueOf(letter == 'y' ? sides[0] : sides[1])
            : port.equals("input")
                ? "{min: 8, step: 2}"
                : "{tensor_id: input_1, axis_id: %c}".formatted(letter);
    return "{type: space, id: %c, size: %s}".formatted(letter, size);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList())
        Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
  }

  /**
   * @param prefix before the names in the zip
   */
  static void zip(Path folder, Path zip, String prefix) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(prefix + folder.relativize(file)));
        Files.copy(file, out);
      }
    }
  }

  /** Numbers of type float32, row-major. */
  record Array(float[] values, int... shape) {

    /** {@code [image, y, x, channel]} with its axes in another order. */
    static Array ordered(float[] values, int[] shape, String letters) {
      int[] sides = letters.chars().map(axis -> shape["byxc".indexOf(axis)]).toArray();
      float[] ordered = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        int rest = i;
        int[] at = new int[4];
        for (int axis = 3; axis >= 0; axis--) {
          at[axis] = rest % shape[axis];
          rest /= shape[axis];
        }
        int to = 0;
        for (int k = 0; k < letters.length(); k++)
          to = to * sides[k] + at["byxc".indexOf(letters.charAt(k))];
        ordered[to] = values[i];
      }
      return new Array(ordered, sides);
    }

    byte[] npy() {
      String axes = Arrays.stream(shape).mapToObj(n -> n + ", ").collect(Collectors.joining());
      String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + axes + "), }\n";
      ByteBuffer bytes =
          ByteBuffer.allocate(10 + header.length() + 4 * values.length)
              .order(ByteOrder.LITTLE_ENDIAN);
      bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
      for (float value : values) bytes.putFloat(value);
      return bytes.array();
    }
  }
}
