package io.github.robustj.ij1;

import io.github.robustj.command.Field;
import io.github.robustj.command.Field.Widget;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.JobModule;
import io.github.robustj.job.OptionTable;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.ready.ReadyModels;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * What was entered last in the dialogs of each command; lives as long as ImageJ and never reaches a
 * macro. After a run that went well, what belongs to that run or its image is forgotten: an old one
 * would be used again unnoticed. After a failure everything is still there to be mended.
 */
@Plugin(type = PostprocessorPlugin.class)
public final class RecentInputs extends AbstractPostprocessorPlugin {

  private static final Set<String> PASSING =
      Set.of("input", "truth", "label", "truth_from_overlay", "resume", "overwrite");

  private static final Map<String, Map<String, String>> ENTERED = new HashMap<>();

  /** The folder of the model that was last chosen, in any command. */
  private static String model = "";

  /** The folder that was last to be trained in; a model only once it has been. */
  private static String trained = "";

  static void put(JobCommand command, Map<String, String> texts) {
    ENTERED.put(command.name(), new HashMap<>(texts));
    if (texts.containsKey("model")) model = texts.get("model");
    else trained = texts.getOrDefault("out", trained);
  }

  /** A model of one's own that was chosen last stays; a ready one gives way to one that fits. */
  private static String model(JobCommand command) {
    if (!trained.isEmpty() && ModelFolder.isModel(Path.of(trained))) {
      model = trained;
      trained = "";
    }
    boolean own = !model.isBlank() && !ReadyModels.names().contains(model);
    return own ? model : command.fittingModel().orElse(model);
  }

  /** The text of a field, its default if there is nothing to remember. */
  static String text(Field field, JobCommand command) {
    if (field.key().is(OptionTable.MODEL)) return model(command);
    return ENTERED
        .getOrDefault(command.name(), Map.of())
        .getOrDefault(field.name(), field.key().standardInWords());
  }

  /** After the command has run without an error. */
  @Override
  public void process(Module module) {
    if (!(module instanceof JobModule job)) return;
    JobCommand command = job.getCommand();
    Map<String, String> texts = ENTERED.getOrDefault(command.name(), new HashMap<>());
    for (Field field : command.fields())
      if (field.widget() == Widget.SAVE_FILE || PASSING.contains(field.name()))
        texts.remove(field.name());
  }
}
