package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.lazy.BlockCache;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Blocks share what they read of an image, in whatever it is stored: each stored piece is read for
 * the intensities and once more for all blocks together, however many of them it touches.
 */
class KeptImageTest {

  private static final int WIDTH = 200;
  private static final int HEIGHT = 150;

  /** Neither fits the blocks, of which there are three times three. */
  private static final int PIECE = 84;

  private static final int PIECES = 3 * 2;

  @TempDir Path folder;

  enum Kind {
    TILES,
    TIFF,
    ZARR
  }

  @ParameterizedTest
  @EnumSource
  void eachPieceIsReadOnceForAllBlocks(Kind kind) throws IOException {
    BlockRuns runs = new BlockRuns(folder);
    Path zarr = runs.write("instance", WIDTH, HEIGHT, 1);
    Path slide = kind == Kind.ZARR ? zarr : write(kind);
    int[] whole = BlockRuns.labels(runs.whole(slide));
    long before = BlockCache.shared().loads();
    BlockPrediction blocks = runs.begin(slide, 70, false);
    long surveyed = BlockCache.shared().loads();
    runs.predict(blocks);
    assertTrue(runs.jobs > 2, runs.jobs + " jobs");
    assertEquals(kind == Kind.ZARR ? 1 : PIECES, surveyed - before, "for the intensities");
    assertEquals(surveyed - before, BlockCache.shared().loads() - surveyed, "for the blocks");
    assertArrayEquals(whole, runs.written());
  }

  /** One with other pixels under the same name is another one. */
  @Test
  void aFileThatWasReplacedIsReadAnew() throws IOException {
    BlockRuns runs = new BlockRuns(folder);
    runs.write("instance", WIDTH, HEIGHT, 1);
    Path slide = write(Kind.TIFF);
    runs.predict(runs.begin(slide, 70, false));
    BufferedImage other = picture();
    for (int x = 0; x < WIDTH; x++) other.getRaster().setSample(x, 9, 0, 255 - x % 200);
    Files.delete(slide);
    tiff(other, slide);
    int[] whole = BlockRuns.labels(runs.whole(slide));
    runs.predict(runs.begin(slide, 70, false));
    assertArrayEquals(whole, runs.written());
  }

  private Path write(Kind kind) throws IOException {
    BufferedImage picture = picture();
    if (kind == Kind.TIFF) return tiff(picture, folder.resolve("slide.tif"));
    Path tiles = Files.createDirectories(folder.resolve("slide.tiles"));
    for (int y = 0; y < HEIGHT; y += PIECE)
      for (int x = 0; x < WIDTH; x += PIECE)
        ImageIO.write(
            picture.getSubimage(x, y, Math.min(PIECE, WIDTH - x), Math.min(PIECE, HEIGHT - y)),
            "png",
            tiles.resolve("s_r%d_c%d.png".formatted(y / PIECE, x / PIECE)).toFile());
    return tiles;
  }

  private static BufferedImage picture() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        picture
            .getRaster()
            .setSample(x, y, 0, (int) (120 + 99 * Math.sin(x / 9.) * Math.cos(y / 7.)));
    return picture;
  }

  private static Path tiff(BufferedImage picture, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setTiling(PIECE, PIECE, 0, 0);
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionType("Deflate");
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), settings);
    }
    writer.dispose();
    return file;
  }
}
