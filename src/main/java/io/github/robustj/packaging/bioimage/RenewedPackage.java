package io.github.robustj.packaging.bioimage;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.FileCopy;
import io.github.robustj.file.OwnedFolder;
import io.github.robustj.file.Sha256;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A package whose network has got other weights: its description keeps every word but the sums of
 * the files that are others now. Weights of other formats are left out, since they are no longer
 * those of the same network; the test output is made anew.
 *
 * @param description of the package as it came
 * @param network folder of its SavedModel, unpacked where it is a zip in the package
 * @param output that the network is used by
 */
public record RenewedPackage(Path description, Path network, String output) {

  private static final String FORMAT = "tensorflow_saved_model_bundle";
  private static final String VARIABLES = "variables/";
  private static final String FINGERPRINT = "fingerprint.pb";
  private static final String SUM = "sha256";

  /** Writes {@code variables} into a folder. */
  public interface Weights {
    void write(Path into) throws IOException;
  }

  /**
   * @param into a folder that is made
   * @param answers what the network says of the test images now, {@code [image, y, x, channel]};
   *     empty if there are none
   * @throws RobustJException if it has more outputs than one
   */
  public void write(Path into, Weights weights, Optional<Tensor> answers) throws IOException {
    Path folder = description.toAbsolutePath().normalize().getParent();
    Path place = BioimagePackage.weights(description);
    boolean zipped = Files.isRegularFile(place);
    copy(folder, into, place);
    if (zipped) zip(place, into.resolve(folder.relativize(place).toString()), weights);
    else
      weights.write(
          into.resolve(folder.relativize(network.toAbsolutePath().normalize()).toString()));
    BioimagePackage described = BioimagePackage.read(description, output);
    Optional<Path> test =
        described.test().map(t -> into.resolve(folder.relativize(t.output()).toString()));
    if (test.isPresent() && answers.isPresent())
      TestTensor.write(test.get(), answers.get(), described.output().letters());
    describe(
        into.resolve(description.getFileName().toString()),
        zipped ? Optional.of(into.resolve(folder.relativize(place).toString())) : Optional.empty(),
        test);
  }

  /** All but what is written anew. */
  private void copy(Path folder, Path into, Path weights) throws IOException {
    Path own = network.toAbsolutePath().normalize();
    Predicate<Path> anew =
        file ->
            file.equals(weights)
                || file.startsWith(own.resolve("variables"))
                || file.equals(own.resolve(FINGERPRINT));
    List<Path> all = FileCopy.files(folder, LinkOption.NOFOLLOW_LINKS);
    FileCopy.below(folder, all.stream().filter(anew.negate()).toList(), into);
  }

  private static void zip(Path from, Path to, Weights weights) {
    OwnedFolder.with(
        temporary -> {
          weights.write(temporary);
          try {
            zip(from, to, temporary);
          } catch (IOException e) {
            throw WriteFailure.sentence(to, e);
          }
          return to;
        });
  }

  private static void zip(Path from, Path to, Path fresh) throws IOException {
    Files.createDirectories(to.getParent());
    try (ZipFile old = new ZipFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(file)) {
      String prefix = "";
      List<ZipEntry> entries = new ArrayList<>();
      for (Enumeration<? extends ZipEntry> all = old.entries(); all.hasMoreElements(); )
        entries.add(all.nextElement());
      for (ZipEntry entry : entries)
        if (("/" + entry.getName()).endsWith("/saved_model.pb"))
          prefix = entry.getName().substring(0, entry.getName().lastIndexOf('/') + 1);
      for (ZipEntry entry : entries) {
        String name = entry.getName();
        if (entry.isDirectory()
            || name.startsWith(prefix + VARIABLES)
            || name.equals(prefix + FINGERPRINT)) continue;
        out.putNextEntry(new ZipEntry(name));
        FileCopy.bytes(old.getInputStream(entry), from, out);
      }
      try (Stream<Path> variables = Files.list(fresh.resolve("variables"))) {
        for (Path each : (Iterable<Path>) variables.sorted()::iterator) {
          out.putNextEntry(new ZipEntry(prefix + VARIABLES + each.getFileName()));
          FileCopy.bytes(each, out);
        }
      }
    }
  }

  /** As it is written, so that numbers and versions stay the texts that they are. */
  private void describe(Path to, Optional<Path> zip, Optional<Path> test) throws IOException {
    Yaml yaml = new Yaml();
    Node root = yaml.compose(new StringReader(Files.readString(description)));
    Node formats = value(root, "weights").orElseThrow();
    tuples(formats).removeIf(tuple -> !name(tuple).equals(FORMAT));
    Node own = value(formats, FORMAT).orElseThrow();
    tuples(own).removeIf(tuple -> name(tuple).equals("parent"));
    if (zip.isPresent()) setSum(own, zip.get());
    List<Node> outputs = ((SequenceNode) value(root, "outputs").orElseThrow()).getValue();
    if (outputs.size() != 1)
      throw new RobustJException(
          "%s has %d outputs, of which a training renews one only; the others would be those of the old network"
              .formatted(description, outputs.size()));
    Optional<Node> tensor = value(outputs.get(0), "test_tensor");
    if (tensor.isPresent() && test.isPresent() && tensor.get() instanceof MappingNode)
      setSum(tensor.get(), test.get());
    StringWriter text = new StringWriter();
    yaml.serialize(root, text);
    Files.writeString(to, text.toString());
  }

  private static void setSum(Node part, Path file) throws IOException {
    tuples(part).removeIf(tuple -> name(tuple).equals(SUM));
    tuples(part).add(new NodeTuple(text(SUM), text(Sha256.of(file))));
  }

  private static ScalarNode text(String text) {
    return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.PLAIN);
  }

  private static List<NodeTuple> tuples(Node mapping) {
    MappingNode node = (MappingNode) mapping;
    List<NodeTuple> tuples = new ArrayList<>(node.getValue());
    node.setValue(tuples);
    return tuples;
  }

  private static Optional<Node> value(Node mapping, String key) {
    return ((MappingNode) mapping)
        .getValue().stream()
            .filter(tuple -> name(tuple).equals(key))
            .map(NodeTuple::getValueNode)
            .findFirst();
  }

  private static String name(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }
}
