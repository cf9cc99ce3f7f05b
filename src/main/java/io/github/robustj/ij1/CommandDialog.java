package io.github.robustj.ij1;

import ij.IJ;
import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.Page;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The dialogs of a command: its first page, where further pages can be ticked, and those. Wrong
 * values are named and asked for again.
 */
final class CommandDialog {

  private CommandDialog() {}

  /**
   * @param texts by option, shown first and replaced by what was entered
   * @return whether the user agreed; if not, {@code texts} may have changed
   */
  static boolean ask(JobCommand command, Map<String, String> texts) {
    while (askPages(command, texts)) {
      try {
        Options.of(texts, command.keys());
        for (Field field : command.fields()) field.parse(texts.get(field.name()));
        return true;
      } catch (RobustJException e) {
        IJ.showMessage("RobustJ", e.getMessage());
      }
    }
    return false;
  }

  private static boolean askPages(JobCommand command, Map<String, String> texts) {
    List<Page> pages = command.pages();
    List<Page> more = new ArrayList<>(pages.subList(1, pages.size()));
    PageDialog first = new PageDialog(command.name(), pages.get(0), texts);
    first.offer(more);
    if (!first.ask(Help.of(command))) return false;
    for (Page page : first.chosen(more)) {
      PageDialog next = new PageDialog(page.title(), page, texts);
      if (!next.ask(Help.of(command))) return false;
    }
    return true;
  }
}
