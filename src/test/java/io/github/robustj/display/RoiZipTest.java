package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoiZipTest {

  @TempDir Path folder;

  @Test
  void theMaskComesBackFromTheArchive() throws IOException {
    Mask mask = Examples.noise(12, 9, 3, 0, 1, 2);
    RoiZip.write(Contours.of(mask, Examples.CLASSES, ContourStyle.PREDICTION), zip());
    Overlay overlay = new Overlay();
    read().forEach(overlay::add);
    Mask back = RoiMasks.fromOverlay(overlay, 12, 9, 3, Examples.CLASSES);
    assertArrayEquals(Examples.labels(mask), Examples.labels(back));
  }

  @Test
  void namesAreUniqueAndFitForFiles() throws IOException {
    Overlay overlay = new Overlay();
    for (String name : new String[] {"a", "A", "a-1", "a", "left/right", null}) {
      Roi roi = new Roi(0, 0, 1, 1);
      roi.setName(name);
      overlay.add(roi);
    }
    RoiZip.write(overlay, zip());
    assertEquals(
        List.of("a", "A-1", "a-1-1", "a-2", "left_right", "roi"),
        read().stream().map(Roi::getName).toList());
    assertEquals("left/right", overlay.get(4).getName(), "the overlay keeps its names");
  }

  @Test
  void anEmptyOverlayIsAnEmptyArchive() throws IOException {
    RoiZip.write(new Overlay(), zip());
    assertEquals(List.of(), read());
  }

  @Test
  void whatCannotBeWrittenIsASentenceAndLeavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    RobustJException e =
        assertThrows(
            RobustJException.class, () -> RoiZip.write(new Overlay(), file.resolve("rois.zip")));
    assertTrue(e.getMessage().contains("rois.zip"), e.getMessage());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  private Path zip() {
    return folder.resolve("rois.zip");
  }

  /** As the ROI Manager reads: the name is the entry's. */
  private List<Roi> read() throws IOException {
    List<Roi> rois = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] bytes = in.readAllBytes();
        assertTrue(bytes.length > 0 && Arrays.equals("Iout".getBytes(), Arrays.copyOf(bytes, 4)));
        rois.add(new RoiDecoder(bytes, entry.getName().replaceFirst("\\.roi$", "")).getRoi());
      }
    }
    return rois;
  }
}
