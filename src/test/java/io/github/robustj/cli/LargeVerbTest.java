package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Images;
import io.github.robustj.file.OutputLock;
import io.github.robustj.job.Engine;
import io.github.robustj.testing.MadeSlide;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code robustj predict} of OME-Zarr writes what it writes of the same pixels in TIFF. */
class LargeVerbTest {

  private static final int SIDE = 150;

  @TempDir Path folder;

  private Path slide;
  private Path tiff;

  @BeforeEach
  void make() {
    slide = folder.resolve("slide.ome.zarr");
    tiff = folder.resolve("slide.tif");
  }

  private void write(int channels) {
    MadeSlide.write(slide, SIDE, channels);
    Image image = ImageReader.read(slide, Role.IMAGE);
    ImageFiles.tiff(Images.of(image), tiff);
  }

  @ParameterizedTest
  @CsvSource({
    "segmentation, 1, predictions.csv",
    "landmark, 1, landmarks.csv",
    "detection, 3, counts.csv",
    "detection, 3, boxes.csv"
  })
  void tablesAreTheSame(String task, int channels, String table) throws IOException {
    write(channels);
    run(0, task, tiff, "small");
    run(0, task, slide, "large");
    assertEquals(
        lines(folder.resolve("small").resolve(table)),
        lines(folder.resolve("large/slide-" + table)));
    ImagePlus overview = IJ.openImage(folder.resolve("large/slide-overview.png").toString());
    assertEquals(SIDE, overview.getWidth());
    assertFalse(Files.exists(folder.resolve("large/slide.blocks")));
    boolean labels = task.equals("segmentation");
    assertEquals(labels, Files.exists(folder.resolve("large/slide-labels.ome.zarr")));
    if (labels) run(0, task, slide, "large", "--resume");
  }

  @Test
  void optionsOfBlocksAreRefusedForOtherImages() {
    write(1);
    String said = run(1, "segmentation", tiff, "small", "--block", "512");
    assertTrue(said.contains("The option block has an effect only on images"), said);
  }

  @Test
  void optionsOfOtherImagesAreRefusedForBlocks() {
    write(1);
    String all = run(1, "segmentation", slide, "large", "--probabilities");
    assertTrue(all.contains("The option probabilities has an effect only on images"), all);
    String said = run(1, "segmentation", slide, "large", "--overlay", "none");
    assertTrue(said.contains("The option overlay has an effect only on images"), said);
  }

  /** Tiles of other sides than those of evaluations are said, as for images that fit. */
  @Test
  void otherTilesAreSaid() {
    write(1);
    String said = run(0, "segmentation", slide, "large", "--tile", "64");
    assertEquals(2, said.split("is seen in tiles of 64 pixels, in attacks", -1).length, said);
  }

  /** Where they would change what the image is, and end a run that is to go on. */
  @Test
  void resultsDoNotLieInTheImage() throws IOException {
    write(1);
    Path tiles = Files.createDirectories(folder.resolve("slide.tiles"));
    Files.copy(tiff, tiles.resolve("tile_r0_c0.tif"));
    for (String out : List.of("slide.ome.zarr", "slide.ome.zarr/more/results", "slide.tiles")) {
      Path image = folder.resolve(Path.of(out).getName(0));
      String said = run(1, "segmentation", image, out);
      assertTrue(said.contains("would lie in the image"), said);
    }
    assertFalse(Files.exists(slide.resolve("more")));
    assertEquals(1, tiles.toFile().list().length);
  }

  /** From Fiji, for instance. */
  @Test
  void twoRunsDoNotWriteTheSame() {
    write(1);
    try (OutputLock other = OutputLock.on(folder.resolve("large/slide"))) {
      String said = run(1, "segmentation", slide, "large");
      assertTrue(said.contains("is being written by another run"), said);
    }
    run(0, "segmentation", slide, "large");
  }

  /** But for the name of the image. */
  private static List<String> lines(Path table) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(table)) lines.add(line.replaceFirst("^slide[^,]*,", ""));
    return lines;
  }

  private String run(int expected, String task, Path input, String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "predict",
                "--model",
                "src/test/resources/earlier/" + task + "/model",
                "--input",
                input.toString(),
                "--out",
                folder.resolve(out).toString()));
    words.addAll(List.of(more));
    StringWriter err = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
    int code =
        new Program(Main.verbs(), streams, Engine.inProcess(), new Cancellation())
            .run(words.toArray(String[]::new));
    assertEquals(expected, code, err.toString());
    return err.toString();
  }
}
