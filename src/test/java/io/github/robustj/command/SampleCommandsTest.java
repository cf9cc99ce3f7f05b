package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.RoiMasks;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.imglib2.view.Views;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** The sample images from the jar's own files, and what Help and About say. */
class SampleCommandsTest {

  private static Context context;

  @BeforeAll
  static void start() {
    context = MacroCall.context();
  }

  @AfterAll
  static void stop() {
    context.dispose();
  }

  @Test
  void outlinesAreThoseOfTheLabels() throws Exception {
    ImagePlus brain = open(HippocampusCommand.class);
    assertEquals("hippocampus_015", brain.getTitle());
    assertEquals("mm", brain.getCalibration().getUnit());
    Path label = Path.of("sample-data/segmentation-hippocampus/test/labels/hippocampus_015.nii.gz");
    requireSame(brain, label, new LabelClass(1, "anterior"), new LabelClass(2, "posterior"));
    assertEquals(brain.getOverlay().size(), Overlays.drawn(brain).size(), "as if drawn by a user");
    assertEquals(Color.WHITE, brain.getOverlay().get(0).getStrokeColor());
    assertEquals("hippocampus-robust", FittingModel.of(brain).orElseThrow());
    ImagePlus heart = open(HeartCommand.class);
    assertTrue(heart.getBitDepth() < 32, "the file is of 8 bit");
    label = Path.of("sample-data/segmentation-sunnybrook/test/labels/SC-N-40-IM-0001-0140.dcm.png");
    requireSame(heart, label, new LabelClass(255, "left ventricle"));
  }

  /** As the mask that an attack would take from them as the truth. */
  private static void requireSame(ImagePlus image, Path label, LabelClass... classes) {
    var drawn =
        RoiMasks.fromOverlay(
            image.getOverlay(),
            image.getWidth(),
            image.getHeight(),
            image.getStackSize(),
            Stream.concat(Stream.of(new LabelClass(0, "background")), Stream.of(classes)).toList());
    var expected = Views.flatIterable(MaskImages.read(label).labels()).iterator();
    for (var pixel : Views.flatIterable(drawn.labels()))
      assertEquals(expected.next().get(), pixel.get());
  }

  /** The places are those of the first row of landmarks.csv. */
  @Test
  void landmarksAreNamedPoints() throws Exception {
    ImagePlus head = open(FetalHeadCommand.class);
    Roi[] points = head.getOverlay().toArray();
    assertTrue(Stream.of(points).allMatch(PointRoi.class::isInstance));
    assertEquals(
        new TreeSet<>(List.of("bpd_lower", "bpd_upper", "ofd_left", "ofd_right")), names(points));
    for (Roi point : points)
      if (point.getName().equals("ofd_left")) {
        assertEquals(204.34, point.getFloatPolygon().xpoints[0], .01);
        assertEquals(284.53, point.getFloatPolygon().ypoints[0], .01);
      }
    assertEquals(.061126, ImagePlusConverter.calibration(head).x(), 1e-9);
  }

  @Test
  void cellsAreNamedBoxes() throws Exception {
    ImagePlus cells = open(BloodCellsCommand.class);
    String xml =
        Files.readString(
            Path.of("sample-data/detection-bccd/test/annotations/BloodImage_00014.xml"));
    Roi[] boxes = cells.getOverlay().toArray();
    assertEquals(xml.split("<object>").length - 1, boxes.length);
    assertTrue(Stream.of(boxes).allMatch(box -> box.getType() == Roi.RECTANGLE));
    assertTrue(List.of("Platelets", "RBC", "WBC").containsAll(names(boxes)), names(boxes) + "");
    assertEquals(24, cells.getBitDepth());
  }

  @Test
  void theLicencesComeAlong() {
    for (String file : List.of("ATTRIBUTION.md", "detection-bccd/LICENSE"))
      assertTrue(
          SampleData.class.getResource("/io/github/robustj/sample-data/" + file) != null, file);
  }

  @Test
  void theDocumentationIsShipped() throws Exception {
    String shipped = Documentation.shipped();
    assertTrue(shipped.startsWith(Files.readString(Path.of("README.md"))));
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList())
        assertTrue(shipped.contains(Files.readString(page)), page + "");
    }
  }

  @Test
  void theCitationIsThatOfTheFile() throws Exception {
    String file = Files.readString(Path.of("CITATION.cff"));
    assertTrue(file.contains("doi: " + AboutCommand.DOI));
    for (String line : file.lines().filter(l -> l.contains("family-names")).toList())
      assertTrue(AboutCommand.CITATION.contains(line.replaceFirst(".*: ", "")), line);
    String title = file.lines().filter(l -> l.startsWith("  title")).findFirst().orElseThrow();
    assertTrue(AboutCommand.CITATION.contains(title.replaceAll(".*: \"|\"", "")), title);
  }

  private static TreeSet<String> names(Roi[] rois) {
    return Stream.of(rois).map(Roi::getName).collect(Collectors.toCollection(TreeSet::new));
  }

  private static ImagePlus open(Class<? extends JobCommand> type) throws Exception {
    return (ImagePlus)
        context.service(CommandService.class).run(type, true).get().getOutput("image");
  }
}
