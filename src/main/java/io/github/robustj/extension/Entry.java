package io.github.robustj.extension;

import io.github.robustj.error.RobustJException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** An entry of a {@link Catalogue}: the name by which users ask for it, and what a dialog says. */
public abstract class Entry {

  private final String name;
  private final String label;

  /**
   * @param name that users type, in lower_snake case
   * @param label in a dialog's list of choices
   */
  protected Entry(String name, String label) {
    if (name == null || !name.matches("[a-z][a-z0-9_]*"))
      throw new IllegalArgumentException("\"" + name + "\" is not a name in lower_snake case");
    if (label == null || label.isBlank())
      throw new IllegalArgumentException(name + " has no label for dialogs");
    this.name = name;
    this.label = label;
  }

  /** That users type and files store. */
  public final String name() {
    return name;
  }

  /** In a dialog's list of choices. */
  public final String label() {
    return label;
  }

  /** Which code it is, in words: {@code my.Nudge of nudge.jar}. */
  protected String origin() {
    CodeSource source = getClass().getProtectionDomain().getCodeSource();
    return source == null
        ? getClass().getName()
        : origin(getClass().getName(), source.getLocation());
  }

  static String origin(String type, URL place) {
    return type + " of " + path(place).getFileName();
  }

  static Path path(URL file) {
    try {
      return Path.of(file.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(file + " is no file", e);
    }
  }

  /** The engine opens the jar again. */
  void requireFile() {
    CodeSource source = getClass().getProtectionDomain().getCodeSource();
    if (source != null && !Files.exists(path(source.getLocation())))
      throw new RobustJException(
          "%s was in %s, which is gone; put it there again, or restart and choose another."
              .formatted(name, path(source.getLocation())));
  }
}
