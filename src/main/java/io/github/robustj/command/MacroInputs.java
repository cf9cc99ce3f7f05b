package io.github.robustj.command;

import ij.ImagePlus;
import ij.Macro;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.Priority;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Gives a RobustJ command all of its inputs when nobody can be asked: the values of the macro or of
 * the script, the calling thread's image, and the documented default of everything left out.
 *
 * <p>Runs after Fiji's own macro preprocessor, which drops bare keys, reads {@code epochs=abc} as 0
 * and takes an unknown image for an empty one, and overwrites what that did; runs before the
 * preprocessors that look for an active image or ask the user. Other commands are left alone.
 */
@Plugin(type = PreprocessorPlugin.class, priority = 1.5 * Priority.VERY_HIGH)
public final class MacroInputs extends AbstractPreprocessorPlugin {

  @Parameter private ConvertService convert;

  @Override
  public void process(Module module) {
    if (!(module instanceof JobModule job)) return;
    JobCommand command = job.getCommand();
    try {
      Map<String, String> options = options(command);
      if (options.isEmpty() && !command.inputs().isEmpty()) command.calledWithInputs();
      if (command.interactive()) return;
      requireOneImage(options.isEmpty() ? command.inputs() : options);
      fill(command, options.isEmpty() ? inputs(command) : parsed(command, options));
      for (Field field : command.fields()) job.resolveInput(field.name());
    } catch (RobustJException e) {
      command.refuse(e);
      cancel("");
    }
  }

  /** The macro's options; empty for a script that has set the inputs itself. */
  private static Map<String, String> options(JobCommand command) {
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
    return command.inputs().keySet().stream()
        .allMatch(name -> Macro.getValue(options, name, null) != null);
  }

  private static void requireOneImage(Map<String, ?> given) {
    if (isGiven(given.get("image")) && isGiven(given.get("input")))
      throw new RobustJException("Both image and input are given; give only one of them.");
  }

  private static boolean isGiven(Object value) {
    return value != null && !value.toString().isBlank();
  }

  private static Map<String, Object> parsed(JobCommand command, Map<String, String> options) {
    Options.of(options, command.keys());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : command.fields())
      if (options.containsKey(field.name()))
        values.put(field.name(), command.parse(field, options.get(field.name())));
    return values;
  }

  /** What a script has set, in the types of the fields; unknown names stay, to be named later. */
  private Map<String, Object> inputs(JobCommand command) {
    Map<String, Object> values = new LinkedHashMap<>(command.inputs());
    // By convention SciJava's own.
    values.keySet().removeIf(name -> name.startsWith("."));
    for (Field field : command.fields())
      values.computeIfPresent(field.name(), (name, value) -> taken(command, field, value));
    return values;
  }

  private Object taken(JobCommand command, Field field, Object value) {
    boolean title = field.widget() == Field.Widget.IMAGE && value instanceof String;
    return title ? command.parse(field, (String) value) : field.take(image(field, value));
  }

  /** Fiji has images of several kinds. */
  private Object image(Field field, Object value) {
    if (field.widget() != Field.Widget.IMAGE || value instanceof String) return value;
    ImagePlus image = convert.convert(value, ImagePlus.class);
    return image == null ? value : image;
  }

  private static void fill(JobCommand command, Map<String, Object> given) {
    command.named(given.keySet());
    given.forEach(command::setInput);
    for (Field field : command.fields())
      if (given.get(field.name()) == null) command.setInput(field.name(), field.standard());
    if (command.needsImage()) command.setInput("image", command.caller().image().orElse(null));
  }
}
