package io.github.robustj.data.reader;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.error.RobustJException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of ROIs that hold less, or something else, than they seem to. */
class RoiFilesTest {

  @TempDir Path root;
  private Path file;

  @BeforeEach
  void folders() throws IOException {
    file = Files.createDirectory(root.resolve("rois")).resolve("a.zip");
    Files.createDirectory(root.resolve("images"));
    for (String name : List.of("a", "b"))
      new FileSaver(new ImagePlus(name, new ByteProcessor(64, 48)))
          .saveAsPng(root.resolve("images/" + name + ".png").toString());
  }

  /** Also where it is cut exactly between two ROIs. */
  @Test
  void noCutArchiveIsTakenForAWholeOne() throws IOException {
    byte[] whole = zip(Map.of("x.roi", bytes(roi("red", 0)), "y.roi", bytes(roi("red", 0))));
    Files.write(file, whole);
    assertEquals(2, RoiFiles.read(file).size());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertSentence(() -> RoiFiles.read(file), file);
    }
  }

  @Test
  void foldersAndUpperCaseAreRead() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("set/X.ROI", bytes(roi("red", 0)));
    entries.put("__MACOSX/._x.roi", new byte[3]);
    entries.put("readme.txt", new byte[3]);
    Files.write(file, zip(entries));
    assertEquals(1, RoiFiles.read(file).size());
    entries.remove("set/X.ROI");
    Files.write(file, zip(entries));
    assertSentence(() -> RoiFiles.read(file), file, "no ROI");
    Files.write(file, zip(Map.of()));
    assertEquals(List.of(), RoiFiles.read(file), "an image without objects");
  }

  @Test
  void objectsOfAStackAreNamed() throws IOException {
    Files.write(file, zip(Map.of("x.roi", bytes(roi("red", 1)), "y.roi", bytes(roi("red", 2)))));
    assertSentence(() -> boxes(), "a.zip", "different slices", "slice 1; slice 2");
    Files.write(file, zip(Map.of("x.roi", bytes(roi("red", 1)), "y.roi", bytes(roi("red", 0)))));
    assertEquals(2, boxes().marks().get("a").objects().size());
    Roi first = roi("red", 0);
    first.setPosition(1, 2, 1);
    Roi second = roi("red", 0);
    second.setPosition(2, 2, 1);
    Files.write(file, zip(Map.of("x.roi", bytes(first), "y.roi", bytes(second))));
    assertEquals(2, boxes().marks().get("a").objects().size(), "channels of one slice");
    second.setPosition(1, 3, 1);
    Files.write(file, zip(Map.of("x.roi", bytes(first), "y.roi", bytes(second))));
    assertSentence(() -> boxes(), "a.zip", "Z 2, T 1; Z 3, T 1");
  }

  /** The ROI Manager numbers names; the plain one may be in another image. */
  @Test
  void numbersOfTheRoiManagerAreNoClasses() throws IOException {
    Map<String, byte[]> entries =
        Map.of("x.roi", bytes(roi("red-1", 0)), "y.roi", bytes(roi("grade-2", 0)));
    Files.write(file, zip(entries));
    Files.write(root.resolve("rois/b.roi"), bytes(roi("red", 0)));
    assertEquals(List.of("grade-2", "red"), BoxReader.read(root, "").classes());
  }

  @Test
  void linesAreSaid() throws IOException {
    Line line = new Line(1, 2, 30, 40);
    line.setName("scale");
    Files.write(file, zip(Map.of("x.roi", bytes(roi("red", 0)), "y.roi", bytes(line))));
    assertEquals(
        List.of("left out: 1 point or line, which has no box (a.zip: scale)"),
        boxes().dataset().notes());
  }

  private BoxDataset boxes() throws RobustJException {
    try {
      Files.write(root.resolve("rois/b.zip"), zip(Map.of()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return BoxReader.read(root, "");
  }

  private static Roi roi(String name, int slice) {
    Roi roi = new Roi(5, 6, 20, 10);
    roi.setName(name);
    roi.setPosition(slice);
    return roi;
  }

  private static byte[] bytes(Roi roi) {
    return RoiEncoder.saveAsByteArray(roi);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
