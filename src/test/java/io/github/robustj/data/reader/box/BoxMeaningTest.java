package io.github.robustj.data.reader.box;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxRepairs;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.CaseFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Boxes whose numbers mean something else than their file's format says. */
class BoxMeaningTest {

  @TempDir Path root;

  /** The image {@code a} of 64 x 48 pixels. */
  @BeforeEach
  void image() throws IOException {
    Files.createDirectory(root.resolve("images"));
    new FileSaver(new ImagePlus("a", new ByteProcessor(64, 48)))
        .saveAsPng(root.resolve("images/a.png").toString());
  }

  @Test
  void cornersWhereSizesAreExpected() throws IOException {
    coco("[20,20,40,40]", "[30,10,60,40]", "[10,10,30,20]");
    assertSentence(this::use, "All 3 boxes", "edges or a corner and a size");
    coco("[5,5,15,20], \"area\": 150", "[0,0,9,9], \"area\": 81");
    assertSentence(this::use, "coco.json", "1 of its annotations", "left, top, right and bottom");
    coco("[5,5,15,20], \"area\": 300", "[5,5,15,15], \"area\": 150.4", "[40,30,10,10]");
    assertEquals(3, use().size(), "an outline covers less than its box");
    table("image,class,x,y,width,height", "a,c,20,20,40,40", "a,c,30,10,60,40", "a,c,9,9,30,20");
    assertSentence(this::use, "All 3 boxes", "edges or a corner and a size");
  }

  @Test
  void sizesWhereEdgesAreExpected() throws IOException {
    table("image,class,xmin,ymin,xmax,ymax", "a,c,30,30,10,10", "a,c,40,20,12,12");
    assertSentence(this::use, "All 2 boxes", "right edge left of the left one", "y is counted");
    table("image,class,left,top,right,bottom", "a,c,10,30,20,10", "a,c,40,20,50,12");
    assertSentence(this::use, "All 2 boxes", "y is counted from the bottom");
  }

