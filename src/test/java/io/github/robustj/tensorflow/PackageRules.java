package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.robustj.file.Sha256;
import io.github.robustj.tensor.Npy;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.yaml.snakeyaml.Yaml;

/**
 * What packages of format 0.5 must be: the schema, and rules that it cannot say, as the
 * specification's text has them.
 */
final class PackageRules {

  private final Path folder;
  private final Map<String, Object> description;

  private PackageRules(Path folder) throws Exception {
    this.folder = folder;
    this.description = new Yaml().load(Files.readString(folder.resolve("rdf.yaml")));
  }

  /** Asserts all of them, and gives the description. */
  static Map<String, Object> held(Path folder) throws Exception {
    PackageRules rules = new PackageRules(folder);
    rules.schema();
    rules.files();
    rules.tensors();
    rules.cover();
    return rules.description;
  }

  /** What the schema says against a description; empty for nothing. */
  static Set<String> complaints(Map<String, Object> description) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String schema = Files.readString(Path.of("src/test/resources/bioimage/model-0.5.7.json"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schema, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
        .validate(mapper.valueToTree(description))
        .stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toSet());
  }

  private void schema() throws Exception {
    assertEquals(Set.of(), complaints(description));
  }

  /** Every described file is there, with its sum; the documentation has the asked part. */
  private void files() throws Exception {
    Set<String> named = new HashSet<>(Set.of("rdf.yaml", "README.md", "cover.png"));
    for (Object part : all(description))
      if (part instanceof Map<?, ?> map && map.containsKey("source") && map.containsKey("sha256")) {
        String name = (String) map.get("source");
        named.add(name);
        assertEquals(Sha256.of(folder.resolve(name)), map.get("sha256"), name);
      }
    Map<?, ?> sums = (Map<?, ?>) own().get("sha256");
    for (Map.Entry<?, ?> sum : sums.entrySet())
      assertEquals(Sha256.of(folder.resolve((String) sum.getKey())), sum.getValue());
    try (var files = Files.list(folder)) {
      assertEquals(named, files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
    }
    String text = Files.readString(folder.resolve("README.md"));
    assertTrue(text.contains("\n## Validation\n"), text);
  }

  Map<?, ?> own() {
    return (Map<?, ?>) ((Map<?, ?>) description.get("config")).get("robustj");
  }

  private static List<Object> all(Object tree) {
    List<Object> found = new java.util.ArrayList<>(List.of(tree));
    if (tree instanceof Map<?, ?> map)
      map.values().stream().filter(v -> v != null).forEach(v -> found.addAll(all(v)));
    if (tree instanceof List<?> list) list.forEach(v -> found.addAll(all(v)));
    return found;
  }

  /** Test tensors fit the axes: free sizes, references with their scales, numbers of channels. */
  private void tensors() throws Exception {
    Map<?, ?> input = (Map<?, ?>) ((List<?>) description.get("inputs")).get(0);
    Map<?, ?> output = (Map<?, ?>) ((List<?>) description.get("outputs")).get(0);
    assertTrue(!input.get("id").equals(output.get("id")));
    int[] in = shape(input);
    int[] out = shape(output);
    List<?> inputs = (List<?>) input.get("axes");
    List<?> outputs = (List<?>) output.get("axes");
    assertEquals(in.length, inputs.size());
    assertEquals(out.length, outputs.size());
    for (int i = 0; i < in.length; i++) inputAxis((Map<?, ?>) inputs.get(i), in[i]);
    for (int i = 0; i < out.length; i++)
      outputAxis((Map<?, ?>) outputs.get(i), out[i], input, inputs, in);
  }

  private int[] shape(Map<?, ?> port) throws Exception {
    String name = (String) ((Map<?, ?>) port.get("test_tensor")).get("source");
    assertTrue(name.endsWith(".npy"), name);
    return Npy.decode(Files.readAllBytes(folder.resolve(name))).shape();
  }

  private static void inputAxis(Map<?, ?> axis, int length) {
    switch ((String) axis.get("type")) {
      case "batch" -> assertEquals(1, length);
      case "channel" -> names(axis, length);
      default -> {
        if (axis.get("size") instanceof Integer fixed) assertEquals(fixed, length);
        else {
          Map<?, ?> size = (Map<?, ?>) axis.get("size");
          int min = (int) size.get("min");
          assertTrue(
              length >= min && (length - min) % (int) size.get("step") == 0, axis + " " + length);
        }
      }
    }
  }

  private static void outputAxis(
      Map<?, ?> axis, int length, Map<?, ?> input, List<?> inputs, int[] in) {
    if (axis.get("type").equals("channel")) names(axis, length);
    if (!axis.get("type").equals("space")) return;
    Map<?, ?> size = (Map<?, ?>) axis.get("size");
    assertEquals(input.get("id"), size.get("tensor_id"));
    for (int i = 0; i < in.length; i++) {
      Map<?, ?> reference = (Map<?, ?>) inputs.get(i);
      if (!size.get("axis_id").equals(reference.get("id"))) continue;
      double expected = in[i] * scale(reference) / scale(axis) + (int) size.get("offset");
      assertEquals(expected, length, axis.toString());
      return;
    }
    throw new AssertionError("no axis " + size);
  }

  private static double scale(Map<?, ?> axis) {
    return axis.containsKey("scale") ? (double) axis.get("scale") : 1;
  }

  /** Identifiers of Python, as many as channels, each once. */
  private static void names(Map<?, ?> axis, int length) {
    List<?> names = (List<?>) axis.get("channel_names");
    assertEquals(length, names.size());
    assertEquals(length, new HashSet<>(names).size());
    names.forEach(name -> assertTrue(((String) name).matches("[A-Za-z_]\\w*"), (String) name));
  }

  private void cover() throws Exception {
    Path file = folder.resolve("cover.png");
    assertTrue(Files.size(file) < 500_000, Files.size(file) + " bytes");
    BufferedImage cover = ImageIO.read(file.toFile());
    assertEquals(2 * cover.getHeight(), cover.getWidth());
  }
}
