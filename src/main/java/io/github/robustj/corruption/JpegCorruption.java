package io.github.robustj.corruption;

import static io.github.robustj.corruption.Corruption.Modality.MICROSCOPY;
import static io.github.robustj.corruption.Corruption.Modality.ULTRASOUND;

import io.github.robustj.corruption.Planes.Range;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Lossy compression (ITU-T T.81), in memory. Three channels are compressed as colours, others each
 * on its own. Intensities from 0 to 255 are taken as they are, others brought there from their
 * whole range and back, which rounds them to 8 bit.
 */
final class JpegCorruption {

  static final Corruption JPEG =
      new Corruption(
          "jpeg",
          "JPEG",
          "written as JPEG and read again (ITU-T T.81, tables of annex K scaled by the quality)",
          "quality from 1 to 100",
          List.of(50., 30., 20., 12., 7.),
          Set.of(MICROSCOPY, ULTRASOUND),
          0,
          (planes, quality, random) -> compress(planes, quality));

  private JpegCorruption() {}

  private static void compress(Planes planes, double quality) {
    int together = planes.channels() == 3 ? 3 : 1;
    double[] range = planes.channels() == 3 ? range(planes.ranges()) : null;
    for (int p = 0; p < planes.values().length; p += together) {
      double[] own = range == null ? range(List.of(planes.range(p))) : range;
      BufferedImage image = image(planes, p, together, own);
      BufferedImage read = read(bytes(image, quality));
      takeBack(planes, p, together, own, read);
    }
  }

  /** Where 0 and 255 of the picture lie. */
  private static double[] range(List<Range> ranges) {
    double least = ranges.stream().mapToDouble(Range::least).min().orElseThrow();
    double most = ranges.stream().mapToDouble(Range::most).max().orElseThrow();
    // A picture of 8 bit: at least as many levels as a range of 0 to 1 would not have.
    if (least >= 0 && most <= 255 && most > 1) return new double[] {0, 255};
    return new double[] {least, Math.max(most, Math.nextUp((float) least))};
  }

  private static BufferedImage image(Planes planes, int first, int together, double[] range) {
    int type = together == 3 ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_BYTE_GRAY;
    BufferedImage image = new BufferedImage(planes.width(), planes.height(), type);
    WritableRaster raster = image.getRaster();
    for (int c = 0; c < together; c++) {
      float[] plane = planes.values()[first + c];
      for (int i = 0; i < plane.length; i++) {
        long level = Math.round(255 * (plane[i] - range[0]) / (range[1] - range[0]));
        raster.setSample(i % planes.width(), i / planes.width(), c, (int) level);
      }
    }
    return image;
  }

  /** Keeps the samples as they are stored: grey values of pictures would be converted. */
  private static void takeBack(
      Planes planes, int first, int together, double[] range, BufferedImage read) {
    for (int c = 0; c < together; c++) {
      float[] plane = planes.values()[first + c];
      for (int i = 0; i < plane.length; i++) {
        int level = read.getRaster().getSample(i % planes.width(), i / planes.width(), c);
        plane[i] = (float) (range[0] + level * (range[1] - range[0]) / 255);
      }
    }
  }

  /**
   * @param quality as libjpeg counts it, 1 to 100
   */
  static byte[] bytes(BufferedImage image, double quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality((float) (quality / 100));
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage read(byte[] bytes) {
    try {
      // By itself ImageIO makes a file for it, which a process that is ended leaves.
      return ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
