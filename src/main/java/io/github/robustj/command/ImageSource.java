package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.display.Images;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The image a command works on.
 *
 * @param shown in ImageJ: the open image itself, or a new one of the file's type
 */
record ImageSource(ImagePlus shown, Image image) {

  static final Field IMAGE =
      Field.of(
          Field.Widget.IMAGE,
          Keys.text(Section.DIALOG, "image")
              .help("title of an open image; without it the current one"));
  static final Key<Optional<Path>> FILE =
      Keys.optionalFile(Section.DIALOG, "input")
          .label("or an image file")
          .help("image file (NIfTI, DICOM, TIFF, PNG, JPEG) to take instead of an open image");
  static final Field INPUT = Field.of(Field.Widget.OPEN_FILE, FILE);
  static final Field MODEL = Field.of(Field.Widget.FOLDER, OptionTable.MODEL);

  /** With a pixel size in mm where the image has none, which is also set on the image shown. */
  ImageSource calibrated(double pixelSize) {
    Image known = image.calibrated(pixelSize);
    if (known == image) return this;
    shown.getCalibration().pixelWidth = pixelSize;
    shown.getCalibration().pixelHeight = pixelSize;
    shown.getCalibration().setUnit("mm");
    return new ImageSource(shown, known);
  }

  /**
   * Tells of a selection on the image, which would be read as a wish to look only there.
   *
   * @param what becomes of the whole image
   */
  void tellOfSelection(Consumer<String> log, String what) {
    if (shown.getRoi() == null) return;
    log.accept(
        "The selection on %s is not used: the whole image is %s (Image > Duplicate... cuts the selection out; key B adds it to the overlay)."
            .formatted(shown.getTitle(), what));
  }

  /**
   * @param open the open image; a file, if given, comes before it
   * @throws RobustJException if there is neither, or the file cannot be read
   */
  static ImageSource of(ImagePlus open, Options options) {
    Optional<Path> file = options.get(FILE);
    if (file.isPresent()) {
      int channels = ModelFolder.channels(options.get(OptionTable.MODEL));
      ChannelFiles files = ChannelFiles.of(file.get(), channels);
      Image image = files.read();
      boolean single = files.files().size() == 1;
      return new ImageSource(single ? Images.ofFile(file.get(), image) : Images.of(image), image);
    }
    if (open == null)
      throw new RobustJException(
          "There is no image: open one, or give the path of an image file (option input).");
    return new ImageSource(open, ImagePlusConverter.toImage(open));
  }
}
