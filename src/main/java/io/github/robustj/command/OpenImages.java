package io.github.robustj.command;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The images that are open in ImageJ, in windows or in batch mode. */
public final class OpenImages {

  private OpenImages() {}

  /** Titles in the order of opening; empty if nothing is open. */
  public static List<String> titles() {
    int[] ids = WindowManager.getIDList();
    if (ids == null) return List.of();
    return Arrays.stream(ids)
        .mapToObj(WindowManager::getImage)
        .filter(Objects::nonNull)
        .map(ImagePlus::getTitle)
        .toList();
  }

  /**
   * The open image of a title; {@code null} for the empty title.
   *
   * @throws RobustJException if there is none, naming the key and the open images, or more than one
   */
  static ImagePlus find(Key<?> key, String title) {
    if (title.isEmpty()) return null;
    long called = titles().stream().filter(title::equals).count();
    if (called > 1)
      throw new RobustJException(
          "The option %s is \"%s\", but %d open images are called so; rename the one that is meant."
              .formatted(key.name(), title, called));
    ImagePlus image = WindowManager.getImage(title);
    if (image != null) return image;
    String open =
        titles().isEmpty() ? "no image is open" : "open are " + String.join(", ", titles());
    throw new RobustJException(
        "The option %s is \"%s\" but must be the title of an open image; %s."
            .formatted(key.name(), title, open));
  }
}
