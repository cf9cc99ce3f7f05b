package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.data.Sample;
import io.github.robustj.data.reader.mask.DatasetReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images and labels that lie differently in the world: in one order where exact, else refused. */
class PlaceInTheWorldTest {

  private static final float[] RAS = {1, 0, 0, -5, 0, 2, 0, -7, 0, 0, 3, 11};

  @TempDir Path folder;

  @Test
  void theSamePlaceIsTheSameLabel() throws IOException {
    Sample sample = load(RAS, RAS, new int[] {2, 3, 2}, 1, 1, 1);
    assertArrayEquals(counting(12), Pixels.of((Mask) sample.annotation()));
    assertEquals(List.of(), sample.image().notes());
  }

  /** x runs from right to left in the label: its first pixel is the image's last of the row. */
  @Test
  void aMirroredLabelIsBroughtIntoTheOrderOfTheImage() throws IOException {
    float[] las = {-1, 0, 0, -5 + 1, 0, 2, 0, -7, 0, 0, 3, 11};
    Sample sample = load(RAS, las, new int[] {2, 3, 2}, 1, 2, 3);
    assertArrayEquals(
        new int[] {1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10}, Pixels.of((Mask) sample.annotation()));
    assertTrue(sample.image().notes().get(0).contains("LAS instead of RAS"));
  }

  /** The label's first axis runs along the image's third: label (a, b, c) is image (b, c, a). */
  @Test
  void aLabelWithOtherAxesIsBroughtIntoTheOrderOfTheImage() throws IOException {
    // Columns: where a step along the label's a, b, c leads.
    float[] turned = {0, 1, 0, -5, 0, 0, 2, -7, 3, 0, 0, 11};
    // The image has 2 x 3 x 2 pixels, the label 2 (z) x 2 (x) x 3 (y).
    Sample sample = load(RAS, turned, new int[] {2, 2, 3}, 3, 1, 2);
    int[] labels = Pixels.of((Mask) sample.annotation());
    for (int z = 0, i = 0; z < 2; z++)
      for (int y = 0; y < 3; y++)
        for (int x = 0; x < 2; x++) assertEquals(z + 2 * x + 4 * y, labels[i++]);
  }

  @Test
  void labelsThatLieElsewhereAreRefused() throws IOException {
    float[] shifted = {1, 0, 0, -4, 0, 2, 0, -7, 0, 0, 3, 11};
    float[] thick = {1, 0, 0, -5, 0, 2, 0, -7, 0, 0, 4, 11};
    float[] oblique = {.9f, -.5f, 0, -5, .4f, 1.8f, 0, -7, 0, 0, 3, 11};
    for (float[] other : List.of(shifted, thick, oblique))
      assertSentence(
          () -> load(RAS, other, new int[] {2, 3, 2}, 1, 2, 3),
          "label.nii does not lie on the image",
          "axes RAS",
          "resample");
  }

  /** The rounding of single precision is no other place. */
  @Test
  void roundedHeadersAreTheSamePlace() throws IOException {
    float[] rounded = {1.0001f, 0, 1e-6f, -5.001f, 0, 2, 0, -7, 0, 0, 2.9999f, 11};
    load(RAS, rounded, new int[] {2, 3, 2}, 1, 2, 3);
  }

  /** A half turn about z by the quaternion, against the same by rows. */
  @Test
  void quaternionsAndRowsAreOnePlace() throws IOException {
    float[] rows = {-1, 0, 0, 4, 0, -2, 0, 6, 0, 0, 3, 11};
    Consumer<ByteBuffer> quaternion =
        b -> {
          b.putShort(252, (short) 1).putFloat(256, 0).putFloat(260, 0).putFloat(264, 1);
          b.putFloat(268, 4).putFloat(272, 6).putFloat(276, 11);
        };
    Path image = write("image.nii", new int[] {2, 3, 2}, new double[] {1, 2, 3}, rows(rows));
    Path label = write("label.nii", new int[] {2, 3, 2}, new double[] {1, 2, 3}, quaternion);
    assertEquals(ImageReader.read(image).world().axes(), "LPS");
    Sample sample = DatasetReader.load(new CaseFiles("a", "a", List.of(image), label));
    assertArrayEquals(counting(12), Pixels.of((Mask) sample.annotation()));
  }

  @Test
  void aHeaderWithTwoSizesOfAPixelIsNamed() throws IOException {
    float[] twice = {2, 0, 0, 4, 0, 0, -4, 6, 0, 6, 0, 11};
    int[] size = {2, 3, 2};
    Path differing = write("a.nii", size, new double[] {1, 2, 3}, rows(twice));
    Image read = ImageReader.read(differing);
    assertEquals(1, read.calibration().x());
    assertTrue(read.notes().get(0).contains("1 x 2 x 3 mm (pixdim) and 2 x 6 x 4 mm"));
    Path none = write("b.nii", size, new double[] {0, 0, 0}, rows(twice));
    assertTrue(ImageReader.read(none).notes().get(0).contains("none (pixdim) and 2 x 6 x 4 mm"));
    Path same = write("c.nii", size, new double[] {2, 6, 4}, rows(twice));
    assertEquals(List.of(), ImageReader.read(same).notes());
  }

