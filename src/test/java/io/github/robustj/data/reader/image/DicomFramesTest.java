package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of a DICOM file as slices: in the order of their places, or refused. */
class DicomFramesTest {

  private static final String EXPLICIT = "1.2.840.10008.1.2.1";

  private static final String AXIAL = "1\\0\\0\\0\\1\\0";

  @TempDir Path folder;

  private int files;

  @Test
  void framesStandInTheOrderOfTheirPlaces() throws IOException {
    Image read = read(3, placed(AXIAL, "-5\\-7\\4", "-5\\-7\\1", "-5\\-7\\2.5"));
    assertArrayEquals(new float[] {2, 2, 3, 3, 1, 1}, Pixels.of(read));
    assertEquals(1.5, read.calibration().z(), 1e-9);
    assertTrue(read.notes().get(0).contains("brought into"), read.notes().toString());
    // To the left and back in DICOM is negative in NIfTI.
    assertEquals(List.of(-.5, 0., 0., 5., 0., -.5, 0., 7., 0., 0., 1.5, 1.), positive(read));
    assertEquals("LPS", read.world().axes());
  }

  /** -0 as 0. */
  private static List<Double> positive(Image read) {
    return read.world().affine().stream().map(value -> value + 0.).toList();
  }

  /** As other programs show it: what was drawn there has that order, too. */
  @Test
  void framesFromAboveStayAsTheyAre() throws IOException {
    Image read = read(3, placed(AXIAL, "0\\0\\4", "0\\0\\2", "0\\0\\0"));
    assertArrayEquals(new float[] {1, 1, 2, 2, 3, 3}, Pixels.of(read));
    assertEquals(List.of(), read.notes());
    assertEquals("LPI", read.world().axes());
    assertEquals(2, read.calibration().z());
  }

  /** The normal of rows to the back and columns to the feet leads to the right. */
  @Test
  void theNormalIsThatOfRowsAndColumns() throws IOException {
    Image read = read(3, placed("0\\1\\0\\0\\0\\-1", "9\\0\\0", "0\\0\\0", "3\\0\\0"));
    assertArrayEquals(new float[] {1, 1, 3, 3, 2, 2}, Pixels.of(read));
    assertEquals(0, read.calibration().z());
    assertEquals("PIR", wholly("0\\1\\0\\0\\0\\-1", "6\\0\\0", "3\\0\\0", "0\\0\\0"));
  }

  private String wholly(String plane, String... places) throws IOException {
    return read(3, placed(plane, places)).world().axes();
  }

  @Test
  void slicesThatAreMissingLeaveTheDistanceUnknown() throws IOException {
    Image read = read(3, placed(AXIAL, "0\\0\\0", "0\\0\\1", "0\\0\\3"));
    assertTrue(read.calibration().isFlat());
    assertFalse(read.world().isPlaced());
    assertTrue(read.notes().toString().contains("some were missing"));
    assertTrue(read.notes().toString().contains("volumes are not measured"));
  }

  @Test
  void whatIsNoStackIsRefused() throws IOException {
    refused("one place", 3, placed(AXIAL, "0\\0\\0", "0\\0\\1", "0\\0\\0"));
    DicomBuilder planes = start(2);
    planes.sequence(
        0x5200,
        0x9230,
        item("0\\0\\0").sequence(0x20, 0x9116, plane(AXIAL)),
        item("0\\0\\1").sequence(0x20, 0x9116, plane("0\\1\\0\\0\\0\\-1")));
    refused("different planes", 2, planes);
    refused("describes 2 of its 3", 3, start(3).sequence(0x5200, 0x9230, item("0"), item("1")));
    DicomBuilder more = start(1).sequence(0x5200, 0x9230, item("0"), item("1"));
    refused("more frames than the 1", 1, more);
    refused(
        "only some", 3, shared(3, AXIAL).sequence(0x5200, 0x9230, item("0\\0\\1"), none(), none()));
    refused("tiles of a slide", 2, start(2).longs(0x48, 6, 2));
    refused("directions of its rows", 2, placed("1\\0\\0\\1\\0\\0", "0\\0\\0", "0\\0\\1"));
    refused("\"x\"", 2, placed(AXIAL, "0\\0\\x", "0\\0\\1"));
  }

  /** Of stack and place in the stack the second differs. */
  @Test
  void withoutPlacesTheOneIndexThatDiffersCounts() throws IOException {
    Image read = read(3, indexed(new int[] {1, 2}, new int[] {1, 3}, new int[] {1, 1}));
    assertArrayEquals(new float[] {3, 3, 1, 1, 2, 2}, Pixels.of(read));
    refused("one place", 3, indexed(new int[] {1, 1}, new int[] {2, 1}, new int[] {1, 2}));
    refused("one place", 2, indexed(new int[] {1, 1}, new int[] {1, 1}));
  }

  @Test
  void vectorsOfNuclearMedicineAreIndices() throws IOException {
    DicomBuilder slices = start(3).shorts(0x54, 0x10, 1, 1, 1).shorts(0x54, 0x80, 2, 3, 1);
    assertArrayEquals(new float[] {3, 3, 1, 1, 2, 2}, Pixels.of(read(3, slices)));
    refused("energies", 4, start(4).shorts(0x54, 0x10, 1, 1, 2, 2).shorts(0x54, 0x80, 1, 2, 1, 2));
  }

