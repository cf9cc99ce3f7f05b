package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Open images are saved with their table, or nothing is. */
class OpenDataTest {

  @TempDir Path folder;
  @RegisterExtension final OpenedImages opened = new OpenedImages();

  @ParameterizedTest
  @CsvSource({"landmark,landmarks.csv", "detection,boxes.csv"})
  void aFullDiskLeavesNothingAndTheNextAttemptSucceeds(String task, String table)
      throws IOException {
    open(task);
    try (SmallDisk disk = SmallDisk.in(folder.resolve("disk"), 64)) {
      Path data = Files.createDirectory(disk.folder().resolve("data"));
      Path mine = Files.writeString(data.resolve("notes.txt"), "mine");
      int pages = 0;
      for (String sentence; (sentence = attempt(disk, pages, task, data)) != null; pages++) {
        assertTrue(sentence.startsWith(data + "/") && !sentence.contains(".tmp"), sentence);
        assertTrue(sentence.endsWith("is full; free some space or choose another folder."));
        assertEquals(List.of(data, mine), tree(data), sentence);
      }
      assertTrue(pages > 2, "the table is what lacks room at last");
      assertTrue(Files.exists(data.resolve("images/a.tif")) && Files.exists(data.resolve(table)));
      assertEquals("mine", Files.readString(mine));
    }
  }

  /** Null if it succeeds. */
  private static String attempt(SmallDisk disk, int pages, String task, Path data)
      throws IOException {
    disk.fill(pages * SmallDisk.PAGE);
    try {
      TrainCommand.saveOpen(options(task, data));
      return null;
    } catch (RobustJException e) {
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource({"landmark,landmarks.csv", "detection,boxes.csv"})
  void nothingThatIsThereIsReplaced(String task, String table) throws IOException {
    open(task);
    for (String name : List.of("images", table))
      for (boolean link : List.of(true, false)) {
        Path data = Files.createTempDirectory(folder, "data");
        Path place = data.resolve(name);
        if (link) Files.createSymbolicLink(place, folder.resolve("nothing"));
        else Files.writeString(place, "mine");
        String sentence =
            assertThrows(RobustJException.class, () -> TrainCommand.saveOpen(options(task, data)))
                .getMessage();
        assertTrue(sentence.contains("has " + name + " already"), sentence);
        assertEquals(List.of(data, place), tree(data));
      }
    assertFalse(Files.exists(folder.resolve("nothing")));
  }

  @Test
  void twoImagesOfOneNameLeaveNothing() {
    open("landmark");
    open("landmark");
    Path data = folder.resolve("data");
    assertThrows(RobustJException.class, () -> TrainCommand.saveOpen(options("landmark", data)));
    assertFalse(Files.exists(data));
  }

  private static List<Path> tree(Path data) throws IOException {
    try (Stream<Path> walk = Files.walk(data)) {
      return walk.sorted().toList();
    }
  }

  private static Options options(String task, Path data) {
    return Options.of(
        Map.of("task", task, "data", data, "out", data.resolveSibling("m")),
        Keys.join(OptionTable.TRAIN_FILES, OptionTable.TRAIN));
  }

  private void open(String task) {
    for (String title : List.of("a", "b")) {
      ImagePlus image = new ImagePlus(title, new ByteProcessor(20, 20));
      Roi roi = task.equals("landmark") ? new PointRoi(3, 4) : new Roi(1, 1, 5, 5);
      roi.setName("x");
      image.setOverlay(new Overlay(roi));
      opened.add(image);
    }
  }
}
