package io.github.robustj.data.reader.landmark;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points whose numbers mean something else than pixels, and points in two files. */
class LandmarkMeaningTest {

  @TempDir Path root;

  /** The images {@code a} and {@code b} of 64 x 48 pixels. */
  @BeforeEach
  void images() throws IOException {
    Files.createDirectory(root.resolve("images"));
    for (String name : List.of("a", "b"))
      new FileSaver(new ImagePlus(name, new ByteProcessor(64, 48)))
          .saveAsPng(root.resolve("images/" + name + ".png").toString());
  }

  @Test
  void sharesOfTheImageAreNoPixels() throws IOException {
    Path table = table("image,n_x,n_y,c_x,c_y", "a,.1,.2,.5,.9", "b,.3,1,,");
    assertSentence(this::read, root, "lie in 0 to 1", "multiply x by the width");
    Image image = ImageReader.read(root.resolve("images/a.png"));
    assertSentence(() -> LandmarkReader.points(table, image), table, "lie in 0 to 1");
    Path one = Files.writeString(root.resolve("one.csv"), "name,x,y\nn,.1,.2\n");
    assertSentence(() -> LandmarkReader.points(one, image), one, "lie in 0 to 1");
    table("image,n_x,n_y", "a,0,1", "b,.5,2");
    assertEquals(Landmark.at(0, 1), read().marks().get("a").points().get("n"));
  }

  @Test
  void pointsInTheCornerAreSaid() throws IOException {
    table("image,n_x,n_y,c_x,c_y", "a,0,0,5,9", "b,3,1,0,0");
    assertTrue(
        read().dataset().notes().get(0).startsWith("2 of 4 landmarks lie at exactly (0, 0)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spacing", "pixel_size", "Image_Size", "DPI"})
  void sizesAreNoPoints(String name) throws IOException {
    table("image,n_x,n_y," + name + "_x," + name + "_y", "a,1,2,.5,.5", "b,3,4,.5,.5");
    assertSentence(this::read, "landmarks.csv", name + "_x", "pixel_size_mm");
  }

  @Test
  void otherUnitsAreNamed() throws IOException {
    table("image,n_x_mm,n_y_mm,c_x,c_y", "a,1,2,5,9", "b,3,1,0,7");
    assertSentence(this::read, "landmarks.csv", "n_x_mm", "in pixels");
  }

  @Test
  void whatIsNotVisibleWasNotSet() throws IOException {
    table("image,n_x,n_y,n_visible,c_x,c_y,c_v", "a,1,2,0,5,9,2", "b,3,1,1,4,7,False");
    Map<String, LandmarkDataset.Marks> marks = read().marks();
    assertEquals(Map.of("c", Landmark.at(5, 9)), marks.get("a").points());
    assertEquals(Map.of("n", Landmark.at(3, 1)), marks.get("b").points());
  }

  @Test
  void pointsInTwoFilesAreNamed() throws IOException {
    Files.createDirectory(root.resolve("landmarks"));
    for (String name : List.of("a", "b"))
      for (String folder : List.of("landmarks/", "images/"))
        Files.writeString(root.resolve(folder + name + ".csv"), "name,x,y\nn,5,6\n");
    assertSentence(this::read, "a.png", "landmarks", "both in", "keep one");
    table("image,n_x,n_y", "a,1,2", "b,3,4");
    assertSentence(this::read, "both in", "landmarks.csv", "keep one");
  }

  @Test
  void morePointsThanTheFileSaysAreNamed() throws IOException {
    Path file = root.resolve("x.tps");
    String curve = "CURVES=1\nPOINTS=2\n7 7\n8 8\n";
    Files.writeString(file, "LM=1\n1 2\n" + curve + "IMAGE=a.png\nLM=1\n3 4\nIMAGE=b.png\n");
    assertEquals(Landmark.at(3, 4), TpsFile.read(file).marks().get("b").points().get("L1"));
    Files.writeString(file, "LM=1\n1 2\n9 9\nIMAGE=a.png\nLM=1\n3 4\nIMAGE=b.png\n");
    assertSentence(this::read, "x.tps", "9 9", "as many landmarks as LM=");
  }

  /** In a single image the points of all slices would lie upon each other. */
  @Test
  void pointsOfAStackAreNamed() throws IOException {
    PointRoi points = new PointRoi(new float[] {5, 9}, new float[] {6, 9}, 2);
    points.setName("n");
    // The slice stands above the byte of the counter.
    points.setCounters(new int[] {1 << 8, 2 << 8});
    Path file = root.resolve("a.roi");
    Files.write(file, RoiEncoder.saveAsByteArray(points));
    assertSentence(() -> PointRois.read(file), "a.roi", "different slices");
  }

  private LandmarkDataset read() {
    return LandmarkReader.read(root, "", YOrigin.AUTOMATIC);
  }

  private Path table(String heading, String... rows) throws IOException {
    return Files.writeString(
        root.resolve("landmarks.csv"), heading + "\n" + String.join("\n", rows));
  }
}
