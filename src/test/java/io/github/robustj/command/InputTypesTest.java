package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import io.github.robustj.RobustJ;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.module.Module;

/** A file given as input opens in the type that it has, with the intensities that are read. */
class InputTypesTest extends FakeEngineContext {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "8-bit ramp, tif, 1, 8",
    "8-bit ramp, tif, 3, 8",
    "8-bit ramp, png, 1, 8",
    "8-bit ramp, bmp, 1, 8",
    "16-bit ramp, tif, 2, 16",
    "16-bit ramp, png, 1, 16",
    "32-bit ramp, tif, 2, 32",
    "RGB ramp, tif, 1, 24",
    "RGB ramp, png, 1, 24",
  })
  void imagesKeepTheirType(String type, String ending, int slices, int bits) throws Throwable {
    ImagePlus image = IJ.createImage("case 1", type, 20, 16, slices);
    if (bits == 24) IJ.setForegroundColor(200, 30, 90);
    if (bits == 24) image.getProcessor().fill(new Roi(2, 2, 9, 9));
    Path file = folder.resolve("case 1." + ending);
    save(image, file.toString(), ending);
    ImagePlus shown = shown(file);
    assertEquals(bits, shown.getBitDepth());
    assertEquals("case 1", shown.getTitle());
    requireSame(ImagePlusConverter.toImage(image), ImagePlusConverter.toImage(shown));
    assertEquals(bits, RobustJ.open(file.toString()).getBitDepth());
    Module attacked =
        MacroCall.script(
            context,
            AttackCommand.class,
            Map.of("model", "/m", "input", file.toFile(), "float_image", false));
    assertEquals(bits, ((ImagePlus) attacked.getOutput("adversarial")).getBitDepth());
  }

  /** The NIfTI types 2 and 4 are of 8 and 16 bit, 16 is float. */
  @ParameterizedTest
  @CsvSource({"2, 0, 8", "4, 0, 16", "4, -5, 32", "16, 0, 32", "512, 0, 16"})
  void niftiKeepsItsTypeWhereImageJHasIt(int type, int first, int bits) throws Throwable {
    Path file = folder.resolve("volume.nii");
    float[] values = {first, 1, 2, 3, 250, 5};
    Files.write(file, nifti(type, values));
    ImagePlus shown = shown(file);
    assertEquals(bits, shown.getBitDepth());
    for (int i = 0; i < values.length; i++)
      assertEquals(values[i], shown.getProcessor().getf(i), "pixel " + i);
  }

  /** What is drawn on a saved image comes along, as it does when ImageJ opens it. */
  @Test
  void theOverlayOfAFileIsKept() throws Throwable {
    ImagePlus image = IJ.createImage("case", "8-bit ramp", 20, 16, 1);
    Roi own = new Roi(1, 1, 3, 3);
    own.setName("mine");
    image.setOverlay(new Overlay(own));
    Path file = folder.resolve("case.tif");
    new FileSaver(image).saveAsTiff(file.toString());
    assertEquals("mine", shown(file).getOverlay().get(0).getName());
  }

  private static void save(ImagePlus image, String file, String ending) {
    FileSaver saver = new FileSaver(image);
    switch (ending) {
      case "png" -> saver.saveAsPng(file);
      case "bmp" -> saver.saveAsBmp(file);
      default -> IJ.saveAsTiff(image, file);
    }
  }

  /** 3 x 2 pixels; after the standard's field table. */
  private static byte[] nifti(int type, float[] values) {
    int bits = type == 2 ? 8 : type == 16 ? 32 : 16;
    ByteBuffer file = ByteBuffer.allocate(352 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 348).putFloat(108, 352).putShort(70, (short) type).putShort(72, (short) bits);
    file.putShort(40, (short) 2).putShort(42, (short) 3).putShort(44, (short) 2);
    for (int at : new int[] {76, 80, 84, 88}) file.putFloat(at, 1);
    file.put(123, (byte) 2).put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    file.position(352);
    for (float value : values)
      switch (bits) {
        case 8 -> file.put((byte) value);
        case 16 -> file.putShort((short) value);
        default -> file.putFloat(value);
      }
    return file.array();
  }

  private static ImagePlus shown(Path file) throws Throwable {
    Map<String, Object> inputs =
        Map.of("model", new File("/m"), "input", file.toFile(), "label_image", false);
    Module done = MacroCall.script(context, PredictCommand.class, inputs);
    return (ImagePlus) done.getOutput("outlined");
  }

  private static void requireSame(Image expected, Image found) {
    var others = Views.flatIterable(found.pixels()).iterator();
    for (var pixel : Views.flatIterable(expected.pixels()))
      assertEquals(pixel.get(), others.next().get());
  }
}
