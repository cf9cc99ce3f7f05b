package io.github.robustj.data.reader.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.robustj.data.reader.ReaderRun;
import io.github.robustj.data.reader.Sentences;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every reader of images and masks with every kind of damage: a sentence, in seconds and without
 * more memory than a small file deserves, and never an image with invented pixels.
 */
class ImageDamageTest {

  @TempDir Path folder;
  private final ReaderRun run = new ReaderRun();

  @Test
  void wholeFilesAreRead() throws Exception {
    for (Map.Entry<String, List<byte[]>> format : ImageSeeds.all().entrySet())
      for (byte[] seed : format.getValue())
        assertEquals(ReaderRun.End.READ, image(format.getKey(), seed).end(), format.getKey());
  }

  /** At every length: what is cut off before its last pixel is never an image. */
  @Test
  void cutOffFilesAreASentence() throws Exception {
    for (Map.Entry<String, List<byte[]>> format : ImageSeeds.all().entrySet())
      for (byte[] seed : format.getValue())
        for (int length = 0; length < seed.length; length += 1 + seed.length / 60)
          requireRefused(format.getKey(), Arrays.copyOf(seed, length), seed.length);
  }

  private void requireRefused(String ending, byte[] cut, int whole) throws Exception {
    ReaderRun.Outcome outcome = image(ending, cut);
    // Text and what follows the pixels may be cut off without a pixel being lost.
    boolean spare = whole - cut.length <= 2 && (ending.equals("pgm") || ending.equals("tif"));
    if (spare && outcome.end() == ReaderRun.End.READ) return;
    assertEquals(
        ReaderRun.End.SENTENCE,
        outcome.end(),
        "%s cut to %d of %d: %s".formatted(ending, cut.length, whole, outcome.failure()));
    assertTrue(outcome.failure().getMessage().contains("image." + ending), ending);
  }

  /** A wild number at each place of the first bytes, where sizes and counts stand. */
  @Test
  void wildNumbersInHeadersTakeNeitherTimeNorMemory() throws Exception {
    int[] wild = {-1, Integer.MAX_VALUE, 1 << 24, 0x7fff7fff};
    for (Map.Entry<String, List<byte[]>> format : ImageSeeds.all().entrySet()) {
      byte[] seed = format.getValue().get(0);
      for (int at = 0; at + 4 <= Math.min(seed.length, 360); at += 3)
        for (int value : wild) {
          byte[] bytes = seed.clone();
          ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
          ReaderRun.Outcome outcome = image(format.getKey(), bytes);
          String what = "%s, %d at %d: %s".formatted(format.getKey(), value, at, outcome);
          assertNotEquals(ReaderRun.End.RAW, outcome.end(), what);
          assertNotEquals(ReaderRun.End.HANG, outcome.end(), what);
          assertTrue(outcome.bytes() < ReaderRun.BYTES, what);
        }
    }
  }

  /** A file tells what it is; a wrong ending does not matter, but for NIfTI, which has no other. */
  @Test
  void wrongEndingsAreReadOrASentence() throws Exception {
    for (Map.Entry<String, List<byte[]>> format : ImageSeeds.all().entrySet())
      for (String ending : ImageSeeds.all().keySet()) {
        ReaderRun.Outcome outcome = image(ending, format.getValue().get(0));
        boolean nifti = ending.startsWith("nii") != format.getKey().startsWith("nii");
        assertEquals(
            nifti ? ReaderRun.End.SENTENCE : ReaderRun.End.READ,
            outcome.end(),
            format.getKey() + " as " + ending + ": " + outcome.failure());
      }
  }

  @Test
  void emptyFilesTextsAndForbiddenFilesAreASentence() throws Exception {
    for (String ending : ImageSeeds.all().keySet()) {
      for (String text : List.of("", "no image\n", "\0".repeat(5000)))
        assertEquals(ReaderRun.End.SENTENCE, image(ending, text.getBytes()).end(), ending);
    }
    assumeFalse(System.getProperty("user.name").equals("root"), "root may read every file");
    Path file = Files.write(folder.resolve("image.png"), new byte[9]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Sentences.assertSentence(() -> ImageReader.read(file), file, "permission");
  }

  /** As an image and as labels: whatever one of them refuses in raw words counts. */
  private ReaderRun.Outcome image(String ending, byte[] bytes)
      throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("image." + ending), bytes);
    ReaderRun.Outcome labels = run.of(() -> MaskImages.read(file));
    boolean fine = labels.end() == ReaderRun.End.READ || labels.end() == ReaderRun.End.SENTENCE;
    return fine ? run.of(() -> ImageReader.read(file)) : labels;
  }
}
