package io.github.robustj.ij1;

import ij.ImagePlus;
import ij.io.SaveDialog;
import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.JobModule;
import io.github.robustj.command.ThresholdCommand;
import io.github.robustj.command.Wrapped;
import io.github.robustj.display.detection.Thresholds;
import io.github.robustj.error.RobustJException;
import java.awt.Button;
import java.awt.Component;
import java.awt.TextField;
import java.awt.event.ActionListener;
import java.nio.file.Path;
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
    if (!(module instanceof JobModule job) || !job.getCommand().interactive()) return;
    if (job.getCommand().fields().isEmpty()) return;
    ask(job.getCommand());
    job.getCommand().fields().forEach(field -> job.resolveInput(field.name()));
  }

  private void ask(JobCommand command) {
    if (command instanceof ThresholdCommand threshold) {
      move(threshold);
      return;
    }
    Map<String, String> texts = texts(command);
    if (!CommandDialog.ask(command, texts)) {
      cancel("");
      return;
    }
    RecentInputs.put(command, texts);
    // A file is given on purpose, the image is simply there.
    if (!texts.getOrDefault("input", "").isBlank()) texts.put("image", "");
    for (Field field : command.fields())
      command.setInput(field.name(), command.parse(field, texts.get(field.name())));
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
    } catch (RobustJException e) {
      cancel(Wrapped.of(e.getMessage()));
    }
  }

  /** What the fields show at first. */
  private static Map<String, String> texts(JobCommand command) {
    Map<String, String> texts = new HashMap<>();
    for (Field field : command.fields()) texts.put(field.name(), text(field, command));
    return texts;
  }

  /** The current image, what was entered last, the default. */
  private static String text(Field field, JobCommand command) {
    return field.isImage() ? command.currentImage() : RecentInputs.text(field, command);
  }

  private static final Map<String, String> SUGGESTED =
      Map.of("out", "robustness.json", "roi_file", "outlines.zip", "boxes_file", "boxes.csv");

  /** Lets the button that ImageJ has put beside the field ask for a file to save. */
  static void saving(TextField text, Field field) {
    for (Component component : text.getParent().getComponents())
      if (component instanceof Button button) {
        for (ActionListener open : button.getActionListeners()) button.removeActionListener(open);
        button.addActionListener(event -> ask(text, field));
      }
  }

  private static void ask(TextField text, Field field) {
    String suggested = SUGGESTED.getOrDefault(field.name(), "");
    int dot = suggested.lastIndexOf('.');
    SaveDialog save =
        new SaveDialog(field.label(), suggested, dot < 0 ? null : suggested.substring(dot));
    if (save.getFileName() != null)
      text.setText(Path.of(save.getDirectory(), save.getFileName()).toString());
  }
}
