package io.github.robustj.data.reader;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {

  private final Path file = Path.of("folder", "large.nii");

  @Test
  void whatFitsExactlyIsRead() {
    assertDoesNotThrow(() -> MemoryCheck.require(file, 1 << 20, 4 << 20, 4 << 20));
  }

  @Test
  void oneByteMoreIsRefusedWithFileAndSize() {
    assertSentence(
        () -> MemoryCheck.require(file, 1 << 20, 4 << 20, (4 << 20) - 1),
        file,
        "needs 4 MB",
        "3 MB are free",
        "give Java more memory");
  }

  @Test
  void noHeapHoldsMorePixelsThanAnArray() {
    assertSentence(
        () -> MemoryCheck.require(file, 1L << 31, 0, Long.MAX_VALUE),
        file,
        "2147483648 pixels",
        "crop");
  }
}
