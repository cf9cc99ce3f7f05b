package io.github.robustj.data.reader.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Scaling;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nnU-Net's channel files are one image for a model that sees so many channels. */
class ChannelFilesTest {

  @TempDir Path folder;

  @Test
  void filesOfAllChannelsAreOneImage() {
    List<Path> files = paths("a_0000.nii.gz", "a_0001.nii.gz", "b.png", "c_0000.nii.gz");
    assertEquals(List.of("a", "b", "c_0000"), names(ChannelFiles.among(files, 2)));
    assertEquals(files.subList(0, 2), ChannelFiles.among(files, 2).get(0).files());
    for (int channels : new int[] {1, 3})
      assertEquals(
          List.of("a_0000", "a_0001", "b", "c_0000"), names(ChannelFiles.among(files, channels)));
  }

  @Test
  void numbersMustBeThoseOfChannels() {
    List<Path> files = paths("a_0001.png", "a_0002.png", "b_000.png", "b_001.png", "_0000.png");
    assertEquals(5, ChannelFiles.among(files, 2).size());
  }

  @Test
  void oneFileBringsTheOthers() {
    NiftiWriter.write(folder.resolve("t_0000.nii.gz"), image(1, 2));
    NiftiWriter.write(folder.resolve("t_0001.nii.gz"), image(3, 4));
    for (String name : List.of("t_0000.nii.gz", "t_0001.nii.gz")) {
      ChannelFiles found = ChannelFiles.of(folder.resolve(name), 2);
      assertEquals("t", found.name());
      Image read = found.read();
      assertEquals(2, read.channels());
      float[] pixels = new float[4];
      int i = 0;
      for (var pixel : Views.flatIterable(read.pixels())) pixels[i++] = pixel.get();
      assertEquals(List.of(1f, 2f, 3f, 4f), List.of(pixels[0], pixels[1], pixels[2], pixels[3]));
      assertEquals(3, ChannelFiles.channel(read, 1).pixels().getAt(0, 0, 0, 0).get());
    }
    assertEquals("t_0000", ChannelFiles.of(folder.resolve("t_0000.nii.gz"), 1).name());
  }

  /** Written as a file for each channel, an attacked image keeps how it is to be normalised. */
  @Test
  void theScalingOfAnAttackedImageGoesThroughItsChannels() {
    Scaling scaling =
        new Scaling(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6}, new float[] {7, 8});
    CleanScaling clean = new CleanScaling(Normalization.DEFAULT, "own", false, scaling);
    List<Optional<CleanScaling>> parts =
        List.of(Optional.of(clean.channel(0)), Optional.of(clean.channel(1)));
    assertEquals(clean.text(), CleanScaling.joined(parts).orElseThrow().text());
    assertEquals(Optional.empty(), CleanScaling.joined(List.of(parts.get(0), Optional.empty())));
  }

  private static Image image(float a, float b) {
    return new Image("t", ArrayImgs.floats(new float[] {a, b}, 2, 1, 1, 1), Calibration.PIXELS);
  }

  private List<Path> paths(String... names) {
    return List.of(names).stream().map(folder::resolve).toList();
  }

  private static List<String> names(List<ChannelFiles> images) {
    return images.stream().map(ChannelFiles::name).toList();
  }
}
