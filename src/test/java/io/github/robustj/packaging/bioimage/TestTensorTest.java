package io.github.robustj.packaging.bioimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that NumPy 2.4.6 wrote of [[1, 2, 3], [4, 5, 250]], and damaged ones. */
class TestTensorTest {

  /** The whole file of float32. */
  private static final String FILE =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAAQAAAQEAAAIBAAACgQAAAekM=";

  @TempDir Path folder;

  @Test
  void typesOfNumpy() throws IOException {
    float[] numbers = {1, 2, 3, 4, 5, 250};
    Path whole = Files.write(folder.resolve("whole.npy"), Base64.getDecoder().decode(FILE));
    assertArrayEquals(numbers, TestTensor.read(whole).values().data());
    assertReads(numbers, "<f4", "AACAPwAAAEAAAEBAAACAQAAAoEAAAHpD");
    assertReads(numbers, "<f8", "AAAAAAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEAAAAAAAAAUQAAAAAAAQG9A");
    assertReads(numbers, "|u1", "AQIDBAX6");
    assertReads(new float[] {200, 400, 600, 800, 1000, 50000}, "<u2", "yACQAVgCIAPoA1DD");
  }

  @Test
  void orderOfAxes() throws IOException {
    TestTensor array =
        TestTensor.read(file("<f4", "False", "2, 3", "AACAPwAAAEAAAEBAAACAQAAAoEAAAHpD"));
    assertArrayEquals(new int[] {1, 2, 3, 1}, array.images("yx").shape());
    assertArrayEquals(new int[] {1, 3, 2, 1}, array.images("xy").shape());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 250}, array.images("xy").data());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 250}, array.images("cx").data());
    assertThrows(RobustJException.class, () -> array.images("yxc"));
    assertThrows(RobustJException.class, () -> array.images("zx"));
  }

  @Test
  void othersAreSentences() throws IOException {
    String numbers = "AACAPwAAAEAAAEBAAACAQAAAoEAAAHpD";
    refused("Fortran", file("<f4", "True", "2, 3", numbers));
    refused("type >f4", file(">f4", "False", "2, 3", numbers));
    refused("type |O", file("|O", "False", "2, 3", numbers));
    refused("24 bytes of numbers", file("<f4", "False", "2, 4", numbers));
    refused("24 bytes of numbers", file("<f4", "False", "99999999999, 99999999999, 0, 3", numbers));
    refused("24 bytes of numbers", file("<f4", "False", "65536, 65536, 65536, 65536", numbers));
    refused("not finite", file("<f4", "False", "1,", "AADAfw=="));
    refused("does not say", file("<f4", "__import__('os')", "2, 3", numbers));
    byte[] whole = Files.readAllBytes(file("<f4", "False", "2, 3", numbers));
    refused("is cut off", Files.write(folder.resolve("cut"), Arrays.copyOf(whole, 40)));
    refused("too short", Files.write(folder.resolve("short"), new byte[3]));
    refused("does not begin", Files.writeString(folder.resolve("text"), "some text, no array"));
    refused("does not exist", folder.resolve("missing"));
  }

  private static void refused(String words, Path file) {
    String sentence =
        assertThrows(RobustJException.class, () -> TestTensor.read(file)).getMessage();
    assertTrue(sentence.contains(words) && sentence.contains(file.toString()), sentence);
  }

  private void assertReads(float[] expected, String type, String numbers) throws IOException {
    TestTensor array = TestTensor.read(file(type, "False", "2, 3", numbers));
    assertArrayEquals(expected, array.values().data());
    assertArrayEquals(new int[] {2, 3}, array.values().shape());
  }

  /** With the header of NumPy, padded to 128 bytes. */
  private Path file(String type, String fortran, String shape, String numbers) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }".formatted(type, fortran, shape);
    byte[] text = ("%-117s\n".formatted(header)).getBytes(StandardCharsets.ISO_8859_1);
    byte[] values = Base64.getDecoder().decode(numbers);
    byte[] all = new byte[10 + text.length + values.length];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0};
    System.arraycopy(magic, 0, all, 0, 10);
    System.arraycopy(text, 0, all, 10, text.length);
    System.arraycopy(values, 0, all, 10 + text.length, values.length);
    return Files.write(Files.createTempFile(folder, "array", ".npy"), all);
  }
}
