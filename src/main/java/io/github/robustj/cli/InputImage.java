package io.github.robustj.cli;

import io.github.robustj.data.Image;
import io.github.robustj.data.VolumeSize;
import io.github.robustj.data.reader.FolderImages;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An image given on the command line: a file, one for each channel, or a folder that is one. */
record InputImage(ChannelFiles files) {

  /**
   * @param channels that the model sees
   */
  static InputImage of(Path file, int channels) {
    if (!Files.isRegularFile(file) && !FolderImages.is(file))
      throw new RobustJException("There is no file " + file + "; check the path.");
    return new InputImage(ChannelFiles.of(file, channels));
  }

  /**
   * The file itself, or the images of a folder or plate by name; other and hidden files are passed
   * over.
   *
   * @param channels that the model sees
   * @throws RobustJException if there is none, or if the results of two would have the same name
   */
  static List<InputImage> in(Path input, int channels) {
    if (!Files.isDirectory(input)) return List.of(of(input, channels));
    List<Path> listed = FolderImages.is(input) ? FolderImages.in(input) : listed(input);
    if (listed.isEmpty())
      throw new RobustJException(
          "There is no image in %s; known are NIfTI, TIFF, PNG, JPEG, DICOM and OME-Zarr by their extensions."
              .formatted(input));
    List<InputImage> images =
        ChannelFiles.among(listed, channels).stream().map(InputImage::new).toList();
    requireDifferentNames(images);
    return images;
  }

  private static List<Path> listed(Path folder) {
    List<Path> listed = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Names::isImage).sorted().toList())
        if (Files.isDirectory(file)) listed.addAll(FolderImages.in(file));
        else listed.add(file);
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
    return listed;
  }

  /**
   * @throws RobustJException if it cannot be read
   */
  Image read() {
    return files.read();
  }

  /** How large it is, if it has several slices and can be read. */
  Optional<VolumeSize> volume() {
    try {
      return ImageReader.volume(file());
    } catch (RobustJException unreadable) {
      return Optional.empty();
    }
  }

  /** The only file, or that of the first channel. */
  Path file() {
    return files.first();
  }

  /** Without folder and extension, and without the number of a channel if there are several. */
  String name() {
    return files.name();
  }

  boolean isNifti() {
    String name = file().getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".nii.gz") || name.endsWith(".nii");
  }

  private static void requireDifferentNames(List<InputImage> images) {
    Map<String, InputImage> seen = new HashMap<>();
    for (InputImage image : images) {
      InputImage other = seen.put(image.name(), image);
      if (other != null)
        throw new RobustJException(
            "%s and %s would have results of the same name; rename one."
                .formatted(other.file(), image.file()));
    }
  }
}
