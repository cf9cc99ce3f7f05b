package io.github.robustj.data.reader.box;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxRepairs;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxReaderTest {

  private static final BoxedObject WHITE = BoxedObject.drawn("white", new Box(10, 5, 30, 25));
  private static final BoxedObject RED = BoxedObject.drawn("red", new Box(60, 10, 70, 20));

  @TempDir Path root;

  /** Images {@code a} with two objects and {@code b} without, 100 x 50 pixels. */
  @BeforeEach
  void images() throws IOException {
    Files.createDirectory(root.resolve("images"));
    for (String name : new String[] {"a", "b"})
      new FileSaver(new ImagePlus(name, new ByteProcessor(100, 50)))
          .saveAsPng(root.resolve("images/" + name + ".png").toString());
  }

  @Test
  void pascalVoc() throws IOException {
    text("annotations/a.xml", voc(object("white", 10, 5, 30, 25) + object("red", 60, 10, 70, 20)));
    text("annotations/b.xml", voc(""));
    assertObjects(List.of("red", "white"), "annotations/a.xml");
  }

  /** As VOC writes people: the parts of an object have boxes of their own. */
  @Test
  void partsOfAnObjectAreNotObjects() throws IOException {
    String part = "<part><name>head</name><bndbox><xmin>1</xmin></bndbox></part>";
    String object = object("white", 10, 5, 30, 25).replace("</object>", part + "</object>");
    text(
        "annotations/a.xml",
        voc(object + object("red", 60, 10, 70, 20).replace("<difficult>0", "<difficult>1")));
    text("annotations/b.xml", voc(""));
    assertEquals(
        List.of(WHITE, new BoxedObject("red", RED.box(), 1, Role.DIFFICULT)),
        BoxReader.read(root, "").marks().get("a").objects());
  }

  @Test
  void yolo() throws IOException {
    text("labels/a.txt", "1 0.2 0.3 0.2 0.4\n0 0.65 0.3 0.1 0.2\n");
    text("labels/b.txt", "");
    text("labels/classes.txt", "red\nwhite\nblue\n");
    assertObjects(
        List.of("red", "white"), "labels/a.txt", "left out: 1 class without a box (blue)");
    Files.delete(root.resolve("labels/b.txt"));
    BoxDataset dataset = BoxReader.read(root, "");
    assertEquals(2, dataset.marks().size());
    assertEquals(
        List.of(
            "1 of 2 images have no boxes in %s and count as images without objects"
                .formatted(root.resolve("labels")),
            "left out: 1 class without a box (blue)"),
        dataset.dataset().notes());
  }

  @Test
  void yoloNamesItsClassesInSeveralWays() throws IOException {
    text("labels/a.txt", "1 0.2 0.3 0.2 0.4\n0 0.65 0.3 0.1 0.2\n");
    assertEquals(List.of("class 0", "class 1"), BoxReader.read(root, "").classes());
    for (String yaml :
        List.of(
            "nc: 2\nnames: ['red', \"white\"]\n",
            "names:\n  - red\n  - white\nnc: 2\n",
            "train: x\nnames:\n  0: red\n  1: white")) {
      text("data.yaml", yaml);
      assertEquals(List.of("red", "white"), BoxReader.read(root, "").classes(), yaml);
    }
  }

  @Test
  void coco() throws IOException {
    text("annotations/instances.json", cocoFile("7", "[10, 5, 20, 20]"));
    assertObjects(List.of("red", "white"), "annotations/instances.json");
    text(
        "annotations/instances.json",
        cocoFile("7", "[10, 5, 20, 20], \"iscrowd\": 1").replace("b.png", "sub/b.jpg"));
    BoxDataset dataset = BoxReader.read(root, "");
    assertEquals(Role.CROWD, dataset.marks().get("a").objects().get(0).role());
    assertEquals(List.of("a", "b"), List.copyOf(dataset.marks().keySet()));
  }

  @Test
  void table() throws IOException {
    text(
        "boxes.csv",
        "image,class,left,top,right,bottom,by\na.png,white,10,5,30,25,me\n"
            + "a.png,red,60,10,70,20,me\nb.png,,,,,,me\n");
    assertObjects(List.of("red", "white"), "boxes.csv");
    text("boxes.csv", "class,image,x,y,width,height\nwhite,a,10,5,20,20\nred,a,60,10,10,10\n");
    BoxDataset dataset = BoxReader.read(root, "");
    assertEquals(List.of(WHITE, RED), dataset.marks().get("a").objects());
    assertEquals(1, dataset.dataset().notes().size(), "b is not in the table");
  }

  @Test
  void rois() throws IOException {
    Roi white = named(new Roi(10, 5, 20, 20), "white-1");
    Roi red = named(new OvalRoi(60, 10, 10, 10), "0001-0002");
    red.setProperty("class", "red");
    zip("rois/a.zip", white, red, named(new Roi(0, 0, 5, 5), "white"), new PointRoi(3, 3));
    zip("rois/b.zip");
    BoxDataset dataset = BoxReader.read(root, "");
    assertEquals(
        List.of(WHITE, RED, BoxedObject.drawn("white", new Box(0, 0, 5, 5))),
        dataset.marks().get("a").objects());
    Files.delete(root.resolve("rois/b.zip"));
    Files.write(root.resolve("rois/b.roi"), RoiEncoder.saveAsByteArray(red));
    assertEquals(List.of(RED), BoxReader.read(root, "").marks().get("b").objects());
  }

  @Test
  void badBoxesAreCounted() throws IOException {
    text(
        "annotations/a.xml",
        voc(
            object("white", 30, 25, 10, 5)
                + object("red", 7, 7, 7, 7)
                + object("red", 200, 10, 220, 20)
                + object("red", 60, 10, 70, 90)));
    text("annotations/b.xml", voc(""));
    BoxDataset dataset = BoxReader.read(root, "");
    BoxReader.Opened opened = BoxReader.open(dataset, dataset.dataset().cases().get(0));
    assertEquals(
        List.of(WHITE, BoxedObject.drawn("red", new Box(60, 10, 70, 50))),
        opened.boxes().objects());
    assertEquals(new BoxRepairs(4, 1, 1, 1, 1, 0, 0, 0, 0), opened.boxes().repairs());
  }

  @Test
  void damagedVocIsNamed() throws IOException {
    Path file = text("annotations/a.xml", "");
    text("annotations/b.xml", voc(object("white", 10, 5, 30, 25)));
    assertSentence(() -> BoxReader.read(root, ""), file, "XML");
    String whole = voc(object("white", 10, 5, 30, 25));
    text("annotations/a.xml", whole.substring(0, whole.length() / 2));
    assertSentence(() -> BoxReader.read(root, ""), file, "not complete XML");
    text("annotations/a.xml", "<html></html>");
    assertSentence(() -> BoxReader.read(root, ""), file, "<html>", "<annotation>");
    text("annotations/a.xml", whole.replace("<xmin>10", "<xmin>ten"));
    assertSentence(() -> BoxReader.read(root, ""), file, "\"ten\"", "xmin", "object 1");
    text("annotations/a.xml", whole.replace("<ymax>25</ymax>", ""));
    assertSentence(() -> BoxReader.read(root, ""), file, "nothing", "ymax");
    text("annotations/a.xml", whole.replace("<name>white</name>", ""));
    assertSentence(() -> BoxReader.read(root, ""), file, "no name");
    Files.delete(file);
    assertSentence(() -> BoxReader.read(root, ""), "a.png", file, "without objects");
  }

  @Test
  void anotherImageThanWasAnnotatedIsNamed() throws IOException {
    text(
        "annotations/a.xml",
        voc("<size><width>640</width><height>480</height></size>" + object("red", 1, 1, 9, 9)));
    text("annotations/b.xml", voc(""));
    BoxDataset dataset = BoxReader.read(root, "");
    assertSentence(
        () -> BoxReader.open(dataset, dataset.dataset().cases().get(0)),
        root.resolve("annotations/a.xml"),
        "640 x 480",
        "100 x 50");
  }

  @Test
  void wrongYoloLinesAreNamed() throws IOException {
    text("classes.txt", "red\nwhite\n");
    for (String wrong :
        List.of(
            "1 .2 .3 .2", "1 .2 .3 .2 x", "red .2 .3 .2 .4", "0 20 30 20 40", "0 NaN .3 .2 .4")) {
      Path file = text("labels/a.txt", wrong);
      assertSentence(() -> BoxReader.read(root, ""), file, wrong, "shares");
    }
    Path file = text("labels/a.txt", "2 .2 .3 .2 .4");
    assertSentence(() -> BoxReader.read(root, ""), file, "class 2", "0 to 1", "red, white");
    Path names = text("classes.txt", "\n");
    assertSentence(() -> BoxReader.read(root, ""), names, "names of classes");
  }

  @Test
  void damagedCocoIsNamed() throws IOException {
    String whole = cocoFile("7", "[10, 5, 20, 20]");
    Path file = text("coco.json", whole.substring(0, whole.length() - 20));
    assertSentence(() -> BoxReader.read(root, ""), file, "not complete JSON");
    text("coco.json", "");
    assertSentence(() -> BoxReader.read(root, ""), file);
    text("coco.json", "[1, 2]");
    assertSentence(() -> BoxReader.read(root, ""), file, "categories");
    text("coco.json", "{\"categories\": 3}");
    assertSentence(() -> BoxReader.read(root, ""), file, "3", "categories", "a list");
    text("coco.json", cocoFile("9", "[10, 5, 20, 20]"));
    assertSentence(() -> BoxReader.read(root, ""), file, "category 9", "category_id");
    text("coco.json", cocoFile("7", "[10, 5, 20]"));
    assertSentence(() -> BoxReader.read(root, ""), file, "bbox", "4 numbers");
    text("coco.json", cocoFile("7", "[10, 5, 20, \"x\"]"));
    assertSentence(() -> BoxReader.read(root, ""), file, "bbox", "4 numbers");
    text("coco.json", whole.replace("a.png", "c.png").replace("b.png", "d.png"));
    assertSentence(() -> BoxReader.read(root, ""), file, "image c", "no such image");
    text("coco.json", whole.replace("\"b.png\"", "\"a.jpg\""));
    assertSentence(() -> BoxReader.read(root, ""), file, "twice");
  }

  @Test
  void wrongTablesAreNamed() throws IOException {
    String heading = "image,class,left,top,right,bottom\n";
    for (String[] wrong :
        new String[][] {
          {"", "empty"},
          {"image,class,left,top\na,red,1,2\n", "image,class,left,top,right,bottom"},
          {heading + "a,red,1,2,x,4\n", "\"x\"", "right"},
          {heading + "a,red,1,2,,4\n", "without right"},
          {heading + "a,,1,2,3,4\n", "without class"},
          {heading + "c,red,1,2,3,4\n", "image c", "no such image"}
        }) {
      Path file = text("boxes.csv", wrong[0]);
      assertSentence(() -> BoxReader.read(root, ""), file, wrong[1], wrong[wrong.length - 1]);
    }
  }

  @Test
  void wrongRoisAreNamed() throws IOException {
    zip("rois/b.zip", named(new Roi(1, 1, 5, 5), "red"));
    Path file = text("rois/a.zip", "no archive");
    assertSentence(() -> BoxReader.read(root, ""), file, "damaged");
    Files.delete(file);
    assertSentence(() -> BoxReader.read(root, ""), "a.png", file);
    Path single = text("rois/a.roi", "no ROI");
    assertSentence(() -> BoxReader.read(root, ""), single, "damaged");
    Files.delete(single);
    zip("rois/a.zip", named(new Roi(1, 1, 5, 5), "0001-0003-0004"));
    assertSentence(() -> BoxReader.read(root, ""), file, "name of a class");
  }

  @Test
  void foldersWithoutBoxesOrWithTwoKindsAreNamed() throws IOException {
    assertSentence(() -> BoxReader.read(root, ""), root, "no boxes", "boxes.csv");
    text("annotations/a.xml", voc(""));
    text("annotations/b.xml", voc(""));
    assertSentence(() -> BoxReader.read(root, ""), root, "nothing to learn");
    Path table = text("boxes.csv", "image,class,left,top,right,bottom\na,red,1,2,3,4\n");
    assertSentence(() -> BoxReader.read(root, ""), root.resolve("annotations"), table);
  }

  private void assertObjects(List<String> classes, String file, String... notes) {
    BoxDataset dataset = BoxReader.read(root, "");
    assertEquals(classes, dataset.classes());
    assertEquals(List.of(notes), dataset.dataset().notes());
    assertEquals(2, dataset.dataset().cases().size());
    assertEquals(root.resolve(file), dataset.dataset().cases().get(0).label());
    BoxReader.Opened opened = BoxReader.open(dataset, dataset.dataset().cases().get(0));
    assertEquals(
        List.of("white", "red"), opened.boxes().objects().stream().map(BoxedObject::name).toList());
    for (int i = 0; i < 2; i++)
      assertBox(List.of(WHITE, RED).get(i), opened.boxes().objects().get(i));
    assertEquals(new BoxRepairs(2, 0, 0, 0, 0, 0, 0, 0, 1), opened.boxes().repairs());
    assertEquals(List.of(), dataset.marks().get("b").objects());
  }

  /** Shares of the image are decimal numbers, so pixels come back with double rounding. */
  private static void assertBox(BoxedObject expected, BoxedObject actual) {
    assertEquals(expected.box().left(), actual.box().left(), 1e-9);
    assertEquals(expected.box().top(), actual.box().top(), 1e-9);
    assertEquals(expected.box().right(), actual.box().right(), 1e-9);
    assertEquals(expected.box().bottom(), actual.box().bottom(), 1e-9);
  }

  private static String voc(String content) {
    return "<annotation>\n<filename>other.jpg</filename>\n" + content + "</annotation>\n";
  }

  private static String object(String name, int left, int top, int right, int bottom) {
    return ("<object><name>%s</name><difficult>0</difficult><bndbox><xmin>%d</xmin><ymin>%d</ymin>"
            + "<xmax>%d</xmax><ymax>%d</ymax></bndbox></object>\n")
        .formatted(name, left, top, right, bottom);
  }

  private static String cocoFile(String category, String box) {
    return """
        {"images": [{"id": 1, "file_name": "a.png", "width": 100, "height": 50},
                    {"id": 2, "file_name": "b.png"}],
         "categories": [{"id": 7, "name": "white"}, {"id": 3, "name": "red"}],
         "annotations": [{"image_id": 1, "category_id": %s, "bbox": %s},
                         {"image_id": 1, "category_id": 3, "bbox": [60, 10, 10, 10]}]}
        """
        .formatted(category, box);
  }

  private Path text(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }

  private static Roi named(Roi roi, String name) {
    roi.setName(name);
    return roi;
  }

  private void zip(String file, Roi... rois) throws IOException {
    Path path = text(file, "");
    try (OutputStream out = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      int i = 0;
      for (Roi roi : rois) {
        zip.putNextEntry(new ZipEntry("roi" + i++ + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
  }
}
