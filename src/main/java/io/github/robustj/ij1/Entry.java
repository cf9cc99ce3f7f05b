package io.github.robustj.ij1;

import java.awt.Component;
import java.awt.Container;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a dialog shows for one option.
 *
 * @param components label, field, buttons
 * @param text what is entered
 */
record Entry(List<Component> components, Supplier<String> text) {

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
