package io.github.robustj.data.reader.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what the readers of data sets read. */
class BoxWriterTest {

  private static final List<String> CLASSES = List.of("white cell", "red <&> \"cell\", old");

  /** Half a thousandth of a pixel, and what adding left and width as binary fractions costs. */
  private static final double ROUNDING = .0005 + 1e-9;

  @TempDir Path root;

  private final List<BoxedImage> images =
      List.of(
          new BoxedImage("a.png", 100, 50, objects(7)),
          new BoxedImage("b.png", 100, 50, List.of()));

  @BeforeEach
  void images() throws IOException {
    Files.createDirectory(root.resolve("images"));
    for (BoxedImage image : images)
      new FileSaver(new ImagePlus(image.name(), new ByteProcessor(100, 50)))
          .saveAsPng(root.resolve("images/" + image.name()).toString());
  }

  @Test
  void table() {
    BoxReader.write(root.resolve("boxes.csv"), CLASSES, images);
    assertReadBack(false);
  }

  @Test
  void pascalVoc() {
    for (BoxedImage image : images)
      BoxReader.write(
          root.resolve("annotations/" + Names.stem(image.name()) + ".xml"),
          CLASSES,
          List.of(image));
    assertReadBack(true);
  }

  @Test
  void coco() {
    new CocoText(CLASSES, images).write(root.resolve("coco.json"));
    assertReadBack(true);
    assertEquals(CLASSES, BoxReader.read(root, "").classes(), "in the order of the ids");
  }

  @Test
  void rolesAsFarAsTheFormatsKnowThem() {
    List<BoxedObject> objects = new ArrayList<>();
    for (Role role : Role.values())
      objects.add(new BoxedObject("white cell", new Box(1, 2, 3, 4), 1, role));
    BoxedImage image = new BoxedImage("a.png", 100, 50, objects);
    BoxReader.write(root.resolve("a.xml"), CLASSES, List.of(image));
    assertEquals(
        List.of(Role.OBJECT, Role.DIFFICULT, Role.DIFFICULT),
        roles(VocXml.read(root.resolve("a.xml"))));
    new CocoText(CLASSES, List.of(image)).write(root.resolve("a.json"));
    assertEquals(
        List.of(Role.OBJECT, Role.OBJECT, Role.CROWD),
        roles(CocoJson.read(root.resolve("a.json")).marks().get("a")));
  }

  /** As {@code COCO.loadRes} expects them: ids of the annotation file, left, top, width, height. */
  @Test
  void cocoResultsHaveTheScores() throws IOException {
    BoxedObject cell = BoxedObject.found(CLASSES.get(1), new Box(1.25, 2, 11.75, 7), .8765432);
    new CocoText(CLASSES, List.of(images.get(1), new BoxedImage("a.png", 100, 50, List.of(cell))))
        .writeResults(root.resolve("results.json"));
    JsonArray all =
        JsonParser.parseString(Files.readString(root.resolve("results.json"))).getAsJsonArray();
    JsonObject result = all.get(0).getAsJsonObject();
    assertEquals(1, all.size());
    assertEquals(2, result.get("image_id").getAsInt());
    assertEquals(2, result.get("category_id").getAsInt());
    assertEquals("[1.25,2,10.5,5]", result.get("bbox").toString());
    assertEquals(.876543, result.get("score").getAsDouble());
  }

  /** Whole pixels stay whole, for the tools that read nothing else. */
  @Test
  void numbersAreShort() throws IOException {
    BoxedObject cell = BoxedObject.found("white cell", new Box(100, 20, 300.5, 1e-9), .5);
    BoxReader.write(
        root.resolve("t.csv"), CLASSES, List.of(new BoxedImage("a.png", 400, 50, List.of(cell))));
    assertEquals(
        List.of("image,class,score,left,top,right,bottom", "a.png,white cell,0.5,100,20,300.5,0"),
        Files.readAllLines(root.resolve("t.csv")));
  }

  @Test
  void slicesAreImagesOfTheirOwn() {
    Boxes stack = new Boxes(List.of(objects(2), List.of(), objects(1)));
    List<BoxedImage> slices = BoxedImage.slices("smear", 100, 50, stack);
    assertEquals(
        List.of("smear-0001", "smear-0002", "smear-0003"),
        slices.stream().map(BoxedImage::name).toList());
    assertEquals(stack.slices(), slices.stream().map(BoxedImage::objects).toList());
    assertEquals("smear", BoxedImage.slices("smear", 100, 50, Boxes.of(objects(1))).get(0).name());
  }

  @Test
  void whatCannotBeWrittenIsASentenceAndLeavesNothing() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    RobustJException e =
        assertThrows(
            RobustJException.class,
            () -> BoxReader.write(file.resolve("boxes.csv"), CLASSES, images));
    assertTrue(e.getMessage().contains("boxes.csv"), e.getMessage());
    Path lost = root.resolve("results.json");
    assertThrows(
        IllegalArgumentException.class,
        () -> new CocoText(List.of("other"), images).writeResults(lost));
    try (Stream<Path> left = Files.list(root)) {
      assertEquals(List.of(file, root.resolve("images")), left.sorted().toList(), "no half a file");
    }
  }

  private void assertReadBack(boolean sized) {
    BoxDataset dataset = BoxReader.read(root, "");
    assertEquals(List.of("a", "b"), List.copyOf(dataset.marks().keySet()));
    for (BoxedImage image : images) {
      BoxMarks marks = dataset.marks().get(Names.stem(image.name()));
      assertEquals(sized ? 100 : 0, marks.width());
      assertEquals(image.objects().size(), marks.objects().size());
      for (int i = 0; i < marks.objects().size(); i++)
        assertSame(image.objects().get(i), marks.objects().get(i));
    }
    assertEquals(
        7, BoxReader.open(dataset, dataset.dataset().cases().get(0)).boxes().objects().size());
  }

  private static void assertSame(BoxedObject written, BoxedObject read) {
    assertEquals(written.name(), read.name());
    assertEquals(written.box().left(), read.box().left(), ROUNDING);
    assertEquals(written.box().top(), read.box().top(), ROUNDING);
    assertEquals(written.box().right(), read.box().right(), ROUNDING);
    assertEquals(written.box().bottom(), read.box().bottom(), ROUNDING);
  }

  private static List<Role> roles(BoxMarks marks) {
    return marks.objects().stream().map(BoxedObject::role).toList();
  }

  private static List<BoxedObject> objects(int count) {
    RandomGenerator random = new SplittableRandom(5);
    List<BoxedObject> objects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Box box =
          Box.around(random.nextDouble(20, 80), random.nextDouble(20, 30), 30 * Math.E, 10.00049);
      String name = CLASSES.get(i % CLASSES.size());
      objects.add(BoxedObject.found(name, box.within(100, 50).orElseThrow(), random.nextDouble()));
    }
    return objects;
  }
}
