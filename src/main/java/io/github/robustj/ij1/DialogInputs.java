package io.github.robustj.ij1;

import ij.ImagePlus;
import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.ThresholdCommand;
import io.github.robustj.command.Wrapped;
import io.github.robustj.display.Thresholds;
import io.github.robustj.error.RobustJException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Override
  public void process(Module module) {
    if (!(module instanceof JobCommand command) || !command.interactive() || isComplete(command))
      return;
    if (command instanceof ThresholdCommand threshold) {
      move(threshold);
      return;
    }
    Map<String, String> texts = texts(command);
    if (!CommandDialog.ask(command, texts)) {
      cancel("");
      return;
    }
    Memory.put(command, texts);
    // A file is given on purpose, the image is simply there.
    if (!texts.getOrDefault("input", "").isBlank()) texts.put("image", "");
    for (Field field : command.fields()) {
      command.setInput(field.name(), field.parse(texts.get(field.name())));
      command.resolveInput(field.name());
    }
  }

  /** What is chosen goes into the inputs, so that the macro recorder writes it down. */
  private void move(ThresholdCommand command) {
    try {
      ImagePlus image = command.target();
      Optional<Thresholds> chosen = ThresholdDialog.ask(image);
      if (chosen.isEmpty()) {
        cancel("");
        return;
      }
      List<String> classes = ThresholdCommand.found(image).prediction().classes();
      command.setInput("image", image);
      command.setInput("threshold", chosen.get().all());
      command.setInput("class_thresholds", chosen.get().ownText(classes));
      command.setInput("table", true);
      command.fields().forEach(field -> command.resolveInput(field.name()));
    } catch (RobustJException e) {
      cancel(Wrapped.of(e.getMessage()));
    }
  }

  private static boolean isComplete(JobCommand command) {
    return command.fields().stream().allMatch(field -> command.isInputResolved(field.name()));
  }

  /** What the fields show at first. */
  private static Map<String, String> texts(JobCommand command) {
    Map<String, String> texts = new HashMap<>();
    for (Field field : command.fields()) texts.put(field.name(), text(field, command));
    return texts;
  }

  /** What a script has set, else the current image, what was entered last, the default. */
  private static String text(Field field, JobCommand command) {
    if (command.isInputResolved(field.name())) return field.text(command.getInput(field.name()));
    return field.name().equals("image") ? command.currentImage() : Memory.text(field, command);
  }
}
