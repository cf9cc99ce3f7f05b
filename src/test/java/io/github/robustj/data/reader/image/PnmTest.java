package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ij.io.Opener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Netpbm's formats by hand, against ImageJ where that is right. */
class PnmTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'P2\n# a comment\n3 2\n255\n1 2 3\n4 5 6\n', 1 2 3 4 5 6",
    "'P2 3 2 15 0 3 15 15 3 0', 0 51 255 255 51 0",
    "'P2 2 2 60000 7 60000 1 2', 7 60000 1 2",
    "'P5 2 2 255\nABCD', 65 66 67 68",
    "'P5 2 1 20000\nABCD', 16706 17220",
    "'P3 1 2 255 1 2 3 4 5 6', 1 4 2 5 3 6",
    "'P6 1 1 255\nABC', 65 66 67",
    "'P6 2 1 255\nAAABBB', 65 66",
    "'P1 3 1 101', 0 255 0",
    "'P1 2 2 1 0\n0 1', 0 255 255 0"
  })
  void valuesAreThoseOfTheFile(String text, String values) throws IOException {
    float[] expected = new float[values.split(" ").length];
    for (int i = 0; i < expected.length; i++) expected[i] = Float.parseFloat(values.split(" ")[i]);
    Path file = file(text);
    assertArrayEquals(expected, Pixels.of(ImageReader.read(file)));
    if (text.startsWith("P1 3")) return; // ImageJ wants spaces between bits
    assertArrayEquals(
        expected,
        Pixels.of(ImagePlusConverter.toImage(new Opener().openImage(file.toString()))),
        "as ImageJ shows it");
  }

  @Test
  void bitsArePackedRowByRow() throws IOException {
    byte[] header = "P4 10 2\n".getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(header, header.length + 4);
    bytes[header.length] = (byte) 0x80;
    bytes[header.length + 3] = 0x40;
    float[] expected = new float[20];
    Arrays.fill(expected, 255);
    expected[0] = 0;
    expected[19] = 0;
    Path file = Files.write(folder.resolve("bits.pbm"), bytes);
    assertArrayEquals(expected, Pixels.of(ImageReader.read(file)));
    assertSentence(() -> MaskImages.read(file), "black and white", "PNG");
  }

  @Test
  void labelsAreWhatIsStored() throws IOException {
    assertArrayEquals(new int[] {0, 3}, Pixels.of(MaskImages.read(file("P2 2 1 3 0 3"))));
  }

  @ParameterizedTest
  @CsvSource({
    "'P5 2 2 255\nABC'",
    "'P6 2 2 255\nABCDEFGHIJK'",
    "'P2 2 2 255 1 2 3'",
    "'P3 1 1 255 1 2'",
    "'P4 9 2\nABC'",
    "'P1 2 2 101'",
    "'P5 2 2'",
    "'P5 60000 60000 255\nABC'",
    "'P5 40000 40000 255\nABC'",
    "'P5 2 1 1000\nABCD'",
    "'P5 -2 2 255\nABCD'",
    "'P5 2 2 99999999999 ABCD'"
  })
  void cutOffAndWildFilesAreNamed(String text) throws IOException {
    Path file = file(text);
    assertSentence(() -> ImageReader.read(file), file);
  }

  @Test
  void anImageBehindTheImageIsNamedAndOtherBytesAreNot() throws IOException {
    Path two = file("P5 2 1 255\nABP5 2 1 255\nCD");
    assertSentence(() -> ImageReader.read(two), two, "2 pictures");
    assertArrayEquals(new float[] {65, 66}, Pixels.of(ImageReader.read(file("P5 2 1 255\nABC\n"))));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("image.pgm"), text, StandardCharsets.ISO_8859_1);
  }
}
