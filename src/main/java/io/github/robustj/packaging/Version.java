package io.github.robustj.packaging;

import java.util.Objects;

/** The version of this software. */
public final class Version {

  /** The key of RobustJ's own version in {@link ModelDescription.Origin#software}. */
  public static final String NAME = "RobustJ";

  private Version() {}

  /** As in the jar's manifest; {@code development} for classes that are not in a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "development");
  }
}
