package io.github.robustj.ij1;

import ij.io.SaveDialog;
import io.github.robustj.command.Field;
import java.awt.Button;
import java.awt.Component;
import java.awt.TextField;
import java.awt.event.ActionListener;
import java.nio.file.Path;
import java.util.Map;

/** The Browse button of a file to be written, which ImageJ's dialogs know only for reading. */
final class SaveButton {

  private static final Map<String, String> SUGGESTED =
      Map.of("out", "robustness.json", "roi_file", "outlines.zip", "boxes_file", "boxes.csv");

  private SaveButton() {}

  /** Lets the button that ImageJ has put beside the field ask for a file to save. */
  static void replaceBrowse(TextField text, Field field) {
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
