package io.github.robustj.ij1;

import ij.IJ;
import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.Page;
import io.github.robustj.command.Wrapped;
import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
      Effects.settle(texts, command);
      Optional<String> wrong = wrong(command, texts);
      if (wrong.isEmpty()) return true;
      IJ.showMessage("RobustJ", wrong.get());
    }
    return false;
  }

  /** What is wrong with the entries, and with which field; empty if nothing is. */
  private static Optional<String> wrong(JobCommand command, Map<String, String> texts) {
    for (Field field : command.fields())
      try {
        if (field.widget() == Field.Widget.IMAGE) command.parse(field, texts.get(field.name()));
        else field.check(texts.get(field.name()));
      } catch (RobustJException e) {
        return Optional.of(field.label() + ":\n" + Wrapped.of(e.getMessage()));
      }
    return Optional.empty();
  }

  private static boolean askPages(JobCommand command, Map<String, String> texts) {
    List<Page> pages = command.pages();
    List<Page> more = new ArrayList<>(pages.subList(1, pages.size()));
    PageDialog first = new PageDialog(command.name(), pages.get(0), command, texts);
    first.offer(more);
    if (!first.ask(Help.of(command))) return false;
    for (Page page : first.chosen()) {
      PageDialog next = new PageDialog(page.title(), page, command, texts);
      if (!next.ask(Help.of(command))) return false;
    }
    return true;
  }
}
