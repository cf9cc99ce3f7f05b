package io.github.robustj.data.reader;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ij.ImagePlus;
import ij.gui.Arrow;
import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.landmark.LandmarkReader;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.data.reader.mask.NnUnetLayout;
import io.github.robustj.error.RobustJException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reader of annotations with every kind of damage: it reads something, or says a sentence, in
 * seconds and without more memory than a small file deserves.
 */
class AnnotationDamageTest {

  private static final long SECONDS = 10;
  private static final long BYTES = 256L << 20;
  private static final Random RANDOM = new Random(7);

  @TempDir Path root;

  /** A file that is in order, and who reads it. */
  record Format(String file, byte[] good, Consumer<Path> reader, List<String> others) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Format> formats() throws IOException {
    Consumer<Path> boxes = root -> BoxReader.read(root, "");
    Consumer<Path> points = root -> LandmarkReader.read(root, "", YOrigin.AUTOMATIC);
    String coco =
        "{\"images\": [{\"id\": 1, \"file_name\": \"a.png\", \"width\": 30, \"height\": 20}],"
            + " \"categories\": [{\"id\": 3, \"name\": \"cell\"}], \"annotations\": [{\"id\": 9,"
            + " \"image_id\": 1, \"category_id\": 3, \"bbox\": [1, 2, 3, 4], \"iscrowd\": 0}]}";
    String voc =
        "<annotation><size><width>30</width><height>20</height></size><object><name>cell</name>"
            + "<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>5</xmax><ymax>6</ymax></bndbox></object>"
            + "</annotation>";
    return Stream.of(
        of("coco.json", coco, boxes),
        of("annotations/a.xml", voc, boxes),
        of("labels/a.txt", "0 .5 .5 .25 .25\n1 .2 .2 .1 .1\n", boxes),
        of("data.yaml", "names:\n  0: red\n  1: white\n", boxes, "labels/a.txt", "1 .5 .5 .2 .2"),
        of("classes.txt", "red\nwhite\n", boxes, "labels/a.txt", "1 .5 .5 .2 .2"),
        of("boxes.csv", "image,class,left,top,right,bottom\na,cell,1,2,5.5,6\n", boxes),
        of("landmarks.csv", "image,nose_x,nose_y,chin_x,chin_y\na,1,2,3.5,4\n", points),
        of("wide.tps", "LM=2\n1 2\n3.5 4\nIMAGE=a.png\nID=0\nSCALE=.01\n", points),
        of("landmarks/a.csv", "name,x,y\nnose,1,2\n", points),
        of("txt/a.txt", "1,2\n3,4\n1\n", points),
        of(
            "groups.csv",
            "name,group\na,p\n",
            boxes,
            "boxes.csv",
            "image,class,x,y,width,height\na,c,1,1,2,2"),
        of("labels.csv", "value,name\n1,liver\n", DatasetReader.LabelNames::read),
        of(
            "dataset.json",
            "{\"labels\": {\"background\": 0, \"liver\": 1}}",
            NnUnetLayout::labelNames),
        new Format("rois/a.roi", roi(new OvalRoi(1, 2, 5, 6)), boxes, List.of()),
        new Format("rois/a.zip", zip(), boxes, List.of()),
        new Format("landmarks/a.roi", roi(new PointRoi(3.5, 4)), points, List.of()));
  }