  @Test
  void offsetsAreDistances() throws IOException {
    DicomBuilder dose = start(3).decimal(0x3004, 0xc, "0\\2.5\\5");
    Image read = read(3, dose);
    assertEquals(2.5, read.calibration().z());
    assertArrayEquals(new float[] {1, 1, 2, 2, 3, 3}, Pixels.of(read));
  }

  @Test
  void framesWithoutPlacesAreTakenAsTheyStandAndThatIsSaid() throws IOException {
    assertTrue(
        read(3, start(3)).notes().get(0).contains("in the order in which the file has them"));
    assertTrue(read(3, start(3)).calibration().isFlat());
    Image thick = read(3, start(3, DicomBuilder.start(EXPLICIT).decimal(0x18, 0x50, "2.5")));
    assertEquals(2.5, thick.calibration().z());
    assertTrue(thick.notes().toString().contains("thickness, 2.5 mm, was taken"));
    assertEquals(List.of(), read(1, start(1)).notes());
  }

  @Test
  void framesWithPixelsOfDifferentSizesAreRefused() throws IOException {
    DicomBuilder small = size(item("0\\0\\0"), ".5\\.5");
    DicomBuilder large = size(item("0\\0\\1"), "1\\1");
    refused("different sizes", 2, shared(2, AXIAL).sequence(0x5200, 0x9230, small, large));
  }

  /** A scale of 10 that all frames share, in a file that does not say what is a sequence. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void valuesOfSharedGroupsAreFoundInEitherKind(boolean explicit) throws IOException {
    DicomBuilder scale = DicomBuilder.item(explicit);
    scale.decimal(0x28, 0x1052, "3").decimal(0x28, 0x1053, "10");
    DicomBuilder group = DicomBuilder.item(explicit).sequence(0x28, 0x9145, scale);
    DicomBuilder dicom = DicomBuilder.start(explicit ? EXPLICIT : "1.2.840.10008.1.2");
    if (!explicit) dicom.implicit();
    dicom.kind(1, "MONOCHROME2", 1, 2, 8, 8, 0).decimal(0x28, 8, "2");
    dicom.sequence(0x5200, 0x9229, group);
    Path file = file(dicom.bytes((byte) 1, (byte) 1, (byte) 2, (byte) 2));
    assertArrayEquals(new float[] {13, 13, 23, 23}, Pixels.of(ImageReader.read(file)));
  }

  private static DicomBuilder indexed(int[]... indices) {
    DicomBuilder[] items = new DicomBuilder[indices.length];
    for (int i = 0; i < items.length; i++) {
      DicomBuilder content = DicomBuilder.item().longs(0x20, 0x9157, indices[i]);
      items[i] = DicomBuilder.item().sequence(0x20, 0x9111, content);
    }
    return start(items.length).sequence(0x5200, 0x9230, items);
  }

  private static DicomBuilder placed(String plane, String... places) {
    DicomBuilder[] items = new DicomBuilder[places.length];
    for (int i = 0; i < items.length; i++) items[i] = item(places[i]);
    return shared(places.length, plane).sequence(0x5200, 0x9230, items);
  }

  private static DicomBuilder shared(int frames, String plane) {
    DicomBuilder group = DicomBuilder.item().sequence(0x20, 0x9116, plane(plane));
    return start(frames).sequence(0x5200, 0x9229, group);
  }

  private static DicomBuilder plane(String plane) {
    return DicomBuilder.item().decimal(0x20, 0x37, plane);
  }

  private static DicomBuilder item(String place) {
    DicomBuilder position = DicomBuilder.item().decimal(0x20, 0x32, place);
    return DicomBuilder.item().sequence(0x20, 0x9113, position);
  }

  private static DicomBuilder none() {
    return DicomBuilder.item().sequence(0x20, 0x9113, DicomBuilder.item());
  }

  private static DicomBuilder size(DicomBuilder item, String size) {
    return item.sequence(0x28, 0x9110, DicomBuilder.item().decimal(0x28, 0x30, size));
  }

  /** Frames of 2 x 1 pixels of .5 mm. */
  private static DicomBuilder start(int frames) {
    return start(frames, DicomBuilder.start(EXPLICIT));
  }

  private static DicomBuilder start(int frames, DicomBuilder dicom) {
    return dicom
        .decimal(0x28, 0x30, ".5\\.5")
        .kind(1, "MONOCHROME2", 1, 2, 8, 8, 0)
        .decimal(0x28, 8, "" + frames);
  }

  private void refused(String words, int frames, DicomBuilder dicom) throws IOException {
    Path file = file(dicom.bytes(new byte[2 * frames]));
    assertSentence(() -> ImageReader.read(file), file, words);
  }

  /** The first frame is all 1, the second all 2 and so on. */
  private Image read(int frames, DicomBuilder dicom) throws IOException {
    byte[] pixels = new byte[2 * frames];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (1 + i / 2);
    return ImageReader.read(file(dicom.bytes(pixels)));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("image" + files++ + ".dcm"), bytes);
  }
}
