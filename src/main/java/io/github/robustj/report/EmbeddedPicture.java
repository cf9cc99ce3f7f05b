package io.github.robustj.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture as a page holds it: photographs as JPEG, which is a small part of their PNG, all else
 * without loss.
 *
 * @param type {@code image/png} or {@code image/jpeg}
 */
record EmbeddedPicture(String type, byte[] bytes) {

  /** Of the JPEG, from 0 to 1; colours are kept for every pixel, since outlines are thin. */
  static final float QUALITY = .8f;

  /** What a JPEG must save, of the PNG's bytes, to be worth its loss. */
  private static final double SAVED = .5;

  /** Of the native format of JPEG's metadata in the JDK. */
  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

  /**
   * @param png file; what cannot be read as one is left as it is
   */
  static EmbeddedPicture of(byte[] png) {
    EmbeddedPicture exact = new EmbeddedPicture("image/png", png);
    return jpeg(png)
        .filter(jpeg -> jpeg.length < (1 - SAVED) * png.length)
        .map(jpeg -> new EmbeddedPicture("image/jpeg", jpeg))
        .orElse(exact);
  }

  boolean isExact() {
    return type.equals("image/png");
  }

  /** As the address of an image that is in the page itself. */
  String address() {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static Optional<byte[]> jpeg(byte[] png) {
    try {
      // By itself ImageIO makes a file for it, which a process that is ended leaves.
      BufferedImage picture =
          ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
      return picture == null ? Optional.empty() : Optional.of(jpeg(opaque(picture)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** In bytes, which the JDK's JPEG takes in half the time that it takes for packed colours. */
  private static BufferedImage opaque(BufferedImage picture) {
    BufferedImage opaque =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(picture, 0, 0, null);
    graphics.dispose();
    return opaque;
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), parameters);
      keepColours(metadata);
      writer.write(null, new IIOImage(picture, null, metadata), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Without this the JDK keeps one colour for four pixels. */
  private static void keepColours(IIOMetadata metadata) throws IOException {
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    var parts = root.getElementsByTagName("componentSpec");
    for (int i = 0; i < parts.getLength(); i++)
      for (String factor : new String[] {"HsamplingFactor", "VsamplingFactor"})
        ((IIOMetadataNode) parts.item(i)).setAttribute(factor, "1");
    metadata.setFromTree(FORMAT, root);
  }
}
