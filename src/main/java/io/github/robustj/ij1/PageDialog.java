package io.github.robustj.ij1;

import ij.gui.GenericDialog;
import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.OpenImages;
import io.github.robustj.command.Page;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Allowed;
import io.github.robustj.ready.ReadyModels;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.TextField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A page of options in ImageJ's dialog; what the chosen task does not use is hidden, what else has
 * no effect is grey. The values are read from the components, not through the dialog's getters,
 * which would record them under the labels instead of the keys.
 */
final class PageDialog {

  private static final String NO_IMAGE = "(none)";
  private static final String NO_READY_MODEL = "(none: a folder)";
  private static final int LEFT = 20;
  private static final int PATH_COLUMNS = 36;
  private static final int LIST_COLUMNS = 20;
  private static final int NUMBER_COLUMNS = 9;

  private final GenericDialog dialog;
  private final Map<String, String> texts;
  private final JobCommand command;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, ChoiceEntry> choices = new LinkedHashMap<>();
  private final Map<Page, Checkbox> pageBoxes = new LinkedHashMap<>();
  private String data;

  /**
   * @param texts by option, shown first
   */
  PageDialog(String title, Page page, JobCommand command, Map<String, String> texts) {
    dialog = new GenericDialog(title);
    this.texts = texts;
    this.command = command;
    data = texts.getOrDefault("data", "");
    for (Field field : page.fields()) add(field, texts.get(field.name()));
    refresh();
  }

  /** Adds a box to tick for each further page. */
  void offer(List<Page> pages) {
    if (pages.isEmpty()) return;
    dialog.setInsets(10, LEFT, 0);
    dialog.addMessage("More options on further pages:");
    for (Page page : pages) pageBoxes.put(page, box(page.title(), false));
    refresh();
  }

