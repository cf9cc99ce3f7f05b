package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.data.reader.ImageFolder;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ImportTable;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.TaskChoices;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Range;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.ready.ReadyModels;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

/**
 * An option of a command and how it is asked for: the macro key, the dialog's field and the SciJava
 * input are made of it.
 *
 * @param tasks of the models with which it does something
 */
public record Field(Key<?> key, Widget widget, Set<ModelTask> tasks) {

  /** How a value is asked for. */
  public enum Widget {
    /** A number, a tick, a choice or a text, as the option's values are. */
    VALUE,
    /** An existing folder. */
    FOLDER,
    /** A folder to be made, or one whose content is replaced. */
    NEW_FOLDER,
    /** An existing file. */
    OPEN_FILE,
    /** A file to be written. */
    SAVE_FILE,
    /** The title of an open image. */
    IMAGE
  }

  /** Of every task. */
  Field(Key<?> key, Widget widget) {
    this(key, widget, Set.copyOf(ModelTask.ALL));
  }

  static Field of(Widget widget, Key<?> key) {
    return new Field(key, widget);
  }

  /** A field for a value, or for a file or folder that is read. */
  static Field value(Key<?> key) {
    if (!(key.allowed() instanceof Allowed.Location place)) return of(Widget.VALUE, key);
    return of(place.folder() ? Widget.FOLDER : Widget.OPEN_FILE, key);
  }

  static List<Field> options(Key<?>... keys) {
    return Stream.of(keys).map(Field::value).toList();
  }

  /** The same, but only with models of the tasks that take the option. */
  Field only() {
    return only(key);
  }

  /** The same, but only with models of the tasks that take another option. */
  Field only(Key<?> other) {
    return new Field(key, widget, ModelTask.taking(other));
  }

  /** Whether it is for the image to work on. */
  public boolean isImage() {
    return key.is(ImageSource.IMAGE.key());
  }

  /** Whether it is for a model to read, which may be one that RobustJ brings along. */
  public boolean isModel() {
    return widget == Widget.FOLDER && name().endsWith("model");
  }

  /** What the dialog calls it. */
  public String label() {
    return key.label();
  }

  public String name() {
    return key.name();
  }

  /** The choices that there are with a task; the option must have choices. */
  public List<String> choices(ModelTask task) {
    return TaskChoices.of(key, task);
  }

  /** What a dialog calls one of the values of a choice. */
  public String words(String choice) {
    return key.allowed() instanceof Allowed.Choice all ? all.label(choice) : choice;
  }

  /** The help as a sentence, with the values it accepts. */
  public String help() {
    String help = key.help();
    String sentence = help.substring(0, 1).toUpperCase(Locale.ROOT) + help.substring(1);
    boolean obvious = widget != Widget.VALUE || key.allowed() instanceof Allowed.Flag;
    return obvious ? sentence + "." : sentence + ": " + key.allowed().words() + ".";
  }

  /** The value as SciJava and the macro recorder keep it; {@code null} for none. */
  public Object parse(Object given) {
    if (widget == Widget.IMAGE) return OpenImages.find(key, (String) given);
    Object value = key.parse(given);
    if (value instanceof Path path) return path.toString().isEmpty() ? null : path.toFile();
    return value instanceof List ? key.allowed().typed(given) : value;
  }

  /**
   * The value that a script has handed over, which may be a number, a path, a text, or several
   * numbers in a list; {@code null} for none.
   *
   * @throws RobustJException if it is no value of the option
   */
  Object take(Object given) {
    if (given == null || widget == Widget.IMAGE && given instanceof ImagePlus) return given;
    boolean title = given instanceof String;
    if (widget == Widget.IMAGE && !title)
      throw new RobustJException(
          "The option %s is a %s but must be an open image or its title."
              .formatted(name(), given.getClass().getSimpleName()));
    return parse(given);
  }

  /**
   * Checks an entry of a dialog, where a path that leads nowhere can be mended at once.
   *
   * @throws RobustJException if it is no value of the option, or names a file or folder to read
   *     that is not there
   */
  public void check(String text) {
    Object value = parse(text);
    if (!(value instanceof File file)) return;
    if (isModel()) ModelFolder.requireFolder(ReadyModels.folder(file.toPath()));
    else if (widget == Widget.FOLDER) ImageFolder.require(file.toPath());
    if (widget == Widget.OPEN_FILE && !file.exists())
      throw new RobustJException("There is no %s %s; check the path.".formatted(kind(), file));
  }

  private String kind() {
    if (key.is(ImportTable.SOURCE)) return "file or folder";
    return key.is(OptionTable.SPLIT) ? "split file" : "file";
  }

  /** The text that {@link #parse} turns into the value; empty for {@code null}. */
  public String text(Object value) {
    if (value instanceof ImagePlus image) return image.getTitle();
    return value == null ? "" : key.inWords(value.toString());
  }

  /** The value if the option is left out; {@code null} for none. */
  public Object standard() {
    return key.required() || widget == Widget.IMAGE ? null : parse(key.standard());
  }

  /** The command's SciJava input. Never persisted: a macro must not depend on earlier dialogs. */
  ModuleItem<?> item(ModuleInfo info) {
    if (widget == Widget.IMAGE) return item(info, ImagePlus.class);
    if (key.allowed() instanceof Allowed.Location) return item(info, File.class);
    if (key.allowed() instanceof Allowed.Flag) return item(info, Boolean.class);
    if (key.allowed() instanceof Allowed.Whole whole)
      return ranged(
          item(info, Long.class), (long) least(whole.range()), (long) whole.range().most());
    if (key.allowed() instanceof Allowed.Decimal decimal)
      return ranged(item(info, Double.class), least(decimal.range()), decimal.range().most());
    DefaultMutableModuleItem<String> text = item(info, String.class);
    if (key.allowed() instanceof Allowed.Choice choice) text.setChoices(choice.choices());
    return text;
  }

  private <T> DefaultMutableModuleItem<T> item(ModuleInfo info, Class<T> type) {
    DefaultMutableModuleItem<T> item = new DefaultMutableModuleItem<>(info, name(), type);
    item.setLabel(label());
    item.setDescription(help());
    item.setDefaultValue(type.cast(standard()));
    // The command itself says what is missing, by its key.
    item.setRequired(false);
    item.setPersisted(false);
    item.setWidgetStyle(style());
    // The current image is for the image to work on, never for a second one.
    item.setAutoFill(isImage());
    return item;
  }

  private static <T extends Number> ModuleItem<T> ranged(
      DefaultMutableModuleItem<T> item, T least, T most) {
    item.setMinimumValue(least);
    item.setMaximumValue(most);
    return item;
  }

  private static double least(Range range) {
    return Math.min(range.least(), range.automatic().orElse(range.least()));
  }

  private String style() {
    return switch (widget) {
      case FOLDER, NEW_FOLDER -> FileWidget.DIRECTORY_STYLE;
      case OPEN_FILE -> FileWidget.OPEN_STYLE;
      case SAVE_FILE -> FileWidget.SAVE_STYLE;
      case VALUE, IMAGE -> "";
    };
  }
}
