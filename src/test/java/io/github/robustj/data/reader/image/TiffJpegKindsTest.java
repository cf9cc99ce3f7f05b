package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of JPEG in a TIFF: each is read as it is, or a sentence says why not. */
class TiffJpegKindsTest {

  private static final int WIDTH = 32;
  private static final int HEIGHT = 24;
  private static final int BITS = 4;

  /** Of ITU-T T.81, table B.1. */
  private static final int SOF = 0xc0;

  private static final int SOS = 0xda;
  private static final int EOI = 0xd9;

  @TempDir Path folder;

  /** Grey, with a marker after every second block: RST0 to RST4. */
  private byte[] restarts;

  @BeforeEach
  void read() throws IOException {
    try (var in = getClass().getResourceAsStream("/fixtures/slides/restarts.jpg")) {
      restarts = in.readAllBytes();
    }
  }

  private TiffBuilder tiff(byte[] stream) {
    return new TiffBuilder(ByteOrder.LITTLE_ENDIAN).page(WIDTH, HEIGHT, 8, stream).with(259, 7);
  }

  private Path write(byte[] stream) throws IOException {
    return tiff(stream).write(folder.resolve("kind.tif"));
  }

  private static int marker(byte[] stream, int marker) {
    for (int i = 0; i < stream.length - 1; i++) if (JpegFrame.isMarker(stream, i, marker)) return i;
    throw new AssertionError("no marker " + marker);
  }

