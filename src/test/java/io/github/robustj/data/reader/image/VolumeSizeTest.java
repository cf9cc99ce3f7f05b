package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.VolumeSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large a volume is, asked of its header, is how large it is read. */
class VolumeSizeTest {

  @TempDir Path folder;

  @Test
  void headersOfVolumes() {
    for (String name : new String[] {"a.nii", "a.nii.gz"}) {
      Path file = folder.resolve(name);
      NiftiWriter.write(file, new Image("a", ArrayImgs.floats(5, 4, 1, 7), Calibration.PIXELS));
      assertEquals(Optional.of(new VolumeSize(5, 4, 7)), ImageReader.volume(file));
    }
    assertEquals(new VolumeSize(6, 5, 9), read(tiff(1, 9, 1)));
    assertEquals(new VolumeSize(6, 5, 3), read(tiff(2, 3, 1)));
    assertEquals(new VolumeSize(6, 5, 4), read(tiff(1, 1, 4)));
  }

  private VolumeSize read(Path file) {
    VolumeSize size = ImageReader.volume(file).orElseThrow();
    Image image = ImageReader.read(file);
    assertEquals(size, new VolumeSize(image.width(), image.height(), image.slices()));
    return size;
  }

  private Path tiff(int channels, int slices, int frames) {
    ImagePlus image = IJ.createImage("a", "8-bit ramp", 6, 5, channels * slices * frames);
    image.setDimensions(channels, slices, frames);
    image.setOpenAsHyperStack(true);
    Path file = folder.resolve("a%d%d%d.tif".formatted(channels, slices, frames));
    if (image.getStackSize() == 1) new FileSaver(image).saveAsTiff(file.toString());
    else new FileSaver(image).saveAsTiffStack(file.toString());
    return file;
  }

  @Test
  void aSingleSliceIsNone() {
    ImagePlus picture = IJ.createImage("a", "8-bit ramp", 6, 5, 1);
    Path png = folder.resolve("a.png");
    new FileSaver(picture).saveAsPng(png.toString());
    assertEquals(Optional.empty(), ImageReader.volume(png));
    assertEquals(Optional.empty(), ImageReader.volume(tiff(1, 1, 1)));
    assertEquals(Optional.empty(), ImageReader.volume(folder.resolve("missing.nii")));
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    Path cut = Files.write(folder.resolve("cut.nii"), new byte[100]);
    assertSentence(() -> ImageReader.volume(cut), "cut.nii", "cut off");
  }
}
