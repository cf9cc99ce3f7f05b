package io.github.robustj.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.tensor.Npy;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

  @TempDir Path folder;

  private final Tensor matrix = new Tensor(new float[] {1, -0f, Float.MIN_VALUE, .1f, 5, 6}, 2, 3);

  /** Field by field as NumPy's NEP 1 lays the format down. */
  @Test
  void anArrayHasNumpysLayout() {
    ByteBuffer bytes = ByteBuffer.wrap(Npy.encode(matrix)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertEquals("\u0093NUMPY\u0001\u0000", new String(magic, ISO_8859_1));
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    assertEquals(0, bytes.position() % 64);
    String text = new String(header, ISO_8859_1);
    assertTrue(
        text.startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3,), }"), text);
    assertTrue(text.endsWith("\n"));
    assertEquals(6 * 4, bytes.remaining());
    for (float value : matrix.data()) assertEquals(value, bytes.getFloat());
  }

  @Test
  void arraysOfAnyRankReadBack() throws IOException {
    for (int[] shape :
        new int[][] {{}, {3}, {0, 4}, {2, 1, 3, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 7}}) {
      Tensor tensor = Tensor.zeros(shape);
      Arrays.fill(tensor.data(), 1.5f);
      Tensor read = Npy.decode(Npy.encode(tensor));
      assertArrayEquals(shape, read.shape());
      assertArrayEquals(tensor.data(), read.data());
    }
  }

  /** What NumPy itself writes for {@code numpy.arange(2, dtype='<f4')}. */
  @Test
  void readsNumpysOwnHeader() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
    byte[] bytes = bytes(header, 0, 0, 0, 0, 0, 0, 0x80, 0x3f);
    assertArrayEquals(new float[] {0, 1}, Npy.decode(bytes).data());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2147483647,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)}",
        "nonsense"
      })
  void refusesWhatItCannotRead(String header) {
    byte[] bytes = bytes(header, 0, 0, 0, 0, 0, 0, 0, 0);
    String reason = assertThrows(IOException.class, () -> Npy.decode(bytes)).getMessage();
    assertTrue(reason.length() < 160, reason);
  }

  /**
   * Sixty-four megabytes of zeros in a few kilobytes: found after as many bytes as the file has.
   */
  @Test
  void refusesAZipBomb() throws IOException {
    Path file = folder.resolve("bomb.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("model/w.npy"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) zip.write(zeros);
    }
    String reason = assertThrows(IOException.class, () -> Npz.read(file)).getMessage();
    assertTrue(reason.contains("larger than the file"), reason);
  }

  @Test
  void refusesArraysCutAnywhere() {
    byte[] bytes = Npy.encode(matrix);
    for (int n = 0; n < bytes.length; n++) {
      byte[] cut = Arrays.copyOf(bytes, n);
      assertThrows(IOException.class, () -> Npy.decode(cut));
    }
  }

  @Test
  void fileReadsBackAndEqualContentsGiveEqualBytes() throws IOException {
    Path file = write("a.npz");
    Npz read = Npz.read(file);
    assertEquals(Map.of("note.csv", "µ,1\r\n"), read.texts());
    assertEquals(1, read.arrays().size());
    assertArrayEquals(matrix.data(), read.arrays().get("layer/weight").data());
    assertArrayEquals(new int[] {2, 3}, read.arrays().get("layer/weight").shape());
    assertEquals(-1, Files.mismatch(file, write("b.npz")));
  }

  @Test
  void refusesAFileWithAFlippedBitOrAMissingEnd() throws IOException {
    Path file = write("a.npz");
    byte[] good = Files.readAllBytes(file);
    byte[] flipped = good.clone();
    // The last value of the array, which stands uncompressed in front of the text or the directory.
    int value = new String(good, ISO_8859_1).indexOf("NUMPY") + 128 - 1 + 5 * 4;
    flipped[value] ^= 1;
    assertUnreadable(flipped);
    for (int n = 0; n < good.length; n += 7) assertUnreadable(Arrays.copyOf(good, n));
  }

  private void assertUnreadable(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("broken.npz"), bytes);
    assertThrows(IOException.class, () -> Npz.read(file), bytes.length + " bytes");
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      new Npz(Map.of("layer/weight", matrix), Map.of("note.csv", "µ,1\r\n")).writeTo(out);
    }
    return file;
  }

  private static byte[] bytes(String header, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(128 + values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("\u0093NUMPY\u0001\u0000".getBytes(ISO_8859_1)).putShort((short) 118);
    bytes.put((header + " ".repeat(117 - header.length()) + "\n").getBytes(ISO_8859_1));
    for (int value : values) bytes.put((byte) value);
    return bytes.array();
  }
}