  private static float[] grey(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg))
        .getRaster()
        .getSamples(0, 0, WIDTH, HEIGHT, 0, (float[]) null);
  }

  private byte[] progressive() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(restarts));
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @Test
  void whatIsWholeIsReadAsItIs() throws IOException {
    for (byte[] stream : new byte[][] {restarts, progressive()})
      assertArrayEquals(grey(stream), Pixels.of(ImageReader.read(write(stream))));
    assertEquals(2, progressive()[marker(progressive(), SOF + 2) + 1] & 15);
  }

  /** Differences along rows are of LZW and Deflate (TIFF 6.0, section 14). */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aPredictorMeansNothing(int predictor) throws IOException {
    Path file = tiff(restarts).with(317, predictor).write(folder.resolve("predictor.tif"));
    assertArrayEquals(grey(restarts), Pixels.of(ImageReader.read(file)));
  }

  /** What no decoder of Java's reads is no damage, which another copy would mend. */
  @ParameterizedTest
  @CsvSource({
    "3, 8, without loss",
    "5, 8, hierarchy",
    "7, 8, hierarchy",
    "9, 8, arithmetic",
    "10, 8, arithmetic",
    "0, 12, of 12 bit",
    "1, 12, of 12 bit",
    "1, 16, of 16 bit"
  })
  void kindsThatAreNotReadAreNamed(int process, int bits, String said) throws IOException {
    byte[] stream = restarts.clone();
    int frame = marker(stream, SOF);
    stream[frame + 1] = (byte) (SOF + process);
    stream[frame + BITS] = (byte) bits;
    Path file = write(stream);
    assertSentence(
        () -> Pixels.of(ImageReader.read(file)), file, said, "strip at y = 0", "not supported");
  }

  /** A decoder goes on with the next part, at the place of the lost one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aLostPartIsDamage(int part) throws IOException {
    int from = marker(restarts, 0xd0 + part);
    int to = marker(restarts, 0xd0 + part + 1);
    byte[] stream = Arrays.copyOf(restarts, restarts.length - (to - from));
    System.arraycopy(restarts, to, stream, from, restarts.length - to);
    assertDamaged(stream);
  }

  /** Cut at the end of each scan, where all blocks are there but not all of their numbers. */
  @Test
  void aProgressiveStreamWithoutItsLastScansIsDamage() throws IOException {
    byte[] whole = progressive();
    int scans = 0;
    for (int i = marker(whole, SOS) + 1; i < whole.length - 1; i++)
      if (JpegFrame.isMarker(whole, i, SOS)) {
        scans++;
        assertDamaged(Arrays.copyOf(whole, i));
      }
    assertEquals(5, scans);
    assertDamaged(Arrays.copyOf(whole, marker(whole, EOI)));
  }

  /**
   * An end marker in the place of the rest, anywhere: what is not refused is read as it is. As a
   * file of its own, too, in which damage may be told in other words.
   */
  @ParameterizedTest
  @ValueSource(strings = {"progressive", "scans of one component each", "restarts"})
  void aStreamThatEndsEarlyWithAnEndMarkerIsDamage(String kind) throws IOException {
    boolean single = kind.startsWith("scans");
    byte[] whole = single ? single() : kind.equals("restarts") ? restarts : progressive();
    Path jpeg = Files.write(folder.resolve("whole.jpg"), whole);
    float[] truth = Pixels.of(ImageReader.read(jpeg));
    int refused = 0;
    // Behind the segment of the first scan.
    int from = marker(whole, SOS) + 10;
    for (int i = from; i < whole.length - 2; i++) {
      byte[] cut = Arrays.copyOf(whole, i + 2);
      cut[i] = (byte) 0xff;
      cut[i + 1] = (byte) EOI;
      Path file = Files.write(folder.resolve("cut.jpg"), cut);
      for (Path one : single ? List.of(file) : List.of(file, write(cut)))
        try {
          assertArrayEquals(truth, Pixels.of(ImageReader.read(one)), one + " until " + i);
        } catch (RobustJException e) {
          assertTrue(e.getMessage().contains(one.toString()), e.getMessage());
          refused++;
        }
    }
    int all = (whole.length - 2 - from) * (single ? 1 : 2);
    assertTrue(refused > .9 * all, refused + " of " + all);
  }

  /** A decoder refines what an earlier scan has not told, in silence. */
  @Test
  void aStreamWithoutOneOfItsScansIsDamage() throws IOException {
    byte[] whole = progressive();
    int scans = 0;
    for (int from = next(whole, 2, SOS); from < whole.length; scans++) {
      int end = from + 10;
      while ((whole[end] & 0xff) != 0xff || whole[end + 1] == 0) end++;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(whole, 0, from);
      out.write(whole, end, whole.length - end);
      byte[] rest = out.toByteArray();
      assertDamaged(rest);
      Path file = Files.write(folder.resolve("rest.jpg"), rest);
      assertSentence(() -> ImageReader.read(file), file, "damaged");
      from = next(whole, end, SOS);
    }
    assertTrue(scans > 4, scans + " scans");
  }

  private static int next(byte[] stream, int from, int marker) {
    int at = from;
    while (at < stream.length && !JpegFrame.isMarker(stream, at, marker)) at++;
    return at;
  }

  /** Grey values in three scans that follow each other: red, green and blue alike. */
  private byte[] single() throws IOException {
    byte[] tables = Arrays.copyOfRange(restarts, 0, marker(restarts, SOF));
    int frame = marker(restarts, SOF);
    int scan = marker(restarts, SOS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tables);
    out.write(new byte[] {(byte) 0xff, (byte) SOF, 0, 17, 8});
    out.write(restarts, frame + 5, 4);
    out.write(new byte[] {3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0});
    out.write(restarts, frame + 13, scan - frame - 13);
    for (int component = 1; component <= 3; component++) {
      out.write(new byte[] {(byte) 0xff, (byte) SOS, 0, 8, 1, (byte) component, 0, 0, 63, 0});
      out.write(restarts, scan + 10, restarts.length - 2 - scan - 10);
    }
    out.write(new byte[] {(byte) 0xff, (byte) EOI});
    return out.toByteArray();
  }

  private void assertDamaged(byte[] stream) throws IOException {
    Path file = write(stream);
    assertSentence(() -> Pixels.of(ImageReader.read(file)), file, "strip at y = 0 cannot be");
  }
}
