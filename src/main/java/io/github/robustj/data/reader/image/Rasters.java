package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.World;
import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.MemoryCheck;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader.FileKind;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.SystemReason;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * PNG, JPEG, GIF and BMP: the samples that are stored, by Java's decoders. No colour management,
 * and nothing is painted on a background: an alpha channel is left out of an image, and a
 * transparent pixel of a label is 0.
 */
final class Rasters {

  /** The decoded picture and three planes of ours. */
  private static final int BYTES_PER_PIXEL = 8 + 3 * Float.BYTES;

  /** What the JPEG decoder says when it makes up pixels. */
  static final Pattern INVENTED = Pattern.compile("(?i)premature|huffman|restart|instead of RST");

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
      PlaneStack planes = planes(picture, structure, role).greyIfEqual();
      if (role == Role.LABELS && FileKind.of(file) == FileKind.JPEG) requireTwo(file, planes);
      return planes
          .turned(structure.orientation())
          .image(
              Names.stem(file), Calibration.PIXELS, World.UNKNOWN, structure.orientation().notes());
    } catch (RobustJException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Java's decoders meet damage with whatever exception comes first.
      throw Damage.damaged(file, "its pixels cannot be decoded (" + SystemReason.of(e) + ")", e);
    }
  }

  /** What compression made of two values, or of more, is more of them. */
  private static void requireTwo(Path file, PlaneStack planes) {
    SortedSet<Float> values = new TreeSet<>();
    for (float value : planes.planes().get(0).floats()) values.add(value);
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

  static PlaneStack planes(BufferedImage picture, PictureFile structure, Role role) {
    if (picture.getColorModel() instanceof IndexColorModel palette)
      return role == Role.LABELS ? indices(picture, palette) : colours(picture);
    int bits = picture.getColorModel().getComponentSize(0);
    if (bits != 8 && bits != 16) return colours(picture);
    Raster raster = picture.getRaster();
    int alpha = picture.getColorModel().hasAlpha() ? 1 : 0;
    float[][] planes = new float[raster.getNumBands() - alpha][];
    for (int band = 0; band < planes.length; band++) planes[band] = samples(raster, band);
    if (role == Role.LABELS) {
      unscale(planes, structure.greyBits());
      if (alpha > 0) clear(planes, samples(raster, raster.getNumBands() - 1));
      clear(planes, structure.transparent());
    }
    return PlaneStack.of(picture.getWidth(), picture.getHeight(), planes);
  }

  private static float[] samples(Raster raster, int band) {
    return raster.getSamples(
        raster.getMinX(),
        raster.getMinY(),
        raster.getWidth(),
        raster.getHeight(),
        band,
        (float[]) null);
  }

  /** A palette's entries are what labels mean; an entry that is transparent is background. */
  private static PlaneStack indices(BufferedImage picture, IndexColorModel palette) {
    float[] labels = samples(picture.getRaster(), 0);
    for (int i = 0; i < labels.length; i++)
      if (palette.getAlpha((int) labels[i]) == 0) labels[i] = 0;
    return PlaneStack.of(picture.getWidth(), picture.getHeight(), labels);
  }

  /** As 8-bit red, green, blue: of palettes and of pixels packed into fewer bits. */
  private static PlaneStack colours(BufferedImage picture) {
    int width = picture.getWidth();
    float[][] planes = new float[3][width * picture.getHeight()];
    int[] row = new int[width];
    for (int y = 0, i = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++, i++)
        for (int c = 0; c < 3; c++) planes[c][i] = row[x] >> (16 - 8 * c) & 0xff;
    }
    return PlaneStack.of(width, picture.getHeight(), planes);
  }

  /** Samples of fewer than 8 bits are decoded so that the largest is 255; labels are as stored. */
  private static void unscale(float[][] planes, int bits) {
    if (bits >= 8) return;
    for (float[] plane : planes)
      for (int i = 0; i < plane.length; i++) plane[i] = plane[i] * ((1 << bits) - 1) / 255;
  }

  private static void clear(float[][] planes, float[] alpha) {
    for (float[] plane : planes)
      for (int i = 0; i < plane.length; i++) if (alpha[i] == 0) plane[i] = 0;
  }

  /**
   * @param key a sample for each plane; of another length for none
   */
  private static void clear(float[][] planes, int[] key) {
    if (key.length != planes.length) return;
    for (int i = 0; i < planes[0].length; i++) {
      boolean transparent = true;
      for (int c = 0; c < key.length; c++) transparent &= planes[c][i] == key[c];
      for (float[] plane : planes) if (transparent) plane[i] = 0;
    }
  }
}
