package io.github.robustj.packaging.bioimage;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Keys and values as the text of a YAML file that readers of YAML 1.1 and 1.2 understand alike. */
final class YamlText {

  private YamlText() {}

  static String of(Map<String, Object> tree) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(110);
    // The same list twice is written twice: not every reader takes aliases.
    options.setDereferenceAliases(true);
    return new Yaml(new Numbers(options), options).dump(tree);
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
