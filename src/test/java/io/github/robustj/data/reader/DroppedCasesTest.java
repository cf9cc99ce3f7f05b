package io.github.robustj.data.reader;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.mask.DatasetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a data set and is not used is said; what the system put there is not. */
class DroppedCasesTest {

  private static final String TABLE = "image,class,left,top,right,bottom\n";

  @TempDir Path root;

  @BeforeEach
  void images() throws IOException {
    for (String folder : List.of("images", "labels"))
      for (String name : List.of("a.png", "B.PNG")) image(folder + "/" + name);
  }

  @Test
  void hiddenFilesAreNoCases() throws IOException {
    for (String name : List.of("._a.png", ".DS_Store", "Thumbs.db", "desktop.ini")) {
      Files.writeString(root.resolve("images/" + name), "x");
      Files.writeString(root.resolve("labels/" + name), "x");
    }
    Files.writeString(root.resolve("labels/._a.txt"), "x");
    Dataset data = DatasetReader.read(root, "");
    assertEquals(List.of("B", "a"), data.cases().stream().map(CaseFiles::name).toList());
    assertEquals(List.of(), data.notes());
  }

  @Test
  void deadLinksOtherFilesAndLabelsWithoutImageAreCounted() throws IOException {
    Files.createSymbolicLink(root.resolve("images/c.png"), Path.of("gone.png"));
    Files.writeString(root.resolve("images/scan.czi"), "x");
    image("images/more/d.png");
    for (String name : List.of("c", "d", "e", "f")) image("labels/" + name + ".png");
    String in = " in " + root.resolve("images");
    assertEquals(
        List.of(
            "left out: 1 link" + in + " to a file that is not there (c.png)",
            "left out: 1 file" + in + " that is no image (scan.czi)",
            "left out: 1 folder of images" + in + " (more)",
            "left out: 4 labels without their images (c, d, e, ...)"),
        DatasetReader.read(root, "").notes());
  }

  @Test
  void boxesAndClassesWithoutUseAreCounted() throws IOException {
    write("annotations/a.XML", "<annotation></annotation>");
    write("annotations/B.xml", voc(1, 2, 10, 12));
    write("annotations/z.xml", voc(1, 2, 10, 12));
    BoxDataset data = BoxReader.read(root, "");
    assertEquals(
        List.of("left out: 1 file of boxes without its image (z.xml)"), data.dataset().notes());
    write("annotations/a.xml", voc(1, 2, 3, 4));
    assertSentence(() -> BoxReader.read(root, ""), "a.XML", "a.xml", "keep one");
  }

  /** One list for all images of the world, and one more for some others. */
  @Test
  void severalCocoFilesMayListMoreThanIsThere() throws IOException {
    write("annotations/train.json", coco("a.png", "cell", "[1, 2, 8, 10]"));
    write(
        "annotations/val.json",
        coco("B.PNG", "debris", "[1, 2, 4, 4]")
            .replace("[{\"id\": 1", "[{\"id\": 5, \"file_name\": \"x.png\"}, {\"id\": 1"));
    write("package.json", "{\"name\": \"x\"}");
    BoxDataset data = BoxReader.read(root, "");
    assertEquals(List.of("cell", "debris"), data.classes());
    assertEquals(
        List.of(BoxedObject.drawn("cell", new Box(1, 2, 9, 12))), data.marks().get("a").objects());
    assertEquals(
        List.of("left out: 1 image listed in the .json files that is not there (x)"),
        data.dataset().notes());
    write("annotations/val.json", coco("a.png", "cell", "[1, 2, 8, 10]"));
    assertSentence(() -> BoxReader.read(root, ""), "train.json", "val.json", "image a");
  }

  /** Only if all of a table lies in 0 to 1, and not all at the corners of a pixel. */
  @Test
  void fractionsAreSharesOfTheImage() throws IOException {
    write("boxes.csv", TABLE + "a,cell,.1,.2,.5,1\nB,cell,0,0,1,1\n");
    BoxDataset data = BoxReader.read(root, "");
    assertEquals(
        List.of(BoxedObject.drawn("cell", new Box(3, 4, 15, 20))),
        BoxReader.open(data, data.dataset().cases().get(1)).boxes().objects());
    assertEquals(1, data.dataset().notes().size(), "it is said");
    write("boxes.csv", TABLE + "a,cell,.1,.2,.5,1\nB,cell,0,0,10,1\n");
    data = BoxReader.read(root, "");
    assertEquals(1, BoxReader.open(data, data.dataset().cases().get(1)).boxes().repairs().thin());
    write("boxes.csv", TABLE + "a,cell,0,0,1,1\nB,,,,,\n");
    assertEquals(false, BoxReader.read(root, "").marks().get("a").relative());
  }

  @Test
  void kittiIsCalledByItsName() throws IOException {
    Files.delete(root.resolve("labels/a.png"));
    write(
        "labels/a.txt",
        "Pedestrian 0.00 0 -0.20 712.40 143.00 810.73 307.92 1.89 0.48 1.20 1.84 1.47 8.41 0.01");
    assertSentence(() -> BoxReader.read(root, ""), "a.txt", "KITTI", "boxes.csv");
  }

  private void image(String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Path temporary = root.resolve("temporary.png");
    new FileSaver(new ImagePlus("i", new ByteProcessor(30, 20))).saveAsPng(temporary.toString());
    Files.move(temporary, root.resolve(file));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private static String voc(int left, int top, int right, int bottom) {
    return ("<annotation><object><name>cell</name><bndbox><xmin>%d</xmin><ymin>%d</ymin>"
            + "<xmax>%d</xmax><ymax>%d</ymax></bndbox></object></annotation>")
        .formatted(left, top, right, bottom);
  }

  private static String coco(String image, String name, String box) {
    return ("{\"images\": [{\"id\": 1, \"file_name\": \"%s\"}], \"categories\": [{\"id\": 3,"
            + " \"name\": \"%s\"}], \"annotations\": [{\"image_id\": 1, \"category_id\": 3,"
            + " \"bbox\": %s}]}")
        .formatted(image, name, box);
  }
}