  @Test
  void withoutAPlaceTheSizesOfPixelsMustAgree() throws IOException {
    Path image = write("image.nii", new int[] {2, 3, 2}, new double[] {1, 2, 3}, b -> {});
    Path label = write("label.nii", new int[] {2, 3, 2}, new double[] {1, 2, 4}, b -> {});
    CaseFiles files = new CaseFiles("a", "a", List.of(image), label);
    assertSentence(() -> DatasetReader.load(files), "label.nii", "1 x 2 x 4 mm", "1 x 2 x 3 mm");
    Path tiff = tiff("a", "um", .5);
    Path other = tiff("b", "um", .25);
    Path unknown = tiff("c", "pixel", 1);
    Path print = tiff("d", "inch", 1 / 300.);
    Path same = tiff("e", "mm", .0005);
    assertSentence(
        () -> DatasetReader.load(new CaseFiles("a", "a", List.of(tiff), other)), "b.tif", "0.25");
    for (Path fine : List.of(unknown, print, same))
      DatasetReader.load(new CaseFiles("a", "a", List.of(tiff), fine));
  }

  /** Of ImageJ's files 1 may be a distance that nobody set, of NIfTI's it is one. */
  @Test
  void distancesOfSlicesMustAgreeWhereTheyAreKnown() throws IOException {
    Path image = write("image.nii", new int[] {2, 3, 2}, new double[] {.5, .5, 3}, b -> {});
    Path one = write("one.nii", new int[] {2, 3, 2}, new double[] {.5, .5, 1}, b -> {});
    Path none = write("none.nii", new int[] {2, 3, 2}, new double[] {.5, .5, 0}, b -> {});
    CaseFiles files = new CaseFiles("a", "a", List.of(image), one);
    assertSentence(() -> DatasetReader.load(files), "one.nii", "0.5 x 0.5 x 1 mm", "0.5 x 0.5 x 3");
    DatasetReader.load(new CaseFiles("a", "a", List.of(image), none));
    assertTrue(ImageReader.read(none).notes().get(0).contains("volumes are not measured"));
    ImagePlus stack = IJ.createImage("stack", "8-bit", 2, 3, 2);
    stack.getCalibration().pixelWidth = .5;
    stack.getCalibration().pixelHeight = .5;
    stack.getCalibration().setUnit("mm");
    Path tiff = folder.resolve("stack.tif");
    IJ.saveAsTiff(stack, tiff.toString());
    DatasetReader.load(new CaseFiles("a", "a", List.of(image), tiff));
    for (Image read : List.of(ImageReader.read(tiff), ImagePlusConverter.toImage(stack)))
      assertTrue(
          read.notes().get(0).contains("where no distance was set"), read.notes().toString());
  }

  @Test
  void channelsOfOneImageMustLieOnEachOther() throws IOException {
    float[] shifted = {1, 0, 0, -4, 0, 2, 0, -7, 0, 0, 3, 11};
    Path one = write("one.nii", new int[] {2, 3, 2}, new double[] {1, 2, 3}, rows(RAS));
    Path two = write("two.nii", new int[] {2, 3, 2}, new double[] {1, 2, 3}, rows(shifted));
    Path label = write("label.nii", new int[] {2, 3, 2}, new double[] {1, 2, 3}, rows(RAS));
    CaseFiles files = new CaseFiles("a", "a", List.of(one, two), label);
    assertSentence(() -> DatasetReader.load(files), "The channel", "two.nii", "does not lie on");
  }

  private Sample load(float[] image, float[] label, int[] labelSize, double... spacing)
      throws IOException {
    Path first = write("image.nii", new int[] {2, 3, 2}, new double[] {1, 2, 3}, rows(image));
    Path second = write("label.nii", labelSize, spacing, rows(label));
    return DatasetReader.load(new CaseFiles("a", "a", List.of(first), second));
  }

  private Path write(String name, int[] size, double[] spacing, Consumer<ByteBuffer> place)
      throws IOException {
    return NiftiBuilder.counting(size)
        .spacing(spacing[0], spacing[1], spacing[2])
        .with(place)
        .plain(folder.resolve(name));
  }

  private static Consumer<ByteBuffer> rows(float[] affine) {
    return b -> {
      assertEquals(ByteOrder.LITTLE_ENDIAN, b.order());
      b.putShort(254, (short) 1);
      for (int i = 0; i < 12; i++) b.putFloat(280 + 4 * i, affine[i]);
    };
  }

  private Path tiff(String name, String unit, double size) {
    ImagePlus image = new ImagePlus(name, new ByteProcessor(4, 4));
    image.getCalibration().setUnit(unit);
    image.getCalibration().pixelWidth = size;
    image.getCalibration().pixelHeight = size;
    Path file = folder.resolve(name + ".tif");
    IJ.saveAsTiff(image, file.toString());
    return file;
  }

  private static int[] counting(int n) {
    int[] values = new int[n];
    for (int i = 0; i < n; i++) values[i] = i;
    return values;
  }
}
