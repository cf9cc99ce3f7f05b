package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Role;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples of a decoded picture. No colour management, and nothing is painted on a background:
 * an alpha channel is left out of an image, and a transparent pixel of a label is 0.
 */
final class RasterPixels {

  private RasterPixels() {}

  static PlaneStack of(BufferedImage picture, PictureFile structure, Role role) {
    if (picture.getColorModel() instanceof IndexColorModel palette)
      return role == Role.LABELS ? indices(picture, palette) : colours(picture);
    int bits = picture.getColorModel().getComponentSize(0);
    if (bits != 8 && bits != 16) return colours(picture);
    Raster raster = picture.getRaster();
    int alpha = picture.getColorModel().hasAlpha() ? 1 : 0;
    List<float[]> planes = new ArrayList<>();
    for (int band = 0; band < raster.getNumBands() - alpha; band++)
      planes.add(samples(raster, band));
    if (role == Role.LABELS) {
      unscale(planes, structure.greyBits());
      if (alpha > 0) clear(planes, samples(raster, raster.getNumBands() - 1));
      clear(planes, structure.transparent());
    }
    return new PlaneStack(picture.getWidth(), picture.getHeight(), planes.size(), planes);
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
    return new PlaneStack(picture.getWidth(), picture.getHeight(), 1, List.of(labels));
  }

  /** As 8-bit red, green, blue: of palettes and of pixels packed into fewer bits. */
  private static PlaneStack colours(BufferedImage picture) {
    int width = picture.getWidth();
    PlaneStack planes = PlaneStack.empty(width, picture.getHeight(), 3, 1);
    int[] row = new int[width];
    for (int y = 0, i = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++, i++)
        for (int c = 0; c < 3; c++) planes.planes().get(c)[i] = row[x] >> (16 - 8 * c) & 0xff;
    }
    return planes;
  }

  /** Samples of fewer than 8 bits are decoded so that the largest is 255; labels are as stored. */
  private static void unscale(List<float[]> planes, int bits) {
    if (bits >= 8) return;
    for (float[] plane : planes)
      for (int i = 0; i < plane.length; i++) plane[i] = plane[i] * ((1 << bits) - 1) / 255;
  }

  private static void clear(List<float[]> planes, float[] alpha) {
    for (float[] plane : planes)
      for (int i = 0; i < plane.length; i++) if (alpha[i] == 0) plane[i] = 0;
  }

  /**
   * @param key a sample for each plane; of another length for none
   */
  private static void clear(List<float[]> planes, int[] key) {
    if (key.length != planes.size()) return;
    for (int i = 0; i < planes.get(0).length; i++) {
      boolean transparent = true;
      for (int c = 0; c < key.length; c++) transparent &= planes.get(c)[i] == key[c];
      for (float[] plane : planes) if (transparent) plane[i] = 0;
    }
  }
}
