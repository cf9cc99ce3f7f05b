package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.World;
import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.MemoryCheck;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** PNG, JPEG, GIF and BMP: the samples that are stored, by Java's decoders. */
final class Rasters {

  /** The decoded picture and three planes of ours. */
  private static final int BYTES_PER_PIXEL = 8 + 3 * Float.BYTES;

  /** What the JPEG decoder says when it makes up pixels. */
  private static final Pattern INVENTED = Pattern.compile("(?i)premature|huffman|restart");

  private Rasters() {}

  /**
   * @throws RobustJException if the file is cut off, damaged, too large, or in colours that have no
   *     place in a network's input (CMYK)
   */
  static Image read(Path file, Role role) {
    try {
      PictureFile structure = PictureFile.check(file, FileKind.of(file));
      BufferedImage picture = decoded(file);
      requireColours(file, picture, structure, role);
      PlaneStack planes = RasterPixels.of(picture, structure, role).greyIfEqual();
      if (role == Role.LABELS && FileKind.of(file) == FileKind.JPEG) requireTwo(file, planes);
      return planes
          .turned(structure.orientation())
          .image(
              Names.stem(file), Calibration.PIXELS, World.UNKNOWN, structure.orientation().notes());
    } catch (RobustJException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Java's decoders meet damage with whatever exception comes first.
      throw Damage.damaged(file, "its pixels cannot be decoded (" + e.getMessage() + ")", e);
    }
  }

  /** What compression made of two values, or of more, is more of them. */
  private static void requireTwo(Path file, PlaneStack planes) {
    SortedSet<Float> values = new TreeSet<>();
    for (float value : planes.planes().get(0)) values.add(value);
    if (values.size() > 2 && planes.channels() == 1)
      throw new RobustJException(
          "%s is a label image in a JPEG file, whose compression changes values (there are %d); save the labels as PNG or TIFF from their source."
              .formatted(file, values.size()));
  }

  /** A palette has all colours, and where labels are wanted, is one that programs keep. */
  private static void requireColours(
      Path file, BufferedImage picture, PictureFile structure, Role role) throws IOException {
    if (!(picture.getColorModel() instanceof IndexColorModel palette)) return;
    boolean renumbered = role == Role.LABELS && FileKind.of(file) == FileKind.GIF;
    for (int y = 0; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++) {
        int index = picture.getRaster().getSample(x, y, 0);
        if (structure.colours() > 0 && index >= structure.colours())
          throw PictureFile.noColour(file, index);
        if (renumbered && (palette.getRGB(index) & 0xffffff) != index * 0x10101)
          throw new RobustJException(
              "%s is a label image in a GIF file, whose colours programs number anew when they save it; save the labels as 8-bit PNG or TIFF."
                  .formatted(file));
      }
  }

  private static BufferedImage decoded(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> decoders = ImageIO.getImageReaders(in);
      if (!decoders.hasNext()) throw Damage.damaged(file, "its header is of no known kind");
      ImageReader decoder = decoders.next();
      try {
        decoder.setInput(in, false, true);
        MemoryCheck.require(
            file, (long) decoder.getWidth(0) * decoder.getHeight(0), BYTES_PER_PIXEL);
        StringBuilder warnings = new StringBuilder();
        decoder.addIIOReadWarningListener((source, text) -> warnings.append(text));
        BufferedImage picture = decoder.read(0);
        if (INVENTED.matcher(warnings).find())
          throw Damage.damaged(file, "its pixels cannot all be decoded (" + warnings + ")");
        return picture;
      } finally {
        decoder.dispose();
      }
    }
  }
}