  /** The pages that were ticked and have an option that does something. */
  List<Page> chosen() {
    return pageBoxes.entrySet().stream()
        .filter(box -> box.getValue().getState() && box.getValue().isEnabled())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Shows the dialog and puts the entered texts into the map, unless it is cancelled. */
  boolean ask(String help) {
    dialog.addHelp(help);
    dialog.showDialog();
    if (dialog.wasCanceled()) return false;
    entries.forEach((name, entry) -> texts.put(name, entry.text().get()));
    return true;
  }

  private void add(Field field, String text) {
    int before = dialog.getComponentCount();
    Supplier<String> entered =
        switch (field.widget()) {
          case FOLDER, NEW_FOLDER -> {
            Optional<Choice> ready =
                field.isModel() ? Optional.of(readyModels()) : Optional.empty();
            dialog.addDirectoryField(field.label(), text, PATH_COLUMNS);
            // ImageJ adds a slash, also to a name.
            text().setText(text);
            ready.ifPresent(list -> join(list, text()));
            yield text()::getText;
          }
          case OPEN_FILE, SAVE_FILE -> {
            dialog.addFileField(field.label(), text, PATH_COLUMNS);
            if (field.widget() == Field.Widget.SAVE_FILE) DialogInputs.saving(text(), field);
            yield text()::getText;
          }
          case IMAGE -> images(field, text);
          case VALUE -> value(field, text);
        };
    List<Component> all = Arrays.asList(dialog.getComponents());
    entries.put(field.name(), new Entry(all.subList(before, all.size()), entered));
    if (field.key().is(OptionTable.MODEL)) text().addTextListener(event -> refresh());
    if (field.key().is(OptionTable.DATA)) text().addTextListener(event -> dataChanged());
  }

  private Supplier<String> value(Field field, String text) {
    if (field.key().allowed() instanceof Allowed.Flag) {
      Checkbox box = box(field.label(), Boolean.parseBoolean(text));
      return () -> String.valueOf(box.getState());
    }
    if (field.key().allowed() instanceof Allowed.Choice choice) {
      List<String> all = choice.choices().stream().map(field::words).toList();
      Choice list = choice(field, all, field.words(text));
      ChoiceEntry entry = new ChoiceEntry(field, list, command.task(this::entered), text);
      list.addItemListener(event -> refresh());
      choices.put(field.name(), entry);
      return entry::value;
    }
    dialog.addStringField(field.label(), text, columns(field.key().allowed()));
    return text()::getText;
  }

  private static int columns(Allowed allowed) {
    if (allowed instanceof Allowed.Text || allowed instanceof Allowed.Locations)
      return PATH_COLUMNS;
    return allowed instanceof Allowed.Decimals ? LIST_COLUMNS : NUMBER_COLUMNS;
  }

  private Checkbox box(String label, boolean ticked) {
    dialog.setInsets(2, LEFT, 2);
    dialog.addCheckbox(label, ticked);
    return (Checkbox) dialog.getCheckboxes().lastElement();
  }

  private Supplier<String> images(Field field, String text) {
    List<String> titles = new ArrayList<>(OpenImages.titles().stream().distinct().toList());
    titles.add(0, NO_IMAGE);
    Choice list = choice(field, titles, text);
    return () -> list.getSelectedIndex() == 0 ? "" : list.getSelectedItem();
  }

  /** Those that RobustJ brings along. */
  private Choice readyModels() {
    List<String> items = new ArrayList<>(ReadyModels.names());
    items.add(0, NO_READY_MODEL);
    dialog.addChoice("Ready model", items.toArray(String[]::new), NO_READY_MODEL);
    return (Choice) dialog.getChoices().lastElement();
  }

  /** A ready model that is chosen is typed, one that is typed is chosen. */
  private static void join(Choice list, TextField model) {
    List<String> names = ReadyModels.names();
    Runnable follow = () -> list.select(1 + names.indexOf(model.getText().strip()));
    follow.run();
    model.addTextListener(event -> follow.run());
    list.addItemListener(
        event -> {
          boolean ready = list.getSelectedIndex() > 0;
          boolean typed = names.contains(model.getText().strip());
          if (ready) model.setText(list.getSelectedItem());
          else if (typed) model.setText("");
        });
  }

  private Choice choice(Field field, List<String> items, String selected) {
    dialog.addChoice(field.label(), items.toArray(String[]::new), selected);
    return (Choice) dialog.getChoices().lastElement();
  }

  private TextField text() {
    return (TextField) dialog.getStringFields().lastElement();
  }

  /** After anything was entered. */
  private void refresh() {
    ModelTask task = command.task(this::entered);
    choices.values().forEach(entry -> entry.show(task));
    Effects effects = Effects.of(command, this::entered);
    boolean changed = false;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      changed |= entry.getValue().show(!effects.foreign().contains(entry.getKey()));
      entry.getValue().enable(effects.has(entry.getKey()));
    }
    pageBoxes.forEach(
        (page, box) ->
            box.setEnabled(page.fields().stream().anyMatch(field -> effects.has(field.name()))));
    if (changed && dialog.isShowing()) dialog.pack();
  }

  /** Another data folder may teach another task. */
  private void dataChanged() {
    String now = entered("data");
    if (now.equals(data)) return;
    data = now;
    ChoiceEntry task = choices.get("task");
    if (task != null && !now.isBlank())
      ModelTask.taughtBy(Path.of(now)).map(ModelTask::name).ifPresent(task::select);
    refresh();
  }

  private String entered(String name) {
    Entry entry = entries.get(name);
    return entry == null ? texts.get(name) : entry.text().get();
  }

  /**
   * What a dialog shows for one option.
   *
   * @param components label, field, buttons
   * @param text what is entered
   */
  private record Entry(List<Component> components, Supplier<String> text) {

    /** Greys the entry out, or not. */
    void enable(boolean enabled) {
      components.forEach(component -> enable(component, enabled));
    }

    /**
     * Hides the entry, or not.
     *
     * @return whether that changes anything
     */
    boolean show(boolean shown) {
      boolean changes = components.get(0).isVisible() != shown;
      components.forEach(component -> component.setVisible(shown));
      return changes;
    }

    private static void enable(Component component, boolean enabled) {
      component.setEnabled(enabled);
      if (component instanceof Container container)
        for (Component child : container.getComponents()) enable(child, enabled);
    }
  }
}
