package io.github.robustj.data.reader.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pages of a TIFF file are the image. Files of slides also have smaller copies, and pictures
 * of the whole glass, of its label and of the tissue, which not all programs mark as such: there
 * the image is what has the most pixels among the first page and those in tiles.
 */
final class SlidePages {

  private static final int MASK = 4;

  private SlidePages() {}

  /**
   * @param all in the order of the file
   * @throws io.github.robustj.error.RobustJException if all are marked as copies
   */
  static List<TiffPage> of(Path file, List<TiffPage> all) throws IOException {
    List<TiffPage> pages = TiffPage.withoutPreviews(file, all);
    TiffPage image = pages.get(0);
    for (TiffPage page : pages) if (isTiled(page) && pixels(page) > pixels(image)) image = page;
    if (!isTiled(image)) return pages;
    List<TiffPage> whole = new ArrayList<>();
    for (TiffPage page : pages) if (isTiled(page) && !isSmaller(page, image)) whole.add(page);
    return whole;
  }

  private static boolean isTiled(TiffPage page) throws IOException {
    // A mask says which pixels are known.
    return page.has(TiffPage.TILE_WIDTH) && (page.number(TiffPage.SUBFILE, 0) & MASK) == 0;
  }

  private static double pixels(TiffPage page) throws IOException {
    return (double) page.number(TiffPage.WIDTH, 0) * page.number(TiffPage.HEIGHT, 0);
  }

  private static boolean isSmaller(TiffPage page, TiffPage image) throws IOException {
    return page.number(TiffPage.WIDTH, 0) < image.number(TiffPage.WIDTH, 0)
        && page.number(TiffPage.HEIGHT, 0) < image.number(TiffPage.HEIGHT, 0);
  }
}
