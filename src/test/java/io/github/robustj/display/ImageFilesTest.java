package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;
import ij.ImageStack;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {

  @TempDir Path folder;

  /** As the probabilities of many classes of a slide may be. */
  @Test
  void aTiffThatFitsInNoArrayIsRefusedInASentence() {
    ImageStack stack = new ImageStack(1024, 1024);
    float[] plane = new float[1 << 20];
    for (int i = 0; i < 501; i++) stack.addSlice(null, plane);
    Path file = folder.resolve("a-probability.tif");
    RobustJException e =
        assertThrows(
            RobustJException.class, () -> ImageFiles.tiff(new ImagePlus("a", stack), file));
    assertEquals(
        "a-probability.tif would be a file of 2004 MiB, and a TIFF that RobustJ writes has at most"
            + " 2000; leave it out (options overlay and probabilities), or work on parts of the"
            + " image.",
        e.getMessage());
    assertFalse(Files.exists(file));
  }
}
