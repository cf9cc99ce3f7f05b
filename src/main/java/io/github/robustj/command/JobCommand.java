package io.github.robustj.command;

import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import io.github.robustj.display.Slices;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.job.ComputeOptions;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.scijava.MenuPath;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

/**
 * A command that fills in a job and runs it. What goes wrong is said in one sentence: as a macro
 * error in a macro, which stops there, in a dialog where somebody sits, as an exception everywhere
 * else.
 */
public abstract class JobCommand extends ContextCommand {

  private static final String TOO_LITTLE_MEMORY =
      "%s needs more memory than there is; give ImageJ more under Edit > Options > Memory &"
          + " Threads, or use a smaller image, batch or patch.";

  @Parameter private EngineService engines;
  @Parameter private TaskService tasks;

  private Caller caller = Caller.capture();
  private final Map<String, Object> inputs = new LinkedHashMap<>();
  private Set<String> named = Set.of();
  private volatile boolean stopped;
  private StatusProgress progress;
  private Engine engine;

  /** The options in the order of the dialogs. */
  public abstract List<Page> pages();

  /**
   * Checks and does it.
   *
   * @throws RobustJException if the user can mend the cause
   */
  protected abstract void execute(Options options);

  /** The value of a field, {@code null} for none. */
  public final Object getInput(String name) {
    return inputs.get(name);
  }

  /** A value of any kind, under any name; what is wrong with it is said when the command runs. */
  public final void setInput(String name, Object value) {
    inputs.put(name, value);
  }

  /** What has been set, by name. */
  final Map<String, Object> inputs() {
    return Collections.unmodifiableMap(inputs);
  }

  @Override
  public final void run() {
    try (StatusProgress current =
        new StatusProgress(tasks.createTask("RobustJ: " + name()), () -> stopped)) {
      progress = current;
      progress.progress(0, "starting");
      Options options = options();
      engine = engines.engine().with(ComputeOptions.from(options));
      execute(options);
    } catch (CancellationException e) {
      refuse(new RobustJException(cancelled(), e));
    } catch (RobustJException e) {
      refuse(e);
    } catch (OutOfMemoryError e) {
      refuse(new RobustJException(TOO_LITTLE_MEMORY.formatted(name()), e));
    } catch (RuntimeException | Error e) {
      caller.abortMacro(name() + " failed: " + e);
      throw e;
    }
  }

  /** With what users' jars lack, which may be why one of them is wrong. */
  private Options options() {
    try {
      return Options.of(values(), keys());
    } finally {
      Extensions.problems().forEach(progress::log);
    }
  }

  /** What is said to the user who has cancelled the job. */
  protected String cancelled() {
    return name() + " was cancelled.";
  }

  /** Says why the command stops and, with it, the macro or script that has called it. */
  final void refuse(RobustJException failure) {
    if (caller.abortMacro(failure.getMessage())) cancel("");
    else if (caller.interactive()) cancel(Wrapped.of(failure.getMessage()));
    else throw failure;
  }

  @Override
  public void cancel(String reason) {
    stopped = true;
    if (caller.interactive()) Recorder.disableCommandRecording();
    super.cancel(reason);
  }

  /** As in {@code Train Model}. */
  public final String name() {
    return menuItem().replace("...", "");
  }

  /** As macros call it: {@code Train Model...}. */
  public final String menuItem() {
    return new MenuPath(plugin().menuPath()).getLeaf().getName();
  }

  /** What it does, in sentences. */
  public final String description() {
    return plugin().description();
  }

  private Plugin plugin() {
    return getClass().getAnnotation(Plugin.class);
  }

  public final List<Field> fields() {
    return pages().stream().flatMap(page -> page.fields().stream()).toList();
  }

  public final List<Key<?>> keys() {
    return fields().stream().map(Field::key).toList();
  }

