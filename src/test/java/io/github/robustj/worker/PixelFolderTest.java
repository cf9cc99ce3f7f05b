package io.github.robustj.worker;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.LabelBytes;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.testing.SmallDisk;
import io.github.robustj.worker.PixelFile.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pixels arrive as they were sent, or a sentence tells why not, and no file stays. */
class PixelFolderTest {

  @TempDir Path folder;

  /** Larger than a block and no multiple of one; NaN and -0 arrive as they are. */
  @Test
  void allImagesArriveBitByBit() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[521 * 509 * 3];
    for (int i = 0; i < values.length; i++) values[i] = Float.intBitsToFloat(random.nextInt());
    values[5] = -0f;
    RandomAccessibleInterval<FloatType> array = ArrayImgs.floats(values, 521, 509, 1, 3);
    PlanarImg<FloatType, ?> planar = PlanarImgs.floats(521, 509, 1, 3);
    ImgUtil.copy(array, planar);
    arrives(array);
    arrives(planar);
    arrives(Views.translate(planar, 3, -7, 0, 1));
    arrives(Views.interval(array, new long[] {500, 7, 0, 1}, new long[] {520, 8, 0, 1}));
    arrives(Views.permute(array, 0, 1));
    arrives(Views.hyperSlice(planar, 3, 1));
    arrives(ArrayImgs.ints(random.ints(701 * 503).toArray(), 701, 503, 1));
    arrives(ArrayImgs.floats(new float[] {Float.NaN}, 1));
    arrives(ArrayImgs.ints(new int[] {Integer.MIN_VALUE, -1, 0, 7, 1 << 24, 5}, 3, 1, 2));
    assertEmpty();
  }

  /** Whole numbers take the bytes that they need, also where planes need different ones. */
  @Test
  void wholeNumbersTravelAsTheyAreStored() throws IOException {
    StoredPixels bytes = StoredPixels.of(new float[] {0, 255, 128, 7, 1, 2});
    StoredPixels shorts = StoredPixels.of(new float[] {0, 65535, 256, 7, 1, 2});
    StoredPixels floats = StoredPixels.of(new float[] {-1, .5f, -0f, 7, 1, 2});
    travels(Kind.BYTE, 12, bytes, bytes);
    travels(Kind.SHORT, 24, bytes, shorts);
    travels(Kind.FLOAT, 72, bytes, shorts, floats);
    List<LabelBytes> labels =
        List.of(
            new LabelBytes(new byte[] {0, -1, 3, 4, 5, 6}), new LabelBytes(new byte[] {1, 2, 127}));
    travels(Kind.LABEL, 12, LabelBytes.image(List.of(labels.get(0), labels.get(0)), 3, 2, 2));
    travels(Kind.LABEL, 3, LabelBytes.image(labels.subList(1, 2), 3, 1, 1));
  }

  private void travels(Kind kind, int size, StoredPixels... planes) throws IOException {
    travels(kind, size, StoredPixels.image(List.of(planes), 3, 2, 1, planes.length));
  }

  private void travels(Kind kind, int size, RandomAccessibleInterval<?> image) throws IOException {
    PixelFile file = new PixelFolder(folder).write(image);
    assertEquals(kind, file.kind());
    assertEquals(size, Files.size(folder.resolve(file.file())));
    Same.EXACTLY.check(image, new PixelFolder(folder).take(file));
    PixelBytes written = new PixelBytes(1 << 10);
    PixelFile there = written.write(image);
    assertEquals(size, written.written().remaining());
    Same.EXACTLY.check(image, new PixelBytes(written.written()).take(there));
    assertEmpty();
  }

  private void arrives(RandomAccessibleInterval<?> image) throws IOException {
    PixelFolder pixels = new PixelFolder(folder);
    Same.EXACTLY.check(image, pixels.take(pixels.write(image)));
  }

  @Test
  void otherPixelsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PixelFolder(folder).write(ArrayImgs.unsignedBytes(new byte[4], 2, 2)));
  }

  /** As a file is whose process was killed. */
  @Test
  void aFileThatWasCutIsNoImage() throws IOException {
    PixelFolder pixels = new PixelFolder(folder);
    for (int bytes : new int[] {0, 3, 4, 4 * 299, 4 * 300 - 1}) {
      PixelFile file = pixels.write(ArrayImgs.floats(20, 15));
      Path path = folder.resolve(file.file());
      Files.write(path, Arrays.copyOf(Files.readAllBytes(path), bytes));
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> assertThrows(EOFException.class, () -> pixels.take(file)),
          bytes + " bytes");
      Files.delete(path);
    }
    PixelFile gone = pixels.write(ArrayImgs.floats(20, 15));
    Files.delete(folder.resolve(gone.file()));
    assertThrows(NoSuchFileException.class, () -> pixels.take(gone));
  }

  @Test
  void anInterruptedThreadHandsNothingOver() throws IOException {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> new PixelFolder(folder).write(ArrayImgs.floats(700, 700)));
    } finally {
      assertTrue(Thread.interrupted(), "who stops it is still heard");
    }
    assertEmpty();
  }

  @Test
  void aFolderThatTakesNothingIsASentence() throws IOException {
    try (SmallDisk disk = SmallDisk.in(folder.resolve("disk"), 80 << 10)) {
      PixelFolder pixels = new PixelFolder(disk.folder());
      // 64 MiB stay free for others.
      assertSentence(() -> pixels.write(ArrayImgs.floats(3000, 2000)), "needs 86 MiB");
      disk.setWritable(false);
      assertSentence(() -> pixels.write(ArrayImgs.floats(30, 20)), "cannot be written", "writable");
    }
  }

  private void assertEmpty() {
    assertArrayEquals(new String[0], folder.toFile().list());
  }
}