  /** A box that stands there twice would be an object that nobody can find. */
  @Test
  void boxesThatStandThereTwiceCountOnce() throws IOException {
    String rows = "a,c,1,2,10,12;a,c,10,12,1,2;a,d,1,2,10,12";
    table("image,class,left,top,right,bottom", rows.split(";"));
    assertEquals(
        List.of(
            BoxedObject.drawn("c", new Box(1, 2, 10, 12)),
            BoxedObject.drawn("d", new Box(1, 2, 10, 12))),
        use());
    BoxDataset dataset = BoxReader.read(root, "");
    BoxRepairs repairs =
        BoxReader.open(dataset, dataset.dataset().cases().get(0)).boxes().repairs();
    assertEquals(1, repairs.twice());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image,class,x1,y1,x2,y2 | a,c,10,12,30,40",
        "ImageID,LabelName,XMin,XMax,YMin,YMax | a,c,10,30,12,40",
        "image,class,left,top,width,height | a,c,10,12,20,28",
        "image,Label,X,Y,BX,BY,Width,Height | a,c,20,26,10,12,20,28",
        "filename,width,height,class,xmin,ymin,xmax,ymax | a,64,48,c,10,12,30,40",
        "filename,width,height,class,xmin,ymin,xmax,ymax | a,20,28,c,10,12,30,40"
      })
  void tablesOfOtherTools(String heading, String row) throws IOException {
    table(heading, row);
    assertEquals(List.of(BoxedObject.drawn("c", new Box(10, 12, 30, 40))), use());
  }

  @Test
  void anImageOfAnotherSizeOrNameIsNamed() throws IOException {
    String heading = "filename,width,height,class,xmin,ymin,xmax,ymax";
    table(heading, "a,128,96,c,10,12,30,40");
    assertSentence(this::use, "128 x 96", "64 x 48");
    table(heading, "a,128,96,c,10,12,30,40", "a,64,48,c,10,12,30,40");
    assertSentence(this::use, "boxes.csv", "two sizes", "128 x 96");
    table("image,class,left,top,right,bottom", "s1/a.png,c,1,2,3,4", "s2/a.png,c,1,2,3,9");
    assertSentence(this::use, "s1/a.png", "s2/a.png", "alike");
  }

  @Test
  void namesThatDifferInWritingOnlyAreSaid() throws IOException {
    table("image,class,left,top,right,bottom", "a,Red cell,1,2,10,12", "a,red_cell,3,2,10,12");
    List<String> notes = BoxReader.read(root, "").dataset().notes();
    assertEquals(
        List.of(
            "Red cell, red_cell are learned as classes of their own; write them alike if they are"
                + " one"),
        notes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Object><name>c</name></Object>",
        "<objects><object><name>c</name></object></objects>",
        "<object><name>c</name><name>d</name></object>",
        "<object><bndbox><xmin>1</xmin></bndbox><bndbox><xmin>2</xmin></bndbox></object>"
      })
  void vocObjectsThatWouldBeLostAreNamed(String object) throws IOException {
    voc(object);
    assertSentence(this::use, "a.xml", "object");
  }

  @Test
  void difficultIsUnderstoodOrNamed() throws IOException {
    String box =
        "<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>9</xmax><ymax>8</ymax></bndbox>"
            + "<name>c</name><difficult>%s</difficult>";
    for (String text : new String[] {"", "0", "False", "Unspecified", "1", "true"}) {
      voc("<object>" + box.formatted(text) + "</object>");
      boolean difficult = List.of("1", "true").contains(text);
      assertEquals(difficult, use().get(0).role() == BoxedObject.Role.DIFFICULT, text);
    }
    voc("<object>" + box.formatted("yes") + "</object>");
    assertSentence(this::use, "a.xml", "\"yes\" for difficult");
  }

  /** Runs of pixels as COCO's tools write them, against an encoder after rleToString there. */
  @ParameterizedTest
  @ValueSource(strings = {"100 20 2952", "0 5 43 5 43 5 2971", "1 1 3069 1", "3071 1"})
  void runsOfPixelsInAText(String runs) throws IOException {
    List<Integer> lengths = new ArrayList<>();
    for (String run : runs.split(" ")) lengths.add(Integer.valueOf(run));
    Box plain = outline(lengths.toString());
    assertEquals(plain, outline('"' + encoded(lengths).replace("\\", "\\\\") + '"'));
  }

  private Box outline(String counts) throws IOException {
    annotations("\"segmentation\": {\"size\": [48, 64], \"counts\": " + counts + "}");
    return use().get(0).box();
  }

  private static String encoded(List<Integer> lengths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lengths.size(); i++) {
      long x = lengths.get(i) - (i > 2 ? lengths.get(i - 2) : 0);
      boolean more = true;
      while (more) {
        char c = (char) (x & 0x1f);
        x >>= 5;
        more = (c & 0x10) != 0 ? x != -1 : x != 0;
        text.append((char) ((more ? c | 0x20 : c) + 48));
      }
    }
    return text.toString();
  }

  /** All usable boxes, if they are plausible. */
  private List<BoxedObject> use() {
    BoxDataset dataset = BoxReader.read(root, "");
    List<BoxedObject> objects = new ArrayList<>();
    for (CaseFiles files : dataset.dataset().cases()) {
      BoxReader.Opened opened = BoxReader.open(dataset, files);
      opened.boxes().repairs().requireUsable(root);
      objects.addAll(opened.boxes().objects());
    }
    return objects;
  }

  private void table(String heading, String... rows) throws IOException {
    Files.deleteIfExists(root.resolve("coco.json"));
    Files.writeString(root.resolve("boxes.csv"), heading + "\n" + String.join("\n", rows));
  }

  private void coco(String... boxes) throws IOException {
    annotations(
        "\"bbox\": " + String.join("}, {\"image_id\": 1, \"category_id\": 1, \"bbox\": ", boxes));
  }

  private void annotations(String first) throws IOException {
    Files.writeString(
        root.resolve("coco.json"),
        """
        {"images": [{"id": 1, "file_name": "a.png", "width": 64, "height": 48}],
        "categories": [{"id": 1, "name": "c"}],
        "annotations": [{"image_id": 1, "category_id": 1, %s}]}"""
            .formatted(first));
  }

  private void voc(String object) throws IOException {
    Files.createDirectories(root.resolve("annotations"));
    Files.writeString(root.resolve("annotations/a.xml"), "<annotation>" + object + "</annotation>");
  }
}