  private static Format of(String file, String good, Consumer<Path> reader, String... others) {
    return new Format(file, good.getBytes(StandardCharsets.UTF_8), reader, List.of(others));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyDamageIsASentenceOrARightValue(Format format) throws IOException {
    damage(format, 6);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("formats")
  void everyDamageManyTimes(Format format) throws IOException {
    damage(format, 400);
  }

  private void damage(Format format, int rounds) throws IOException {
    Files.createDirectories(root.resolve("images"));
    new FileSaver(new ImagePlus("a", new ByteProcessor(30, 20)))
        .saveAsPng(root.resolve("images/a.png").toString());
    if (!format.others.isEmpty()) write(format.others.get(0), format.others.get(1).getBytes());
    write(format.file, format.good);
    format.reader.accept(root);
    List<byte[]> damaged = damaged(format.good, rounds);
    for (int i = 0; i < damaged.size(); i++) read(format, damaged.get(i), "damage " + i);
  }

  private void read(Format format, byte[] bytes, String what) throws IOException {
    write(format.file, bytes);
    long start = System.nanoTime();
    long before = allocated();
    try {
      format.reader.accept(root);
    } catch (RobustJException e) {
      String sentence = e.getMessage();
      assertTrue(sentence.length() < 2000 && sentence.endsWith("."), what + ": " + sentence);
      assertTrue(sentence.contains("/") || sentence.contains("option"), "no file: " + sentence);
    } catch (RuntimeException | Error raw) {
      fail(format + ", " + what + ": " + raw, raw);
    }
    assertTrue(System.nanoTime() - start < SECONDS * 1_000_000_000L, what + " took long");
    assertTrue(allocated() - before < BYTES, what + " took " + (allocated() - before) + " bytes");
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static List<byte[]> damaged(byte[] good, int rounds) {
    List<byte[]> all = new ArrayList<>();
    for (int cut = 0; cut < good.length; cut += Math.max(1, good.length / rounds))
      all.add(Arrays.copyOf(good, cut));
    for (int i = 0; i < 2 * rounds; i++) all.add(flipped(good));
    String text = new String(good, StandardCharsets.ISO_8859_1);
    List<UnaryOperator<String>> changes =
        List.of(
            t -> t + t,
            t -> t.replaceAll("[0-9.]+", "0x1p3"),
            t -> t.replaceAll("[0-9.]+", "2d"),
            t -> t.replaceAll("[0-9.]+", "NaN"),
            t -> t.replaceAll("[0-9.]+", "1e308"),
            t -> t.replaceAll("[0-9.]+", "-99999999999999999999"),
            t -> t.replaceAll("[0-9.]+", "9".repeat(20_000)),
            t -> t.replaceAll("[a-z]{3,}", "x".repeat(20_000)),
            t -> t.replaceAll("[0-9.]+", "\"" + "y".repeat(20_000) + "\""),
            t -> t.replaceAll("[0-9.]+", "[".repeat(2_000)),
            t -> t.replaceAll("[0-9.]+", "{\"a\":".repeat(1_000)),
            t -> t.replaceAll("[0-9.]+", "<a>".repeat(1_000)),
            t -> t.replace("<annotation>", "<annotation>" + "<a>".repeat(200_000)),
            t -> "<!DOCTYPE a [<!ENTITY b \"c\">]>" + t.replace(">1<", ">&b;<"),
            t -> t.replaceAll("[0-9.]+", "null"),
            t -> t.replaceAll("[0-9.]+", "[]"),
            t -> t.replaceAll("[,\n]", ","),
            t -> "\"".repeat(200_000) + t,
            t -> t + "\n" + "\"a\"\"".repeat(100_000),
            t -> ",".repeat(200_000) + "\n" + t,
            t -> t + "\n".repeat(300_000),
            t -> t + " ".repeat(300_000) + "x",
            t -> "names:" + " ".repeat(300_000) + "\n" + t,
            t -> "names: [" + "a,".repeat(100_000) + "\n" + t,
            t -> "LM=999999999\n" + t);
    for (UnaryOperator<String> change : changes)
      all.add(change.apply(text).getBytes(StandardCharsets.ISO_8859_1));
    all.add(new String(good, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16));
    byte[] noise = new byte[10_000];
    RANDOM.nextBytes(noise);
    all.add(noise);
    all.add(new byte[1_000_000]);
    return all;
  }

  private static byte[] flipped(byte[] good) {
    byte[] bytes = good.clone();
    int count = 1 + RANDOM.nextInt(4);
    for (int i = 0; i < count; i++)
      bytes[RANDOM.nextInt(bytes.length)] =
          (byte) (RANDOM.nextInt(4) - 2 + (RANDOM.nextBoolean() ? 0 : RANDOM.nextInt(256)));
    return bytes;
  }

  /** Each kind of selection with other bytes. */
  @ParameterizedTest
  @MethodSource("selections")
  void changedSelectionsAreASentenceOrASelection(Roi selection) throws IOException {
    change(selection, 50);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("selections")
  void changedSelectionsManyTimes(Roi selection) throws IOException {
    change(selection, 5000);
  }

  private void change(Roi selection, int rounds) throws IOException {
    byte[] good = roi(selection);
    Format format =
        new Format("a.roi", good, root -> RoiFiles.read(root.resolve("a.roi")), List.of());
    read(format, good, "nothing");
    for (int i = 0; i < rounds; i++) read(format, flipped(good), "change " + i);
    for (int at : IntStream.range(4, Math.min(good.length - 4, 120)).toArray())
      for (int value : new int[] {Integer.MAX_VALUE, -1, 1 << 28, 0x7fc00000}) {
        byte[] wild = good.clone();
        ByteBuffer.wrap(wild).putInt(at, value);
        read(format, wild, value + " at " + at);
      }
  }

  static Stream<Roi> selections() {
    Roi spline = new PolygonRoi(new float[] {1, 5, 9}, new float[] {1, 8, 2}, 3, Roi.POLYGON);
    ((PolygonRoi) spline).fitSpline();
    Roi named = new Roi(1.5, 2.5, 3, 4);
    named.setProperty("class", "cell");
    return Stream.of(
        named,
        new OvalRoi(1, 2, 5, 6),
        new EllipseRoi(1, 2, 8, 9, .5),
        new PolygonRoi(new int[] {1, 5, 9}, new int[] {1, 8, 2}, 3, Roi.FREEROI),
        spline,
        new PointRoi(new float[] {1, 2}, new float[] {3, 4}, 2),
        new Line(1, 2, 3, 4),
        new Arrow(1, 2, 3, 4),
        new ShapeRoi(new Roi(1, 1, 5, 5)).or(new ShapeRoi(new Roi(10, 10, 5, 5))));
  }

  private static byte[] roi(Roi roi) {
    roi.setName("cell");
    return RoiEncoder.saveAsByteArray(roi);
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../../a/cell.roi"));
      zip.write(roi(new Roi(1, 2, 5, 6)));
    }
    return bytes.toByteArray();
  }

  private void write(String file, byte[] bytes) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.write(root.resolve(file), bytes);
  }
}
