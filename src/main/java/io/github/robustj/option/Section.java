package io.github.robustj.option;

/** What options are about, in the order of the help. */
public enum Section {
  FILES("Files"),
  LEARNED("What is learned, and how"),
  SCHEDULE("Schedule"),
  NETWORK("Network"),
  IMAGES("Images"),
  AUGMENTATION("Augmentation"),
  ATTACK("Attack"),
  TARGET("Target"),
  SINGLE_METHODS("Settings of single methods"),
  MARGINS("Margins"),
  RESULTS("Results"),
  ENGINE("Engine"),
  COMPUTATION("Computation"),
  /** Not of the command line. */
  DIALOG("Dialogs, macros and scripts alone");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
