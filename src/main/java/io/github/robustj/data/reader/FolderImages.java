package io.github.robustj.data.reader;

import io.github.robustj.omezarr.OmeZarr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Images that are folders: OME-Zarr, and tiles, whose folder is called {@code NAME.tiles}. */
public final class FolderImages {

  private static final String TILES = ".tiles";

  private FolderImages() {}

  /** Whether a folder is one image, or a plate of them, and not a folder with images in it. */
  public static boolean is(Path folder) {
    return isTiles(folder) || OmeZarr.isZarr(folder);
  }

  /** Whether a folder says by its name that the files in it are tiles of one image. */
  public static boolean isTiles(Path folder) {
    Path name = folder.getFileName();
    return name != null
        && name.toString().toLowerCase(Locale.ROOT).endsWith(TILES)
        && Files.isDirectory(folder);
  }

  /**
   * The images that one of these folders holds: the fields of a plate, else the folder itself.
   *
   * @throws io.github.robustj.error.RobustJException if it is a plate that is damaged or has no
   *     fields
   */
  public static List<Path> in(Path folder) {
    List<Path> fields = isTiles(folder) ? List.of() : OmeZarr.fields(folder);
    return fields.isEmpty() ? List.of(folder) : fields;
  }
}
