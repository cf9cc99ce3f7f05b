package io.github.robustj.packaging.bioimage;

import io.github.robustj.file.Sha256;
import io.github.robustj.packaging.bioimage.NewPackage.About;
import io.github.robustj.packaging.bioimage.NewPackage.Author;
import io.github.robustj.packaging.bioimage.NewPackage.Citation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code rdf.yaml} says of a package that is written.
 *
 * @param made the package
 * @param folder with all of its files but this
 */
record PackageDescription(NewPackage made, Path folder) {

  /** Called as in the network's own signature. */
  static final String INPUT = "images";

  private static final String OUTPUT = "logits";
  private static final Map<String, Object> FLOATS = Map.of("type", "float32");

  /**
   * @param tensorflow version that wrote the network
   */
  String text(String tensorflow) throws IOException {
    return YamlText.of(tree(tensorflow));
  }

  private Map<String, Object> tree(String tensorflow) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format_version", NewPackage.FORMAT);
    all.put("type", "model");
    addAbout(all);
    all.put("inputs", List.of(input()));
    all.put("outputs", List.of(output()));
    Map<String, Object> weights = file(NewPackage.WEIGHTS);
    weights.put("tensorflow_version", tensorflow);
    all.put("weights", Map.of("tensorflow_saved_model_bundle", weights));
    Map<String, Object> own = new LinkedHashMap<>(made.config());
    Map<String, Object> sums = new LinkedHashMap<>();
    for (String name : List.of(NewPackage.DOCUMENTATION, NewPackage.COVER))
      sums.put(name, Sha256.of(folder.resolve(name)));
    own.put("sha256", sums);
    all.put("config", Map.of(BioimagePackage.ROBUSTJ, own));
    return all;
  }

  private void addAbout(Map<String, Object> all) {
    About about = made.about();
    all.put("name", about.name());
    all.put("description", about.description());
    all.put("authors", about.authors().stream().map(PackageDescription::author).toList());
    if (!about.maintainer().isEmpty())
      all.put("maintainers", List.of(Map.of("github_user", about.maintainer())));
    all.put("license", about.license());
    all.put("tags", about.tags());
    all.put("cite", about.citations().stream().map(PackageDescription::citation).toList());
    all.put("timestamp", about.timestamp());
    all.put("covers", List.of(NewPackage.COVER));
    all.put("documentation", NewPackage.DOCUMENTATION);
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

  private Map<String, Object> input() throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", INPUT);
    all.put("description", "an image in its own intensities");
    all.put("axes", NewAxes.of(made.input()));
    all.put("test_tensor", file(NewPackage.TEST_INPUT));
    all.put("data", FLOATS);
    all.put("preprocessing", Steps.of(made.input().normalization()));
    return all;
  }

  private Map<String, Object> output() throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", OUTPUT);
    all.put("description", "what each channel is says " + NewPackage.DOCUMENTATION);
    all.put("axes", NewAxes.of(made.output(), made.input().single()));
    all.put("test_tensor", file(NewPackage.TEST_OUTPUT));
    all.put("data", FLOATS);
    all.put("postprocessing", Steps.of(made.output().activation()));
    return all;
  }

  private Map<String, Object> file(String name) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("source", name);
    all.put("sha256", Sha256.of(folder.resolve(name)));
    return all;
  }
}
