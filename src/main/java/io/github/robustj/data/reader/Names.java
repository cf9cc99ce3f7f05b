package io.github.robustj.data.reader;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Case names from file names. */
public final class Names {

  private static final Set<String> EXTENSIONS =
      Set.of(
          "nii", "png", "jpg", "jpeg", "tif", "tiff", "svs", "btf", "dcm", "dicom", "gif", "bmp",
          "pgm", "ppm", "pnm", "pbm", "zarr", "tiles");

  /** Extensions of two parts. */
  private static final List<String> COMPRESSED = List.of(".nii.gz", ".ome.zarr");

  private static final String ZARR = ".zarr";

  private Names() {}

  /**
   * The file's name without folder and extension, see {@link #stem(String)}; of what lies in a
   * folder of Zarr with the way to it, so that {@code plate.ome.zarr/A/1/0} becomes {@code
   * plate_A_1_0}.
   */
  public static String stem(Path file) {
    String name = file.getFileName().toString();
    StringBuilder way = new StringBuilder("_" + stem(name));
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (above.getFileName() == null) break;
      String folder = above.getFileName().toString();
      if (folder.toLowerCase(Locale.ROOT).endsWith(ZARR)) return stem(folder) + way;
      way.insert(0, "_" + folder);
    }
    return stem(name);
  }

  /**
   * A name without the extension of an image format, {@code .nii.gz} and {@code .ome.zarr}
   * included; other dots stay, so that {@code IM-0001.dcm.png} becomes {@code IM-0001.dcm}.
   */
  public static String stem(String name) {
    for (String ending : COMPRESSED)
      if (name.toLowerCase(Locale.ROOT).endsWith(ending) && name.length() > ending.length())
        return name.substring(0, name.length() - ending.length());
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
