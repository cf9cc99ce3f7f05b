package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.SlideProcess;
import io.github.robustj.testing.TrainedCells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The most memory that a process has while it predicts a slide of 8 bit, in multiples of the slide,
 * less what one has for an image of a single tile: Java, TensorFlow and the network. Side of the
 * slide in pixels: {@code -Drobustj.side=4000}.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class PredictionMemoryTest {

  private static final int SIDE = Integer.getInteger("robustj.side", 10_000);
  private static final int TILE = 512;

  @TempDir Path folder;

  /** The image, the candidates, and the objects down to a low score. */
  @Test
  void objectsTakeLittleBesideTheSlide() throws Exception {
    double times = times("objects", TrainedCells.in(folder), 3, "-Xmx465m");
    assertTrue(times <= 1.5, times + " times the slide");
  }

  /** The image, and a byte for each label: twice the slide. */
  @Test
  void masksTakeTheirLabelsBesideTheSlide() throws Exception {
    Discs.write(folder.resolve("discs"), 12);
    double times = times("mask", trained(folder.resolve("discs")), 1, "-Xmx360m");
    assertTrue(times <= 3, times + " times the slide");
  }

  /** The labels are a third of three colours; what Java has beside them differs by 100 MiB. */
  @Test
  void masksOfColoursTakeLittleBesideTheSlide() throws Exception {
    Discs.write(folder.resolve("discs"), 12);
    try (Stream<Path> images = Files.list(folder.resolve("discs/images"))) {
      for (Path image : (Iterable<Path>) images::iterator) colour(image);
    }
    double times = times("mask in colours", trained(folder.resolve("discs")), 3, "-Xmx560m");
    assertTrue(times <= 1.8, times + " times the slide");
  }

  private static void colour(Path file) {
    ImagePlus image = IJ.openImage(file.toString());
    ColorProcessor colours = image.getProcessor().convertToColorProcessor();
    colours.multiply(.8);
    colours.setChannel(2, image.getProcessor().convertToByteProcessor());
    IJ.saveAsTiff(new ImagePlus(image.getTitle(), colours), file.toString());
  }

  private Path trained(Path discs) {
    Map<String, Object> options =
        Map.of("epochs", 1, "width", 2, "depth", 1, "learning_rate", .01, "epsilon", 0);
    return TrainedCells.trained(discs, folder.resolve("model"), options);
  }

  private static double times(String what, Path model, int channels, String heap) throws Exception {
    long[] one = seen(model, TILE, channels, heap);
    long[] all = seen(model, SIDE, channels, heap);
    long base = one[0];
    long peak = all[0];
    assertTrue(
        one[1] > 0 && all[1] > one[1] * (SIDE / TILE) * (SIDE / TILE) / 2, all[1] + " found");
    double slide = (double) SIDE * SIDE * channels / (1 << 20);
    System.out.printf(
        "%s: %d x %d pixels, %.0f MiB: %d MiB, of which %d for Java and TensorFlow; %.1f times the"
            + " slide; %d found%n",
        what, SIDE, SIDE, slide, peak, base, (peak - base) / slide, all[1]);
    return (peak - base) / slide;
  }

  /**
   * The peak in MiB, and how much was found.
   *
   * @param heap that is enough: with a larger one Java collects later
   */
  private static long[] seen(Path model, int side, int channels, String heap)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    heap,
                    "-cp",
                    System.getProperty("java.class.path"),
                    SlideProcess.class.getName(),
                    model.toString(),
                    Integer.toString(side),
                    Integer.toString(channels)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes());
      assertEquals(0, process.waitFor(), said);
      String last = said.strip().lines().reduce((a, b) -> b).orElseThrow();
      return Stream.of(last.split(" ")).mapToLong(Long::parseLong).toArray();
    } finally {
      process.destroyForcibly();
    }
  }
}
