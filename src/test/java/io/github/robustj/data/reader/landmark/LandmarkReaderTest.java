package io.github.robustj.data.reader.landmark;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset;
import io.github.robustj.data.Sample;
import io.github.robustj.data.YOrigin;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every layout of landmarks, and what users get wrong in them. */
class LandmarkReaderTest {

  private static final String HEADING = "image,pixel_size_mm,nose_x,nose_y,chin_x,chin_y,split\n";

  @TempDir Path root;

  @BeforeEach
  void twoImages() throws IOException {
    Files.createDirectories(root.resolve("images"));
    for (String name : List.of("a.png", "b.png"))
      ImageIO.write(
          new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY),
          "png",
          root.resolve("images").resolve(name).toFile());
  }

  @Test
  void readsATableWithMissingPointsAndPixelSizes() throws IOException {
    table(HEADING + "a.png,.1,3.5,4,,,train\nb,,5,6,7,8,test\nelsewhere.png,,1,1,1,1,test\n");
    LandmarkDataset data = LandmarkReader.read(root, "", YOrigin.AUTOMATIC);
    assertEquals(List.of("nose", "chin"), data.names());
    assertEquals(2, data.dataset().cases().size(), "rows without an image are left out");
    Sample a = load(data, 0, 0);
    assertEquals(
        Landmarks.of(Map.of("nose", Landmark.at(3.5, 4)), new Calibration(.1, .1, 0, "mm")),
        a.annotation());
    assertEquals(Calibration.PIXELS, load(data, 1, 0).image().calibration(), "never guessed");
    assertEquals(new Calibration(.3, .3, 0, "mm"), load(data, 1, .3).image().calibration());
    assertEquals(.1, load(data, 0, .3).image().calibration().x(), "the table comes first");
  }

  @Test
  void readsATablePerImage() throws IOException {
    write("landmarks/a.csv", "name,x,y\nnose,1,2\nchin,,\n");
    write("images/b.csv", "name,x,y\nchin,3,4\nnose,5,6\n");
    LandmarkDataset data = LandmarkReader.read(root, "", YOrigin.AUTOMATIC);
    assertEquals(List.of("nose", "chin"), data.names());
    assertEquals(Map.of("nose", Landmark.at(1, 2)), data.marks().get("a").points());
    assertEquals(Landmark.at(3, 4), data.marks().get("b").points().get("chin"));
  }

  @Test
  void averagesTheReadersOfTheCephalometricChallenge() throws IOException {
    for (String image : List.of("a", "b")) {
      write("text/400_senior/" + image + ".txt", "10,12\n4,5\n1\n2\n");
      write("text/400_junior/" + image + ".txt", "12,12\n4,6\n1\n3\n");
    }
    LandmarkDataset data = LandmarkReader.read(root, "", YOrigin.AUTOMATIC);
    assertEquals(List.of("L1", "L2"), data.names());
    assertEquals(
        Map.of("L1", Landmark.at(11, 12), "L2", Landmark.at(4, 5.5)),
        data.marks().get("b").points());
    write("text/400_junior/b.txt", "12,12\n1\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "b.txt", "1 points", "has 2");
  }

  @Test
  void readsPointRois() throws IOException {
    zip("images/a.zip", point("nose", 3, 4), point("chin", 5.5, 6.25), new Roi(1, 1, 2, 2));
    zip("images/b.zip", point("chin", 1, 2), point("nose", 3, 4));
    LandmarkDataset data = LandmarkReader.read(root, "", YOrigin.AUTOMATIC);
    assertEquals(
        Map.of("nose", Landmark.at(3, 4), "chin", Landmark.at(5.5, 6.25)),
        data.marks().get("a").points());
  }

  @Test
  void severalPointsInOneRoiAreCounted() throws IOException {
    Roi both = new PointRoi(new float[] {1, 2}, new float[] {3, 4}, 2);
    both.setName("tip");
    Files.write(root.resolve("images/a.roi"), RoiEncoder.saveAsByteArray(both));
    Files.write(root.resolve("images/b.roi"), RoiEncoder.saveAsByteArray(both));
    assertEquals(
        List.of("tip 1", "tip 2"), LandmarkReader.read(root, "", YOrigin.AUTOMATIC).names());
  }

  @Test
  void refusesPointsOutsideTheImage() throws IOException {
    table(HEADING + "a,,30,4,1,1,\nb,,29.5,19.5,-.5,-.5,\n");
    LandmarkDataset data = LandmarkReader.read(root, "", YOrigin.AUTOMATIC);
    assertSentence(() -> load(data, 0, 0), "landmarks.csv", "nose of a at (30.0, 4.0)", "30 x 20");
    load(data, 1, 0);
  }

  @Test
  void refusesDuplicates() throws IOException {
    table("image,nose_x,nose_y,nose_x,nose_y\na,1,1,2,2\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "landmarks.csv", "nose_x twice");
    table(HEADING + "a,,1,1,1,1,\na.png,,1,1,1,1,\n");
    assertSentence(() -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "two rows", "a.png");
    Files.delete(root.resolve("landmarks.csv"));
    write("landmarks/a.csv", "name,x,y\nnose,1,2\nnose,3,4\n");
    assertSentence(() -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "a.csv", "nose twice");
    zip("landmarks/b.zip", point("chin", 1, 2), point("chin", 3, 4));
    write("landmarks/a.csv", "name,x,y\nchin,1,2\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "b.zip", "two points named chin");
  }

  @Test
  void refusesDifferentLandmarks() throws IOException {
    write("landmarks/a.csv", "name,x,y\nnose,1,2\nchin,,\n");
    write("landmarks/b.csv", "name,x,y\nnose,1,2\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC),
        "b.csv",
        "nose, chin",
        "empty cells");
  }

  @Test
  void refusesEmptyTables() throws IOException {
    table("");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "landmarks.csv is empty");
    table(HEADING);
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "landmarks.csv", "no row");
  }

  @Test
  void readsOtherDelimitersAndRefusesWhatIsAmbiguous() throws IOException {
    for (String text :
        List.of(
            HEADING.replace(',', ';') + "a;;1,5;2;3;4;\nb;;;;;;\n",
            "sep=;\r\n" + HEADING.replace(',', ';') + "a;;1,5;2;3;4;\r\nb;;;;;;\r\n;;;;;;\r\n",
            HEADING.replace(',', '\t') + "a\t\t1.5\t2\t3\t4\t\nb\t\t\t\t\t\t\n",
            HEADING.toUpperCase(Locale.ROOT).replace("NOSE", "nose")
                + "a,,1.5,2,3,4,\nb,,,,,,\n")) {
      table(text);
      assertEquals(
          Landmark.at(1.5, 2),
          LandmarkReader.read(root, "", YOrigin.AUTOMATIC).marks().get("a").points().get("nose"),
          text);
    }
    table(HEADING.replace(',', ';') + "a;;1,5;2.5;3;4;\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "2.5", "decimals have a comma");
    table(HEADING + "a,,1,5,2,3,4,\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC),
        "8 cells",
        "row of a",
        "not a comma");
    table(HEADING + "a,,\"1,5\",2,3,4,\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC),
        "\"1,5\"",
        "nose_x of a",
        "a point");
    table(HEADING + "a,,left,2,3,4,\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "\"left\"", "nose_x of a");
  }

  @Test
  void refusesHalfPointsAndHalfColumns() throws IOException {
    table(HEADING + "a,,1,,3,4,\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "one coordinate of nose", "a");
    table("image,nose_x,chin_x,chin_y\na,1,1,1\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC),
        "column nose_x",
        "no column nose_y");
    table("name,nose_x,nose_y\na,1,1\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "\"name\"", "image was expected");
    table("image,group\na,1\n");
    assertSentence(() -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "no landmark");
    table(HEADING + "a,-1,1,1,1,1,\n");
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "pixel_size_mm -1", "above 0");
  }

  @Test
  void refusesImagesWithoutPoints() throws IOException {
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "a.png has no landmarks", "a.csv");
    table(HEADING + "a,,1,1,1,1,\n");
    assertSentence(() -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "no row for", "b.png");
  }

  @Test
  void refusesPointsWithoutName() throws IOException {
    zip("images/a.zip", point("0001-0012-0034", 3, 4));
    assertSentence(
        () -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC), "a.zip", "without a name");
  }

  private static Sample load(LandmarkDataset data, int i, double pixelSize) {
    CaseFiles files = data.dataset().cases().get(i);
    return LandmarkReader.load(files, data, pixelSize);
  }

  private void table(String text) throws IOException {
    write("landmarks.csv", text);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private static Roi point(String name, double x, double y) {
    Roi roi = new PointRoi(x, y);
    roi.setName(name);
    return roi;
  }

  private void zip(String file, Roi... rois) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    int n = 0;
    try (OutputStream out = Files.newOutputStream(root.resolve(file));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Roi roi : rois) {
        zip.putNextEntry(new ZipEntry(n++ + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
        zip.closeEntry();
      }
    }
  }
}