  /**
   * What the model does that is chosen; until there is one, segmentation.
   *
   * @param entered the text of a field by its name
   */
  public ModelTask task(UnaryOperator<String> entered) {
    boolean any = keys().stream().anyMatch(OptionTable.MODEL::is);
    return ModelTask.entered(any ? entered.apply(OptionTable.MODEL.name()) : "");
  }

  /**
   * Whether a recorded macro needs the option: not where it is as a macro gets it anyway, the
   * default or the current image. So the macro can be used on other images.
   */
  public final boolean recorded(Field field) {
    Object value = getInput(field.name());
    boolean current = field.isImage() && field.text(value).equals(currentImage());
    return value != null && !current && !Objects.equals(value, field.standard());
  }

  /** Whether somebody can be asked. */
  public final boolean interactive() {
    return caller.interactive();
  }

  /** The title of the image that was current when the command was called; empty if none was. */
  public final String currentImage() {
    return caller.image().map(ImagePlus::getTitle).orElse("");
  }

  /** The ready model that the current image says it fits; empty if it says none. */
  public final Optional<String> fittingModel() {
    return caller.image().flatMap(FittingModel::of);
  }

  /**
   * The value of a field that was entered as text. Where several images have the title of the
   * current one, the current one is meant.
   *
   * @throws RobustJException if it is no value of the option
   */
  public final Object parse(Field field, String text) {
    boolean current = field.isImage() && text.equals(currentImage());
    return current ? caller.image().orElse(null) : field.parse(text);
  }

  final Caller caller() {
    return caller;
  }

  /** Whether it works on an image and has been told none. */
  final boolean needsImage() {
    return fields().stream().anyMatch(Field::isImage)
        && getInput(ImageSource.IMAGE.name()) == null
        && getInput(ImageSource.FILE.name()) == null;
  }

  /**
   * What the model does.
   *
   * @throws RobustJException if an option is set that does nothing with such a model
   */
  final ModelTask refuseOthers(Options options) {
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    for (Field field : fields())
      if (!field.tasks().contains(task) && field.widget() != Field.Widget.IMAGE)
        task.requireStandard(options, field.key());
    return task;
  }

  /** Runs a job in the engine of this ImageJ, with progress and cancellation. */
  protected final <R> R run(Job<R> job) {
    return engine.run(job, progress);
  }

  /** The same for a part of the work, which tells its progress in its own way. */
  protected final <R> R run(Job<R> job, JobListener part) {
    return engine.run(job, part);
  }

  /** The engine of this ImageJ. */
  protected final Engine engine() {
    return engine;
  }

  protected final StatusProgress progress() {
    return progress;
  }

  protected final ImagePlus image(String key) {
    return (ImagePlus) getInput(key);
  }

  /**
   * Turns stacks to one slice, where somebody looks at them: that of the first, the image they
   * belong to, or if that comes from a file the one with most to see.
   *
   * @param fullest that one, counted from 1
   */
  protected final void turn(int fullest, List<ImagePlus> stacks) {
    if (!caller.interactive()) return;
    ImagePlus source = stacks.get(0);
    int slice = source.getWindow() == null ? fullest : Slices.shown(source);
    for (ImagePlus stack : stacks) Slices.turn(stack, slice);
  }

  /** The name of the model's folder. */
  protected static String modelName(Options options) {
    return options.get(OptionTable.MODEL).toAbsolutePath().normalize().getFileName().toString();
  }

  /** Tells that it is a script that has called, which wants no dialog but results or exceptions. */
  final void calledWithInputs() {
    caller = caller.withInputs();
  }

  /** Tells which options a macro has named, even if they have their defaults. */
  final void named(Set<String> options) {
    named = Set.copyOf(options);
  }

  /** A field of a dialog that nobody has touched is as good as left out. */
  private Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>(inputs);
    for (Field field : fields()) {
      Object value = getInput(field.name());
      boolean touched = named.contains(field.name()) || !Objects.equals(value, field.standard());
      if (!touched) values.remove(field.name());
    }
    return values;
  }
}
