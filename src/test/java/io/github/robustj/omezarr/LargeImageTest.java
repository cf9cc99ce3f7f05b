package io.github.robustj.omezarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Resampling;
import io.github.robustj.data.Scaling;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.data.lazy.LazyPixels;
import io.github.robustj.model.BlendedPart;
import io.github.robustj.model.Tiling;
import io.github.robustj.zarr.DataType;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images larger than the memory that is taken to read them. */
class LargeImageTest {

  @TempDir Path folder;

  private static float value(long y, long x) {
    return (y / 97 * 31 + x / 89 * 17) % 256;
  }

  private static void write(Path place, OmeVersion version, int side) {
    OmeZarrWriter.write(
        place,
        new OmeImage(version, side, side, 1, 1, DataType.UINT8, Placing.of(Calibration.PIXELS)),
        "test",
        (c, z, top, left, height, width) -> {
          float[] block = new float[height * width];
          for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) block[y * width + x] = value(top + y, left + x);
          return block;
        },
        part -> {});
  }

  /** Many threads look everywhere; the cache never holds more than it may. */
  private static void look(Image image, BlockCache cache, int windows, int window) {
    AtomicLong most = new AtomicLong();
    IntStream.range(0, windows)
        .parallel()
        .forEach(
            i -> {
              Random random = new Random(i);
              int left = random.nextInt(image.width() - window);
              int top = random.nextInt(image.height() - window);
              RandomAccess<FloatType> at = image.pixels().randomAccess();
              for (int y = top; y < top + window; y += 7)
                for (int x = left; x < left + window; x += 3) {
                  at.setPosition(new int[] {x, y, 0, 0});
                  assertEquals(value(y, x), at.get().get());
                }
              most.accumulateAndGet(cache.held(), Math::max);
            });
    assertTrue(most.get() <= cache.most(), "held " + most.get());
    assertTrue(most.get() > cache.most() / 2, "the cache was in use: " + most.get());
  }

  @Test
  void theCacheIsBounded() {
    Path place = folder.resolve("a.ome.zarr");
    write(place, OmeVersion.V0_5, 3000);
    BlockCache cache = new BlockCache(16 << 20);
    look(OmeZarr.read(place, "a", cache), cache, 60, 700);
  }

  /**
   * Pixels are kept in the type that the file has: a cache that holds three rows of chunks as bytes
   * is enough to read each of the 36 once, first for the intensities and then for the windows of a
   * network, which overlap by half.
   */
  @Test
  void eachChunkIsReadOnceInEachLook() {
    Path place = folder.resolve("b.ome.zarr");
    write(place, OmeVersion.V0_4, 3000);
    BlockCache first = new BlockCache(3 * 6 * 512 * 512);
    Scaling scaling =
        Normalizer.fit(OmeZarr.read(place, "b", first), Normalization.DEFAULT, part -> {});
    assertEquals(36, first.loads());
    BlockCache cache = new BlockCache(first.most());
    Image image = OmeZarr.read(place, "b", cache);
    BlendedPart.predict(
        3000,
        3000,
        Tiling.square(400),
        new BlendedPart.Area(0, 0, 3000, 3000),
        window -> Preprocessing.images(part(image, window), scaling),
        (top, logits) -> {});
    assertEquals(36, cache.loads());
    assertTrue(cache.held() <= cache.most(), cache.held() + " bytes");
  }

  /** As TIFF in strips has them: a square look would read each strip five times. */
  @Test
  void stripsAreReadOnce() {
    BlockCache cache = new BlockCache(16 * 5000 * 4);
    Image strips =
        new Image(
            "strips",
            LazyPixels.image(
                "strips",
                new long[] {5000, 1000, 1, 1},
                new int[] {5000, 4, 1, 1},
                1,
                (place, size) -> new StoredPixels.Bytes(new byte[size[0] * size[1]]),
                cache),
            Calibration.PIXELS);
    Normalizer.fit(strips, Normalization.DEFAULT, part -> {});
    assertEquals(250, cache.loads());
  }

  private static Image part(Image image, BlendedPart.Area at) {
    return Resampling.part(
        image,
        0,
        new Resampling.Part(
            image.width(), image.height(), at.left(), at.top(), at.width(), at.height()));
  }

  /**
   * A slide of 40 000 x 40 000 pixels, 6.4 GB as numbers of 32 bit, is written and read through a
   * cache of 64 MB, and no more than that and what else was loaded is kept afterwards.
   */
  @Tag("slow")
  @Test
  void aSlideNeedsMemoryForBlocks() {
    Path place = folder.resolve("slide.ome.zarr");
    write(place, OmeVersion.V0_5, 40_000);
    System.gc();
    Runtime java = Runtime.getRuntime();
    long before = java.totalMemory() - java.freeMemory();
    BlockCache cache = new BlockCache(64 << 20);
    look(OmeZarr.read(place, "slide", cache), cache, 400, 2000);
    System.gc();
    long kept = java.totalMemory() - java.freeMemory() - before;
    assertTrue(kept < 80 << 20, "kept " + (kept >> 20) + " MB");
    assertEquals(40_000, OmeZarr.read(place, "slide").width());
    assertEquals(313, OmeZarr.read(place.resolve("7"), "small").width());
  }
}
