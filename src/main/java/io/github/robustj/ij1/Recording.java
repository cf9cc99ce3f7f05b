package io.github.robustj.ij1;

import ij.plugin.frame.Recorder;
import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.MacroText;

/** What the macro recorder of ImageJ 1 writes down; Fiji has a recorder for SciJava commands. */
final class Recording {

  private Recording() {}

  /** Records the options that are left to be recorded, see {@link JobCommand#recorded}. */
  static void record(JobCommand command) {
    if (!Recorder.record) return;
    // The Browse buttons have recorded paths under the labels of their fields, and beside a window
    // that blocks nothing other commands have run.
    Recorder.setCommand(command.menuItem());
    for (Field field : command.fields()) {
      Object value = command.getInput(field.name());
      if (!command.recorded(field)) continue;
      String text = field.text(value);
      if (Boolean.TRUE.equals(value)) Recorder.recordOption(field.name());
      else Recorder.recordOption(field.name(), MacroText.recorded(text));
    }
  }

  /** Records nothing of a command that has done nothing. */
  static void forget() {
    Recorder.disableCommandRecording();
  }
}
