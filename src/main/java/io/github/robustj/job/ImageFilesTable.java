package io.github.robustj.job;

import static io.github.robustj.option.Keys.choice;

import io.github.robustj.option.Key;
import io.github.robustj.option.Section;
import io.github.robustj.training.TrainingTable;
import java.util.List;
import java.util.Locale;

/** The options of commands that work through the images of a folder. */
public final class ImageFilesTable {

  private ImageFilesTable() {}

  /** Which files show what is seen in an image. */
  public enum Overlay {
    BOTH,
    PICTURE,
    NONE;

    /** Whether there is one for ImageJ. */
    public boolean hasTiff() {
      return this == BOTH;
    }

    /** Whether there are pictures. */
    public boolean hasPictures() {
      return this != NONE;
    }
  }

  public static final Key<Overlay> OVERLAY =
      choice(Section.RESULTS, "overlay", "both", "both", "picture", "none")
          .as(typed -> Overlay.valueOf(typed.toUpperCase(Locale.ROOT)))
          .help(
              "which files show on its image what is seen there: both, a TIFF for ImageJ (NAME-overlay.tif) and pictures; picture, those alone; or none; the TIFF takes most of the disk")
          .common();

  public static final Key<Boolean> RESUME =
      TrainingTable.RESUME.help(
          "keep what is found of each image or block until all results are written, and go on with the others if the same command was interrupted");

  public static final List<Key<?>> ALL = List.of(OVERLAY, RESUME);
}
