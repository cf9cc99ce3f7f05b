package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.Opener;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.PlaneStack.Orientation;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PNG, JPEG, GIF and BMP: stored samples, transparency, palettes and orientation. */
class PictureTest {

  @TempDir Path folder;

  @Test
  void greyWithAlphaKeepsItsSamplesAndTransparentLabelsAreBackground() throws IOException {
    // Labels 1, 2, 9, of which the last is transparent and the second half so.
    Path file = png(grey(8, new int[][] {{1, 255}, {2, 128}, {9, 0}}));
    assertArrayEquals(new float[] {1, 2, 9}, Pixels.of(ImageReader.read(file)));
    assertArrayEquals(new int[] {1, 2, 0}, Pixels.of(MaskImages.read(file)));
    Path deep = png(grey(16, new int[][] {{300, 65535}, {2, 0}}));
    assertArrayEquals(new float[] {300, 2}, Pixels.of(ImageReader.read(deep)));
    assertArrayEquals(new int[] {300, 0}, Pixels.of(MaskImages.read(deep)));
  }

  @Test
  void coloursWithAlphaKeepTheirSamples() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0x80030201);
    picture.setRGB(1, 0, 0x00060504);
    assertArrayEquals(new float[] {3, 6, 2, 5, 1, 4}, Pixels.of(ImageReader.read(png(picture))));
    picture.setRGB(0, 0, 0xff070707);
    picture.setRGB(1, 0, 0x00070707);
    assertArrayEquals(new int[] {7, 0}, Pixels.of(MaskImages.read(png(picture))));
  }

  @Test
  void transparentEntriesOfAPaletteAreBackground() throws IOException {
    byte[] red = {0, (byte) 255, 0, 9};
    IndexColorModel palette = new IndexColorModel(8, 4, red, red, new byte[4]);
    BufferedImage picture = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int x = 0; x < 4; x++) picture.getRaster().setSample(x, 0, 0, x);
    // By hand, because Java's writer sorts palettes by their transparency.
    Path file = withChunk(png(picture), "tRNS", new byte[] {-1, -1, -1, 0});
    assertArrayEquals(new int[] {0, 1, 2, 0}, Pixels.of(MaskImages.read(file)));
    // Of an image count the colours.
    assertArrayEquals(
        new float[] {0, 255, 0, 9, 0, 255, 0, 9, 0, 0, 0, 0}, Pixels.of(ImageReader.read(file)));
  }

  /** PNG's third way: one grey value that counts as transparent. */
  @Test
  void aTransparentGreyIsBackgroundOfALabel() throws IOException {
    BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 3; x++) picture.getRaster().setSample(x, 0, 0, 4 + x);
    Path file = withChunk(png(picture), "tRNS", new byte[] {0, 5});
    assertArrayEquals(new int[] {4, 0, 6}, Pixels.of(MaskImages.read(file)));
    assertArrayEquals(new float[] {4, 5, 6}, Pixels.of(ImageReader.read(file)));
  }

  /** 2 bits per sample: 0, 1, 2, 3, which a decoder stretches to 0, 85, 170, 255. */
  @Test
  void labelsOfFewBitsAreAsStoredAlsoWithATransparentGrey() throws IOException {
    byte[] few = {0, 85, (byte) 170, (byte) 255};
    BufferedImage picture =
        new BufferedImage(
            4, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(2, 4, few, few, few));
    for (int x = 0; x < 4; x++) picture.getRaster().setSample(x, 0, 0, x);
    Path plain = png(picture);
    assertEquals(0, Files.readAllBytes(plain)[25], "the colour type of grey");
    assertArrayEquals(new int[] {0, 1, 2, 3}, Pixels.of(MaskImages.read(plain)));
    Path file = withChunk(plain, "tRNS", new byte[] {0, 2});
    assertArrayEquals(new int[] {0, 1, 0, 3}, Pixels.of(MaskImages.read(file)));
    assertArrayEquals(new float[] {0, 85, 170, 255}, Pixels.of(ImageReader.read(file)));
  }

  @Test
  void coloursThatAPaletteHasNotAndAnimationsAreNamed() throws IOException {
    assertArrayEquals(new int[] {0, 1, 2, 3}, Pixels.of(MaskImages.read(bmp(4))));
    Path few = bmp(3);
    assertSentence(() -> MaskImages.read(few), few, "colour 3", "palette");
    BufferedImage picture = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_GRAY);
    Path animated = withChunk(png(picture), "acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
    assertSentence(() -> ImageReader.read(animated), "2 pictures");
  }

  /** Pixels 0, 1, 2, 3 of 8 bit, by hand, as Java's writer takes 4 bits for so few. */
  private Path bmp(int colours) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(54 + 4 * colours + 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {'B', 'M'}).putInt(bytes.capacity()).putInt(0).putInt(54 + 4 * colours);
    bytes.putInt(40).putInt(4).putInt(1).putShort((short) 1).putShort((short) 8).putInt(0);
    bytes.putInt(4).putInt(0).putInt(0).putInt(colours).putInt(0);
    for (int i = 0; i < colours; i++) bytes.putInt(50 * i);
    return Files.write(file("bmp"), bytes.put(new byte[] {0, 1, 2, 3}).array());
  }

  /** A GIF's colours are numbered by the program that writes it. */
  @Test
  void labelsInGifFilesAreReadOnlyWhereNumberAndGreyAgree() throws IOException {
    byte[] other = {0, 50, 100};
    for (byte[] greys : new byte[][] {{0, 1, 2}, other}) {
      IndexColorModel palette = new IndexColorModel(8, 3, greys, greys, greys);
      BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
      for (int x = 0; x < 3; x++) picture.getRaster().setSample(x, 0, 0, x);
      Path file = file("gif");
      ImageIO.write(picture, "gif", file.toFile());
      if (greys == other) assertSentence(() -> MaskImages.read(file), file, "number anew", "PNG");
      else assertArrayEquals(new int[] {0, 1, 2}, Pixels.of(MaskImages.read(file)));
    }
  }

  @Test
  void labelsThatJpegBlurredAreRefusedInFileAndOpenImage() throws IOException {
    BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 16; y++)
      for (int x = 0; x < 5 + y / 2; x++) picture.getRaster().setSample(x, y, 0, 255);
    Path file = file("jpg");
    ImageIO.write(picture, "jpg", file.toFile());
    assertSentence(() -> MaskImages.read(file), file, "compression changes values", "PNG");
    ImagePlus shown = new Opener().openImage(file.toString());
    assertSentence(() -> ImagePlusConverter.toMask(shown), "compression changes values");
    assertEquals(16, ImagePlusConverter.toImage(shown).width());
  }

  /** The frame's precision, its number of channels, and its kind: ITU T.81, B.2.2. */
  @ParameterizedTest
  @CsvSource({"4, 12, 12 bit", "9, 4, CMYK", "1, 195, without loss"})
  void jpegsOfOtherKindsAreNamed(int at, int value, String words) throws IOException {
    Path file = file("jpg");
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY), "jpg", file.toFile());
    byte[] bytes = Files.readAllBytes(file);
    int frame = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    bytes[frame + at] = (byte) value;
    Files.write(file, bytes);
    assertSentence(() -> ImageReader.read(file), file, words, "save it as PNG");
  }

  @Test
  void greyThatIsStoredAsColourHasOneChannel() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 0x0a0a0a);
    picture.setRGB(1, 0, 0x141414);
    for (String format : new String[] {"png", "bmp"}) {
      Path file = file(format);
      ImageIO.write(picture, format, file.toFile());
      assertArrayEquals(new float[] {10, 20}, Pixels.of(ImageReader.read(file)), format);
      ImagePlus shown = new Opener().openImage(file.toString());
      assertEquals(ImagePlus.COLOR_RGB, shown.getType());
      assertArrayEquals(new float[] {10, 20}, Pixels.of(ImagePlusConverter.toImage(shown)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void eachOrientationTagIsFollowed(int tag) {
    float[] upright = {1, 2, 3, 4, 5, 6};
    float[] stored = stored(upright, 3, 2, tag);
    int width = tag >= 5 ? 2 : 3;
    float[] turned = Orientation.of(tag).turned(stored, width, 6 / width);
    assertArrayEquals(upright, turned);
    assertEquals(tag == 1, Orientation.of(tag).notes().isEmpty());
  }

  /**
   * Exif's table: where the stored first row and first column are in the upright picture. Written
   * the other way round than the reader does it, from the upright place to the stored one.
   */
  private static float[] stored(float[] upright, int w, int h, int tag) {
    boolean lies = tag >= 5;
    int width = lies ? h : w;
    float[] stored = new float[upright.length];
    for (int y = 0; y < h; y++)
      for (int x = 0; x < w; x++) {
        boolean fromRight = tag == 2 || tag == 3 || tag == 6 || tag == 7;
        boolean fromBelow = tag == 3 || tag == 4 || tag == 7 || tag == 8;
        int u = fromRight ? w - 1 - x : x;
        int v = fromBelow ? h - 1 - y : y;
        stored[lies ? u * width + v : v * width + u] = upright[y * w + x];
      }
    return stored;
  }

  @Test
  void jpegAndPngFollowTheirTag() throws IOException {
    BufferedImage picture = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 8; y++)
      for (int x = 0; x < 8; x++) picture.getRaster().setSample(x, y, 0, 200);
    Path plain = file("jpg");
    ImageIO.write(picture, "jpg", plain.toFile());
    byte[] bytes = Files.readAllBytes(plain);
    ByteArrayOutputStream tagged = new ByteArrayOutputStream();
    tagged.write(bytes, 0, 2);
    byte[] exif = exif(6);
    tagged.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (exif.length + 8)});
    tagged.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    tagged.writeBytes(exif);
    tagged.write(bytes, 2, bytes.length - 2);
    Path jpeg = Files.write(file("jpg"), tagged.toByteArray());
    Path png = withChunk(png(picture), "eXIf", exif(6));
    for (Path file : new Path[] {jpeg, png}) {
      Image read = ImageReader.read(file);
      assertArrayEquals(new long[] {8, 16, 1, 1}, read.pixels().dimensionsAsLongArray());
      // What was left is now above.
      assertTrue(read.pixels().getAt(4, 2, 0, 0).get() > 190, file.toString());
      assertTrue(read.pixels().getAt(4, 13, 0, 0).get() < 10, file.toString());
      assertTrue(read.notes().get(0).contains("90 degrees to the right"), read.notes() + "");
      ImagePlus shown = new Opener().openImage(file.toString());
      assertSentence(() -> ImagePlusConverter.toImage(shown), "not shown as its file", "input");
      shown.changes = true;
      assertEquals(16, ImagePlusConverter.toImage(shown).width());
    }
  }

  /** A TIFF header and a directory with the one tag, big-endian. */
  private static byte[] exif(int tag) {
    return ByteBuffer.allocate(26)
        .put(new byte[] {'M', 'M', 0, 42})
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 274)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) tag)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  @Test
  void colouredJpegsHaveTheNumbersThatImageJShows() throws IOException {
    BufferedImage picture = new BufferedImage(37, 29, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 37 * 29; i++) picture.setRGB(i % 37, i / 37, i * 7919 * 31);
    Path file = file("jpg");
    ImageIO.write(picture, "jpg", file.toFile());
    ImagePlus shown = new Opener().openImage(file.toString());
    assertArrayEquals(
        Pixels.of(ImagePlusConverter.toImage(shown)), Pixels.of(ImageReader.read(file)));
  }

  @Test
  void gifAndBmpHaveTheNumbersThatImageJShows() throws IOException {
    BufferedImage picture = new BufferedImage(9, 5, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 45; i++) picture.getRaster().setSample(i % 9, i / 9, 0, 5 * i);
    for (String format : new String[] {"gif", "bmp"}) {
      Path file = file(format);
      ImageIO.write(picture, format, file.toFile());
      ImagePlus shown = new Opener().openImage(file.toString());
      assertArrayEquals(
          Pixels.of(ImagePlusConverter.toImage(shown)), Pixels.of(ImageReader.read(file)), format);
    }
  }

  @Test
  void openPicturesThatImageJPaintsOnWhiteAreRefused() throws IOException {
    Path file = png(grey(8, new int[][] {{100, 128}, {2, 0}}));
    ImagePlus shown = new Opener().openImage(file.toString());
    assertSentence(() -> ImagePlusConverter.toImage(shown), shown.getTitle(), "transparency");
  }

  private static BufferedImage grey(int bits, int[][] samples) {
    int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
    WritableRaster raster = Raster.createInterleavedRaster(type, samples.length, 1, 2, null);
    for (int x = 0; x < samples.length; x++) raster.setPixel(x, 0, samples[x]);
    ComponentColorModel model =
        new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, 3, type);
    return new BufferedImage(model, raster, false, null);
  }

  private int files;

  private Path file(String extension) {
    return folder.resolve("picture" + files++ + "." + extension);
  }

  private Path png(BufferedImage picture) throws IOException {
    Path file = file("png");
    assertTrue(ImageIO.write(picture, "png", file.toFile()));
    return file;
  }

  /** A copy with one more chunk before the pixels. */
  private Path withChunk(Path png, String type, byte[] content) throws IOException {
    byte[] bytes = Files.readAllBytes(png);
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    ByteBuffer chunk =
        ByteBuffer.allocate(12 + content.length)
            .putInt(content.length)
            .put(name)
            .put(content)
            .putInt((int) crc.getValue());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int header = text.indexOf("IDAT") - 4;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(bytes, header));
    out.writeBytes(chunk.array());
    out.write(bytes, header, bytes.length - header);
    return Files.write(file("png"), out.toByteArray());
  }
}
