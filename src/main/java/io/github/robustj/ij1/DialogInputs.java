package io.github.robustj.ij1;

import io.github.robustj.command.Field;
import io.github.robustj.command.Field.Widget;
import io.github.robustj.command.JobCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Asks for the inputs of a RobustJ command in dialogs, where somebody can be asked.
 *
 * <p>Fiji's own input harvester, which runs later, finds nothing left to ask: it would put the
 * dozens of options of a training into one column, unchecked.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.LOW)
public final class DialogInputs extends AbstractPreprocessorPlugin {

  /** What was entered last, by command; lives as long as ImageJ and never reaches a macro. */
  private static final Map<String, Map<String, String>> REMEMBERED = new HashMap<>();

  /** The folder of the model that was last trained or used. */
  private static String model = "";

  /** What belongs to one image or one run; an old one would be used again unnoticed. */
  private static final Set<String> PASSING =
      Set.of("image", "input", "truth", "label", "truth_from_overlay", "resume");

  @Override
  public void process(Module module) {
    if (!(module instanceof JobCommand command) || !command.interactive() || isComplete(command))
      return;
    Map<String, String> texts = texts(command);
    if (!CommandDialog.ask(command, texts)) {
      cancel("");
      return;
    }
    // A file is given on purpose, the image is simply there.
    if (!texts.getOrDefault("input", "").isBlank()) texts.put("image", "");
    REMEMBERED.put(command.name(), texts);
    model = texts.getOrDefault("model", texts.get("out"));
    for (Field field : command.fields()) {
      command.setInput(field.name(), field.parse(texts.get(field.name())));
      command.resolveInput(field.name());
    }
  }

  private static boolean isComplete(JobCommand command) {
    return command.fields().stream().allMatch(field -> command.isInputResolved(field.name()));
  }

  /** What the fields show at first. */
  private static Map<String, String> texts(JobCommand command) {
    Map<String, String> remembered = REMEMBERED.getOrDefault(command.name(), Map.of());
    Map<String, String> texts = new HashMap<>();
    for (Field field : command.fields()) texts.put(field.name(), text(field, command, remembered));
    return texts;
  }

  /** What a script has set, else the current image or model, what was entered last, the default. */
  private static String text(Field field, JobCommand command, Map<String, String> remembered) {
    String name = field.name();
    if (command.isInputResolved(name)) return field.text(command.getInput(name));
    if (name.equals("image")) return command.currentImage();
    if (name.equals("model")) return model;
    boolean lasting = field.widget() != Widget.SAVE_FILE && !PASSING.contains(name);
    return lasting && remembered.containsKey(name) ? remembered.get(name) : field.key().standard();
  }
}
