package io.github.robustj.ij1;

import ij.gui.MultiLineLabel;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds, fills and presses what is in ImageJ's dialogs, as somebody in front of them would. All of
 * it between the events of the screen, so that nothing is seen half done.
 */
final class Windows {

  /** In seconds; only what hangs takes as long. */
  private static final long PATIENCE = 120;

  private Windows() {}

  /** Waits until there is what is looked for; the search must not wait itself. */
  static <T> T await(String what, Callable<T> search) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (System.nanoTime() < end) {
      T found = onScreen(search);
      if (found != null) return found;
      Thread.sleep(10);
    }
    throw new AssertionError("not seen: " + what + "; open are " + titles());
  }

  /** Waits until a thread has ended. */
  static void awaitEnd(Thread thread) throws Exception {
    await("the end of " + thread.getName(), () -> thread.isAlive() ? null : true);
  }

  static Dialog dialog(String title) throws Exception {
    return await("the dialog " + title, () -> isWaiting() ? find(title) : null);
  }

  /** A dialog beside which one can work on. */
  static Dialog nonBlocking(String title) throws Exception {
    return await("the window " + title, () -> find(title));
  }

  /**
   * Waits for the end of something that may say one thing in a dialog, which is closed.
   *
   * @param title of that dialog; any other is an error
   * @param button that closes it
   * @return the first text in it; empty if there was none
   */
  static String untilEnd(String title, String button, Callable<Boolean> ended) throws Exception {
    Dialog dialog = waitingOrEnd(ended).orElse(null);
    if (dialog == null) return "";
    String said = text(dialog);
    if (!dialog.getTitle().equals(title)) throw new AssertionError(titles() + ": " + said);
    close(dialog, button);
    Optional<Dialog> more = waitingOrEnd(ended);
    if (more.isPresent()) throw new AssertionError("after " + said + ": " + titles());
    return said;
  }

  /** The dialog that waits to be answered; empty at the end. */
  static Optional<Dialog> waitingOrEnd(Callable<Boolean> ended) throws Exception {
    return await(
        "an end",
        () -> {
          if (ended.call()) return Optional.empty();
          return isWaiting() ? showing().findFirst().map(Optional::of).orElse(null) : null;
        });
  }

  private static Stream<Dialog> showing() {
    return Stream.of(Window.getWindows())
        .filter(window -> window.isShowing() && window instanceof Dialog)
        .map(Dialog.class::cast);
  }

  private static Dialog find(String title) {
    return showing().filter(dialog -> dialog.getTitle().equals(title)).findFirst().orElse(null);
  }

  /**
   * Whether the thread that has opened a dialog waits for its end. A dialog is showing a little
   * earlier, and if it is closed then, that thread waits for ever.
   */
  private static boolean isWaiting() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getState() == Thread.State.WAITING)
        .flatMap(thread -> Stream.of(thread.getValue()))
        .anyMatch(frame -> frame.getClassName().equals("java.awt.WaitDispatchSupport"));
  }

  /** The titles of all dialogs that are open. */
  static List<String> titles() {
    return showing().map(Dialog::getTitle).toList();
  }

  /** Presses a button and waits until the dialog has gone. */
  static void close(Dialog dialog, String button) throws Exception {
    press(dialog, button);
    await("the end of " + dialog.getTitle(), () -> dialog.isShowing() ? null : true);
  }

  static void press(Dialog dialog, String button) throws Exception {
    onScreen(
        () -> {
          Button found = all(dialog, Button.class, b -> b.getLabel().strip().equals(button)).get(0);
          ActionEvent press =
              new ActionEvent(found, ActionEvent.ACTION_PERFORMED, found.getLabel());
          for (var listener : found.getActionListeners()) listener.actionPerformed(press);
          return null;
        });
  }

  /** The text of a message, its lines joined; closes it. */
  static String message() throws Exception {
    Dialog dialog = dialog("RobustJ");
    String text = text(dialog);
    close(dialog, "OK");
    return text;
  }

  /** The first text of a dialog, its lines joined; its title if there is none. */
  static String text(Dialog dialog) throws Exception {
    return onScreen(
        () -> {
          List<MultiLineLabel> labels = all(dialog, MultiLineLabel.class, l -> true);
          if (labels.isEmpty()) return dialog.getTitle();
          Field lines = MultiLineLabel.class.getDeclaredField("lines");
          lines.setAccessible(true);
          return String.join("\n", (String[]) lines.get(labels.get(0)));
        });
  }

  static void fill(Dialog dialog, String label, String text) throws Exception {
    onScreen(
        () -> {
          all(field(dialog, label), TextField.class, f -> true).get(0).setText(text);
          return null;
        });
  }

  static void choose(Dialog dialog, String label, String item) throws Exception {
    onScreen(
        () -> {
          Choice choice = (Choice) field(dialog, label);
          choice.select(item);
          ItemEvent event =
              new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED);
          for (var listener : choice.getItemListeners()) listener.itemStateChanged(event);
          return null;
        });
  }

  static void tick(Dialog dialog, String label) throws Exception {
    onScreen(
        () -> {
          all(dialog, Checkbox.class, b -> b.getLabel().equals(label)).get(0).setState(true);
          return null;
        });
  }

  /** The component to the right of a label. */
  static Component field(Dialog dialog, String label) {
    List<Component> components = List.of(dialog.getComponents());
    for (int i = 0; i + 1 < components.size(); i++)
      if (components.get(i) instanceof Label l && l.getText().strip().equals(label))
        return components.get(i + 1);
    throw new AssertionError("no field " + label + " in " + dialog.getTitle());
  }

  /** The labels of all fields and boxes that can be seen. */
  static List<String> labels(Dialog dialog) throws Exception {
    return onScreen(() -> labelsNow(dialog));
  }

  private static List<String> labelsNow(Dialog dialog) {
    List<String> labels = new ArrayList<>();
    for (Component component : dialog.getComponents())
      if (component.isVisible() && component instanceof Label label)
        labels.add(label.getText().strip());
      else if (component.isVisible() && component instanceof Checkbox box)
        labels.add(box.getLabel());
    return labels;
  }

  /** The items of a list of choices. */
  static List<String> items(Dialog dialog, String label) throws Exception {
    return onScreen(
        () -> {
          Choice choice = (Choice) field(dialog, label);
          return IntStream.range(0, choice.getItemCount()).mapToObj(choice::getItem).toList();
        });
  }

  static <T> List<T> all(Component root, Class<T> type, Predicate<T> wanted) {
    List<T> found = new ArrayList<>();
    if (type.isInstance(root) && wanted.test(type.cast(root))) found.add(type.cast(root));
    if (root instanceof Container container)
      for (Component child : container.getComponents()) found.addAll(all(child, type, wanted));
    return found;
  }

  /** Does something when the screen has nothing else to do. */
  private static <T> T onScreen(Callable<T> action) throws Exception {
    if (EventQueue.isDispatchThread()) return action.call();
    FutureTask<T> task = new FutureTask<>(action);
    EventQueue.invokeLater(task);
    try {
      return task.get(PATIENCE, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the screen hangs; open are " + titles(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failure) throw failure;
      throw e;
    }
  }
}
