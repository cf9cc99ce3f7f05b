package io.github.robustj.ij1;

import ij.gui.GenericDialog;
import io.github.robustj.command.Field;
import io.github.robustj.command.OpenImages;
import io.github.robustj.command.Page;
import io.github.robustj.job.Allowed;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Font;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.function.Supplier;

/**
 * A page of options in ImageJ's dialog. The values are read from the components, not through the
 * dialog's getters, which would record them under the labels instead of the keys.
 */
final class PageDialog {

  private static final String NO_IMAGE = "(none)";
  private static final int PATH_COLUMNS = 30;
  private static final int NUMBER_COLUMNS = 8;

  private final GenericDialog dialog;
  private final Map<String, String> texts;
  private final Map<String, Supplier<String>> entries = new LinkedHashMap<>();
  private final List<Checkbox> pageBoxes = new ArrayList<>();

  /**
   * @param texts by option, shown first
   */
  PageDialog(String title, Page page, Map<String, String> texts) {
    dialog = new GenericDialog(title);
    this.texts = texts;
    for (Field field : page.fields()) add(field, texts.get(field.name()));
  }

  /** Adds a box to tick for each further page. */
  void offer(List<Page> pages) {
    if (pages.isEmpty()) return;
    dialog.setInsets(10, 20, 0);
    dialog.addMessage("More options", dialog.getFont().deriveFont(Font.BOLD));
    for (Page page : pages) {
      dialog.addCheckbox(page.title(), false);
      pageBoxes.add(last(dialog.getCheckboxes(), Checkbox.class));
    }
  }

  /** The pages that were ticked. */
  List<Page> chosen(List<Page> pages) {
    List<Page> chosen = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++)
      if (pageBoxes.get(i).getState()) chosen.add(pages.get(i));
    return chosen;
  }

  /** Shows the dialog and puts the entered texts into the map, unless it is cancelled. */
  boolean ask(String help) {
    dialog.addHelp(help);
    dialog.showDialog();
    if (dialog.wasCanceled()) return false;
    entries.forEach((name, text) -> texts.put(name, text.get()));
    return true;
  }

  private void add(Field field, String text) {
    switch (field.widget()) {
      case FOLDER -> {
        dialog.addDirectoryField(field.label(), text, PATH_COLUMNS);
        readText(field);
      }
      case OPEN_FILE, SAVE_FILE -> {
        dialog.addFileField(field.label(), text, PATH_COLUMNS);
        readText(field);
      }
      case IMAGE -> addImages(field, text);
      case VALUE -> addValue(field, text);
    }
  }

  private void addValue(Field field, String text) {
    if (field.key().allowed() instanceof Allowed.Flag) {
      dialog.addCheckbox(field.label(), Boolean.parseBoolean(text));
      Checkbox box = last(dialog.getCheckboxes(), Checkbox.class);
      entries.put(field.name(), () -> String.valueOf(box.getState()));
    } else if (field.key().allowed() instanceof Allowed.Choice choice) {
      dialog.addChoice(field.label(), choice.choices().toArray(String[]::new), text);
      Choice list = last(dialog.getChoices(), Choice.class);
      entries.put(field.name(), list::getSelectedItem);
    } else {
      boolean words = field.key().allowed() instanceof Allowed.Text;
      dialog.addStringField(field.label(), text, words ? PATH_COLUMNS : NUMBER_COLUMNS);
      readText(field);
    }
  }

  private void addImages(Field field, String text) {
    List<String> titles = new ArrayList<>(OpenImages.titles());
    titles.add(0, NO_IMAGE);
    dialog.addChoice(field.label(), titles.toArray(String[]::new), text);
    Choice list = last(dialog.getChoices(), Choice.class);
    entries.put(field.name(), () -> list.getSelectedIndex() == 0 ? "" : list.getSelectedItem());
  }

  private void readText(Field field) {
    TextField text = last(dialog.getStringFields(), TextField.class);
    entries.put(field.name(), text::getText);
  }

  private static <T extends Component> T last(Vector<?> components, Class<T> type) {
    return type.cast(components.lastElement());
  }
}
