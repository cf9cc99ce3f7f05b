package io.github.robustj.data.reader.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import io.github.robustj.data.reader.ImageFolder;
import io.github.robustj.error.RobustJException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image of 70 x 45 pixels in tiles of 30 x 20, the last ones 10 wide and 5 high. */
class TileFolderTest {

  private static final int WIDTH = 70;
  private static final int HEIGHT = 45;

  @TempDir Path parent;
  Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectories(parent.resolve("slide.tiles"));
  }

  private static int value(int band, int y, int x) {
    // The corner is white, as that of slides is.
    return y < 20 && x < 30 ? 255 : (x * 3 + y * 5 + band * 40) % 256;
  }

  private void write(String name, int y0, int x0, int h, int w, boolean coloured)
      throws IOException {
    int type = coloured ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_BYTE_GRAY;
    BufferedImage tile = new BufferedImage(w, h, type);
    for (int y = 0; y < h; y++)
      for (int x = 0; x < w; x++)
        for (int b = 0; b < (coloured ? 3 : 1); b++)
          tile.getRaster().setSample(x, y, b, value(b, y0 + y, x0 + x));
    ImageIO.write(tile, "png", folder.resolve(name).toFile());
  }

  private interface Naming {
    String name(int row, int column);
  }

  private void write(Naming naming, boolean coloured) throws IOException {
    try (var old = Files.list(folder)) {
      for (Path file : old.toList()) Files.delete(file);
    }
    for (int row = 0; row < 3; row++)
      for (int column = 0; column < 3; column++) {
        int h = row == 2 ? 5 : 20;
        int w = column == 2 ? 10 : 30;
        write(naming.name(row, column) + ".png", row * 20, column * 30, h, w, coloured);
      }
  }

  private void check(Image read, int channels) {
    assertEquals(WIDTH, read.width());
    assertEquals(HEIGHT, read.height());
    assertEquals(channels, read.channels());
    assertEquals("slide", read.name());
    RandomAccess<FloatType> at = read.pixels().randomAccess();
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        for (int b = 0; b < channels; b++) {
          at.setPosition(new int[] {x, y, b, 0});
          assertEquals(value(b, y, x), at.get().get());
        }
  }

  @Test
  void readsByRowsAndColumnsAndByPixels() throws IOException {
    List<Naming> namings =
        List.of(
            (r, c) -> "slide_c1_r%02d_c%02d".formatted(r, c),
            (r, c) -> "Row-%d Column-%d".formatted(r + 1, c + 1),
            (r, c) -> "x%d_y%d".formatted(c, r),
            (r, c) -> "tile_y%05d_x%05d".formatted(r * 20, c * 30),
            (r, c) -> "tile_x%d_y%d".formatted(1000 + c * 30, r * 20));
    for (Naming naming : namings)
      for (boolean coloured : new boolean[] {false, true}) {
        write(naming, coloured);
        check(ImageReader.read(folder), coloured ? 3 : 1);
      }
    assertEquals(8, ImageReader.bits(folder));
    assertEquals(List.of("slide"), List.copyOf(ImageFolder.of(parent).files().keySet()));
  }

  private void refused(String word) {
    String sentence =
        assertThrows(RobustJException.class, () -> check(ImageReader.read(folder), 1)).getMessage();
    assertTrue(sentence.contains(word) && sentence.contains("slide.tiles"), sentence);
  }

  @Test
  void whatDoesNotFitIsASentence() throws IOException {
    refused("has no tiles");
    Naming naming = (r, c) -> "r%d_c%d".formatted(r, c);
    write(naming, false);
    Files.delete(folder.resolve("r1_c1.png"));
    refused("lacks 1 of 3 x 3 tiles, the first in row 1 and column 1");
    Files.writeString(folder.resolve(TileFolder.ZEROS), "");
    Image zeros = ImageReader.read(folder);
    RandomAccess<FloatType> at = zeros.pixels().randomAccess();
    at.setPosition(new int[] {45, 30, 0, 0});
    assertEquals(0, at.get().get());
    write(naming, false);
    write("r1_c1.png", 0, 0, 20, 29, false);
    refused("r1_c1.png has 29 x 20 pixels");
    write("r1_c1.png", 20, 30, 20, 30, true);
    refused("3 channels");
    write(naming, false);
    write("r2_c0.png", 0, 0, 21, 30, false);
    refused("has a side of 21 pixels");
    write(naming, false);
    write("r02_c0.png", 0, 0, 5, 30, false);
    refused("the same place");
    write(naming, false);
    for (String other : List.of("overview.png", "a_r0_c99999999999.png")) {
      write(naming, false);
      write(other, 0, 0, 5, 30, false);
      refused("the tile " + other + ", whose name says no place");
      Files.delete(folder.resolve(other));
    }
  }
}
