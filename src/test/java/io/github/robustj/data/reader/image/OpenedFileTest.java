package io.github.robustj.data.reader.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.Opener;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that ImageJ has opened is what its file holds to our readers, or it is refused. */
class OpenedFileTest {

  private static final String REFUSED = "refused";

  @TempDir Path folder;

  @Test
  void openImagesAreWhatTheirFilesHoldOrRefused() throws IOException {
    int opened = 0;
    for (Map.Entry<String, byte[]> entry : files().entrySet()) {
      Path file = Files.write(folder.resolve(entry.getKey()), entry.getValue());
      ImagePlus shown = open(file);
      if (shown == null) continue;
      opened++;
      assertSame(
          entry.getKey(),
          pixels(() -> Pixels.of(ImageReader.read(file))),
          pixels(() -> Pixels.of(ImagePlusConverter.toImage(shown))));
      assertSame(
          entry.getKey() + " as labels",
          pixels(() -> floats(Pixels.of(MaskImages.read(file)))),
          pixels(() -> floats(Pixels.of(ImagePlusConverter.toMask(shown)))));
    }
    assertTrue(opened >= 30, opened + " opened");
  }

  /** A difference is refused; where the file is refused, so is the open image. */
  private static void assertSame(String name, Object file, Object shown) {
    if (REFUSED.equals(shown)) return;
    assertTrue(file instanceof float[], name + " is refused as a file, but not as an open image");
    assertArrayEquals((float[]) file, (float[]) shown, name);
  }

  @Test
  void plainImagesAreNotRefused() throws IOException {
    Map<String, byte[]> plain = new LinkedHashMap<>();
    plain.put("grey.tif", TiffBuilder.counting(5, 4).bytes());
    plain.put("white.tif", TiffBuilder.counting(5, 4).with(262, 0).bytes());
    plain.put("a.pgm", "P5 2 2 255\nabcd".getBytes(StandardCharsets.US_ASCII));
    plain.put(
        "a.dcm",
        DicomBuilder.start("1.2.840.10008.1.2.1\0")
            .kind(1, "MONOCHROME2", 1, 2, 16, 12, 0)
            .bytes((byte) 7, (byte) 2, (byte) 8, (byte) 1));
    for (Map.Entry<String, byte[]> entry : plain.entrySet()) {
      Path file = Files.write(folder.resolve(entry.getKey()), entry.getValue());
      assertArrayEquals(
          Pixels.of(ImageReader.read(file)), Pixels.of(ImagePlusConverter.toImage(open(file))));
    }
  }

  /** Whoever changed an open image wants what is open. */
  @Test
  void changedImagesAreTakenAsTheyAre() throws IOException {
    Path file = TiffBuilder.counting(5, 4).with(274, 6).write(folder.resolve("turned.tif"));
    ImagePlus shown = open(file);
    assertEquals(REFUSED, pixels(() -> Pixels.of(ImagePlusConverter.toImage(shown))));
    shown.changes = true;
    assertEquals(5, ImagePlusConverter.toImage(shown).width());
  }

  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (var format : ImageSeeds.all().entrySet())
      for (byte[] bytes : format.getValue())
        files.put("seed" + files.size() + "." + format.getKey(), bytes);
    for (var tiff : tiffs().entrySet()) files.put(tiff.getKey() + ".tif", tiff.getValue().bytes());
    byte[] counting = new byte[64];
    for (int i = 0; i < 64; i++) counting[i] = (byte) (37 * i);
    files.put("high.dcm", dicom("MONOCHROME2", 16, 12, 0).bytes(counting));
    files.put("palette.dcm", dicom("PALETTE COLOR", 8, 8, 0).bytes(counting));
    files.put(
        "half.dcm", dicom("MONOCHROME2", 16, 16, 1).decimal(0x28, 0x1053, ".5").bytes(counting));
    files.put("bits.pbm", "P1 3 2\n101 010\n".getBytes(StandardCharsets.US_ASCII));
    files.put("few.pgm", "P5 2 2 3\n\0\1\2\3".getBytes(StandardCharsets.US_ASCII));
    files.put("cut.pgm", "P5 9 9 255\nabc".getBytes(StandardCharsets.US_ASCII));
    return files;
  }

  private static DicomBuilder dicom(String colours, int allocated, int stored, int signed) {
    return DicomBuilder.start("1.2.840.10008.1.2.1\0")
        .kind(1, colours, 4, 4, allocated, stored, signed);
  }

  private static Map<String, TiffBuilder> tiffs() {
    Map<String, TiffBuilder> tiffs = new LinkedHashMap<>();
    int[][] tags = {
      {339, 2}, {259, 7}, {262, 8}, {262, 6}, {262, 4}, {262, 0}, {274, 2}, {274, 8}, {317, 3}
    };
    for (int[] tag : tags)
      tiffs.put("tag" + tag[0] + "_" + tag[1], TiffBuilder.counting(16, 16).with(tag[0], tag[1]));
    tiffs.put("sizes", TiffBuilder.counting(4, 4).page(2, 2, 8, new byte[4]));
    tiffs.put("kinds", TiffBuilder.counting(4, 4).page(4, 4, 16, new byte[32]));
    tiffs.put("behind", TiffBuilder.counting(4, 4).page(2, 2, 8, new byte[4]).with(254, 1));
    TiffBuilder preview = TiffBuilder.counting(2, 2).with(254, 1);
    tiffs.put("before", preview.page(4, 4, 8, new byte[16]));
    byte[] high = new byte[16];
    for (int i = 0; i < 16; i++) high[i] = (byte) (200 + i);
    tiffs.put("unsigned", builder().page(2, 2, 32, high));
    tiffs.put("signed", builder().page(2, 2, 32, high).with(339, 2));
    tiffs.put("bits", builder().page(16, 8, 1, high));
    tiffs.put("white bits", builder().page(16, 8, 1, high).with(262, 0));
    tiffs.put("axes", pages("{\"shape\": [2, 1, 2, 2], \"axes\": \"CZYX\"}", high));
    tiffs.put("cut stack", TiffBuilder.counting(4, 4).with(270, "ImageJ=1.54\nimages=9\n"));
    return tiffs;
  }

  private static TiffBuilder pages(String description, byte[] strip) {
    return builder().page(2, 2, 8, strip).with(270, description).page(2, 2, 8, new byte[4]);
  }

  private static TiffBuilder builder() {
    return new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
  }

  private static ImagePlus open(Path file) {
    Opener opener = new Opener();
    opener.setSilentMode(true);
    IJ.redirectErrorMessages(true);
    try {
      return opener.openImage(file.toString());
    } catch (RuntimeException e) {
      return null; // ImageJ does not open it.
    } finally {
      IJ.redirectErrorMessages(false);
    }
  }

  private static Object pixels(Supplier<float[]> read) {
    try {
      return read.get();
    } catch (RobustJException e) {
      return REFUSED;
    }
  }

  private static float[] floats(int[] labels) {
    float[] values = new float[labels.length];
    for (int i = 0; i < values.length; i++) values[i] = labels[i];
    return values;
  }
}
