package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The images in a folder: files, and folders that are an image ({@link FolderImages}).
 *
 * @param files by case name, sorted, at least one
 * @param notes what else is there that looks as if it was meant, a line for each kind
 */
public record ImageFolder(SortedMap<String, Path> files, List<String> notes) {

  /** What may lie beside images without being one. */
  private static final List<String> COMPANIONS =
      List.of(
          ".csv", ".json", ".xml", ".txt", ".zip", ".roi", ".tps", ".yaml", ".yml", ".md", ".names",
          ".pdf", ".bib", ".cff", ".html");

  /**
   * Hidden files are passed over; other files, dead links and subfolders with images are noted.
   *
   * @throws RobustJException if the folder is missing or unreadable, has no image, or has two of
   *     one name
   */
  public static ImageFolder of(Path folder) {
    require(folder);
    SortedMap<String, Path> byName = new TreeMap<>();
    List<String> dead = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (Path file : FolderFiles.visible(folder)) {
      String name = file.getFileName().toString();
      if (!Files.exists(file)) dead.add(name);
      else if (Files.isDirectory(file) && Names.isImage(file))
        FolderImages.in(file).forEach(image -> put(byName, image));
      else if (Files.isDirectory(file)) {
        if (hasImage(file)) folders.add(name);
      } else if (Names.isImage(file)) put(byName, file);
      else if (!FolderFiles.hasOne(file, COMPANIONS)) others.add(name);
    }
    if (byName.isEmpty())
      throw new RobustJException(
          "The folder %s has no images; NIfTI, TIFF, PNG, JPEG, DICOM or OME-Zarr were expected%s."
              .formatted(folder, folders.isEmpty() ? "" : ", not folders of them"));
    String in = " in " + folder;
    LeftOut left =
        new LeftOut()
            .add(
                dead,
                "link" + in + " to a file that is not there",
                "links" + in + " to files that are not there")
            .add(others, "file" + in + " that is no image", "files" + in + " that are no images")
            .add(folders, "folder of images" + in, "folders of images" + in);
    return new ImageFolder(byName, left.notes());
  }

  private static void put(SortedMap<String, Path> byName, Path file) {
    Path other = byName.put(Names.stem(file), file);
    if (other != null)
      throw new RobustJException(
          "The files %s and %s have the same case name; keep one of them.".formatted(other, file));
  }

  private static boolean hasImage(Path folder) {
    return Files.isReadable(folder)
        && Files.isExecutable(folder)
        && FolderFiles.visible(folder).stream().anyMatch(Names::isImage);
  }

  /**
   * @throws RobustJException if there is no such folder, or it may not be read
   */
  public static void require(Path folder) {
    if (!Files.exists(folder))
      throw new RobustJException("There is no folder " + folder + "; check the path.");
    if (!Files.isDirectory(folder))
      throw new RobustJException(
          folder + " is a file, but a folder of images was expected; give its folder.");
    ReadFailure.requirePermission(folder);
  }
}
