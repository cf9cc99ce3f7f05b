package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.testing.MacroProcess;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scijava.Context;
import org.scijava.module.ModuleItem;
import org.scijava.script.ScriptInfo;

/**
 * Runs macros that have {@code #@} parameters, which plain ImageJ 1 does not know: as in Fiji,
 * SciJava reads them, and the macro begins with their values as variables.
 */
final class TemplateMacros {

  private final Context context;
  private final Path templates;
  private final Path folder;
  private final List<String> names = new ArrayList<>();
  private final MacroProcess all = new MacroProcess();

  /**
   * @param folder for what is made of the templates
   */
  TemplateMacros(Context context, Path templates, Path folder) {
    this.context = context;
    this.templates = templates;
    this.folder = folder;
  }

  List<String> names() {
    return names;
  }

  /** To be run with these values, else with its defaults. */
  void add(String name, Map<String, Object> values) throws Exception {
    String file = name + ".ijm";
    ScriptInfo info =
        new ScriptInfo(context, file, new StringReader(Files.readString(templates.resolve(file))));
    StringBuilder code = new StringBuilder();
    for (ModuleItem<?> input : info.inputs()) {
      Object value = values.getOrDefault(input.getName(), input.getDefaultValue());
      assertTrue(value != null, file + " has no value for " + input.getName());
      code.append("%s = %s;%n".formatted(input.getName(), literal(value)));
    }
    Path ready = folder.resolve("ready " + file);
    Files.writeString(ready, code + info.getProcessedScript());
    all.add(ready, "");
    names.add(file);
  }

  /** Runs all in a process of their own and gives what they print. */
  String run() throws Exception {
    return all.run(folder);
  }

  private static String literal(Object value) {
    return value instanceof Number ? value.toString() : MacroProcess.literal(value);
  }
}
