package io.github.robustj.data.reader;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Case names from file names. */
public final class Names {

  private static final Set<String> EXTENSIONS =
      Set.of(
          "nii", "png", "jpg", "jpeg", "tif", "tiff", "dcm", "dicom", "gif", "bmp", "pgm", "ppm",
          "pnm", "pbm");
  private static final String COMPRESSED = ".nii.gz";

  private Names() {}

  /** The file's name without folder and extension, see {@link #stem(String)}. */
  public static String stem(Path file) {
    return stem(file.getFileName().toString());
  }

  /**
   * A name without the extension of an image format, {@code .nii.gz} included; other dots stay, so
   * that {@code IM-0001.dcm.png} becomes {@code IM-0001.dcm}.
   */
  public static String stem(String name) {
    if (name.toLowerCase(Locale.ROOT).endsWith(COMPRESSED))
      return name.substring(0, name.length() - COMPRESSED.length());
    int dot = name.lastIndexOf('.');
    boolean known =
        dot > 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    return known ? name.substring(0, dot) : name;
  }

  /** The file's name without folder and whatever extension. */
  public static String fileStem(Path file) {
    return fileStem(file.getFileName().toString());
  }

  /** A name without whatever extension. */
  public static String fileStem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /**
   * The case of an image that a file of annotations names, with folders or without, with the
   * extension or without.
   */
  public static String named(String text) {
    return stem(text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1));
  }

  /** Whether the name is one of a readable image; hidden files are not. */
  public static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && !stem(name).equals(name);
  }
}
