package io.github.robustj.data.reader.landmark;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.robustj.data.Annotation.Landmarks;
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

/** TPS files and wide tables, whose y may count from below. */
class MorphometricsTest {

  private static final String TPS =
      "LM=2\r\n3 0\r\n5.5 19\r\nCURVES=1\r\nPOINTS=2\r\n7 7\r\n8 8\r\nIMAGE=C:\\wings\\a.jpg\r\nID=0\r\nSCALE=0.01\r\n"
          + "lm=2\n1 2\n3 4\nID=b\n\nLM=2\n1 2\n3 4\nIMAGE=gone.png\n";

  @TempDir Path root;

  /** 30 x 20 pixels. */
  @BeforeEach
  void images() throws IOException {
    Files.createDirectory(root.resolve("images"));
    for (String name : List.of("a", "b"))
      new FileSaver(new ImagePlus(name, new ByteProcessor(30, 20)))
          .saveAsPng(root.resolve("images/" + name + ".png").toString());
  }

  /** The lowest row of pixels is y = 0 there and y = 19 here. */
  @Test
  void tpsCountsFromBelowUnlessToldOtherwise() throws IOException {
    Path file = Files.writeString(root.resolve("Wings.TPS"), TPS);
    LandmarkDataset data = LandmarkReader.read(root, "", YOrigin.AUTOMATIC);
    assertEquals(List.of("L1", "L2"), data.names());
    assertEquals(points(3, 19, 5.5, 0), load(data, 0));
    assertEquals(points(1, 17, 3, 15), load(data, 1));
    String notes = String.join("\n", data.dataset().notes());
    assertTrue(notes.contains("from the bottom") && notes.contains("y_origin"), notes);
    assertTrue(notes.contains("1 entry of points without its image (gone)"), notes);
    assertEquals(points(3, 0, 5.5, 19), load(LandmarkReader.read(root, "", YOrigin.TOP), 0));
    assertEquals(
        points(3, 19, 5.5, 0),
        LandmarkReader.points(file, ImageReader.read(root.resolve("images/a.png")))
            .slices()
            .get(0));
  }

  @Test
  void wideTablesNameTheirLandmarksByNumber() throws IOException {
    Files.writeString(root.resolve("landmarks.csv"), "id,X1,Y1,X2,Y2\na,3,0,5.5,19\nb.jpg,1,2,,\n");
    LandmarkDataset data = LandmarkReader.read(root, "", YOrigin.AUTOMATIC);
    assertEquals(List.of("L1", "L2"), data.names());
    assertEquals(points(3, 0, 5.5, 19), load(data, 0));
    assertEquals(Map.of("L1", Landmark.at(1, 2)), load(data, 1));
    assertEquals(points(3, 19, 5.5, 0), load(LandmarkReader.read(root, "", YOrigin.BOTTOM), 0));
    Files.writeString(root.resolve("landmarks.csv"), "id,X1,Y1,X2\na,3,0,5.5\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "column X2", "no column Y2");
  }

  @Test
  void damagedTpsFilesAreNamed() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"LM=3\n1 2\n3 4\n", "cut off"},
          {"LM=2\n1 2\n3 4\nSCALE=1\n", "neither IMAGE= nor ID="},
          {"LM=1\n1 2\nIMAGE=a\nLM=2\n1 2\n3 4\nIMAGE=b\n", "2 landmarks for b but 1"},
          {"LM=1\n1 2\nIMAGE=a\nLM=1\n1 2\nIMAGE=a.png\n", "a.png twice"},
          {"LM=1\n1 NA\nIMAGE=a\n", "\"1 NA\""},
          {"LM=1\n1 2 3\nIMAGE=a\n", "\"1 2 3\""},
          {"LM=x\n", "\"LM=x\""},
          {"1 2\n", "\"1 2\""},
          {"", "no landmark"}
        }) {
      Path file = Files.writeString(root.resolve("w.tps"), wrong[0]);
      assertSentence(() -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), file, wrong[1]);
    }
    Path table = Files.writeString(root.resolve("landmarks.csv"), "image,a_x,a_y\na,1,1\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), table, "w.tps", "keep one");
  }

  private static Map<String, Landmark> points(double x1, double y1, double x2, double y2) {
    return Map.of("L1", Landmark.at(x1, y1), "L2", Landmark.at(x2, y2));
  }

  private static Map<String, Landmark> load(LandmarkDataset data, int i) {
    Landmarks points =
        (Landmarks) LandmarkReader.load(data.dataset().cases().get(i), data, 0).annotation();
    return points.slices().get(0);
  }
}
