package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The picture of a model for a collection: an image on the left, the same with what was found in it
 * on the right, twice as wide as high and of less than 500 kB, as bioimage.io asks for.
 */
public final class CoverPicture {

  private static final int MOST_BYTES = 500_000;
  private static final int WIDTH = 1000;
  private static final int LEAST_WIDTH = 100;

  private CoverPicture() {}

  /**
   * @param image one slice
   * @param found drawn on it
   * @return a PNG
   */
  public static byte[] png(Image image, Overlay found) {
    BufferedImage plate =
        Panels.draw(
            List.of(
                new Panel("", Images.of(image), new Overlay()), new Panel("", shown(image), found)),
            2);
    byte[] png = encoded(fitted(plate, WIDTH));
    for (int width = WIDTH / 2; png.length >= MOST_BYTES && width >= LEAST_WIDTH; width /= 2)
      png = encoded(fitted(plate, width));
    return png;
  }

  private static ImagePlus shown(Image image) {
    ImagePlus shown = Images.of(image);
    shown.setPosition(1, 1, 1);
    return shown;
  }

  private static BufferedImage fitted(BufferedImage plate, int width) {
    int height = width / 2;
    double factor =
        Math.min((double) width / plate.getWidth(), (double) height / plate.getHeight());
    int across = (int) Math.max(1, Math.round(factor * plate.getWidth()));
    int down = (int) Math.max(1, Math.round(factor * plate.getHeight()));
    BufferedImage cover = Canvas.filled(width, height, Panels.GROUND);
    Graphics2D graphics = Canvas.graphics(cover);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    BufferedImage fitting = factor < 1 ? Canvas.averaged(plate, across, down) : plate;
    graphics.drawImage(fitting, (width - across) / 2, (height - down) / 2, across, down, null);
    graphics.dispose();
    return cover;
  }

  private static byte[] encoded(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(picture, "png", out)) throw new IOException("this Java has no PNG writer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
