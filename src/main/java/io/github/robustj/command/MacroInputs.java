package io.github.robustj.command;

import ij.Macro;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Options;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Gives a RobustJ command all of its inputs when nobody can be asked: the values of the macro, the
 * calling thread's image, and the documented default of everything left out.
 *
 * <p>Runs after Fiji's own macro preprocessor, which drops bare keys, reads {@code epochs=abc} as 0
 * and takes an unknown image for an empty one, and overwrites what that did; runs before the
 * preprocessors that look for an active image or ask the user. Other commands are left alone.
 */
@Plugin(type = PreprocessorPlugin.class, priority = 1.5 * Priority.VERY_HIGH)
public final class MacroInputs extends AbstractPreprocessorPlugin {

  @Override
  public void process(Module module) {
    if (!(module instanceof JobCommand command) || command.interactive()) return;
    try {
      fill(command, given(command));
    } catch (RobustJException e) {
      command.refuse(e);
      cancel("");
    }
  }

  private static void fill(JobCommand command, Map<String, String> given) {
    if (!given.isEmpty()) Options.of(given, command.keys());
    if (given.containsKey("image") && given.containsKey("input"))
      throw new RobustJException("Both image and input are given; give only one of them.");
    command.named(given.keySet());
    for (Field field : command.fields()) {
      String name = field.name();
      if (given.isEmpty() && command.isInputResolved(name)) continue;
      String text = given.get(name);
      command.setInput(name, text == null ? field.standard() : field.parse(text));
      command.resolveInput(name);
    }
    if (command.needsImage()) command.setInput("image", command.caller().image().orElse(null));
  }

  /** The macro's options; empty for a script that has set the inputs itself. */
  private static Map<String, String> given(JobCommand command) {
    return command
        .caller()
        .options()
        .filter(options -> isOf(command, options))
        .map(MacroText::parse)
        .orElse(Map.of());
  }

  /**
   * Whether the options are those of this command, and not those of a script that a macro has run
   * and that calls this command with inputs of its own.
   */
  private static boolean isOf(JobCommand command, String options) {
    Set<String> set =
        command.fields().stream()
            .map(Field::name)
            .filter(command::isInputResolved)
            .collect(Collectors.toSet());
    return set.stream().allMatch(name -> Macro.getValue(options, name, null) != null);
  }
}
