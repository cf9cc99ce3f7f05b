package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import io.github.robustj.cli.CommandLineCall;
import io.github.robustj.error.RobustJException;
import io.github.robustj.ij1.Models;
import io.github.robustj.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/** The files that commands write for a macro, where they cannot be written. */
class CommandFilesTest {

  private static final String MEASURE =
      "measurements=[d = distance(left, right)] measurement_file=";

  /** What a macro asks for, by the option that names a file. */
  private static final Map<String, String> CALLS =
      Map.of(
          "segmentation", "roi_file=",
          "landmark", MEASURE,
          "detection", "boxes_file=");

  @TempDir Path folder;
  private Context context;
  private ImagePlus image;

  @BeforeEach
  void start() {
    System.setProperty(FakeEngineService.PROPERTY, "network");
    context = MacroCall.context();
    image = IJ.createImage("smear", "8-bit ramp", 40, 32, 1);
    Models.untrained(folder.resolve("model of segmentation"));
    Models.landmarks(folder.resolve("model of landmark"));
    Models.objects(folder.resolve("model of detection"));
    Interpreter.batchMode = true;
    Interpreter.addBatchModeImage(image);
  }

  @AfterEach
  void stop() {
    Interpreter.removeBatchModeImage(image);
    Interpreter.batchMode = false;
    context.dispose();
    System.clearProperty(FakeEngineService.PROPERTY);
  }

  @Test
  void aFullOrReadOnlyDiskIsOneSentenceAndTheRetrySucceeds() throws Throwable {
    try (SmallDisk disk = SmallDisk.in(folder.resolve("disk"), 256)) {
      for (String task : CALLS.keySet()) {
        Path file = disk.folder().resolve(task + (task.equals("segmentation") ? ".zip" : ".csv"));
        disk.fill(0);
        assertFails(task, file, "could not be written: the disk is full; free some space");
        disk.empty();
        disk.setWritable(false);
        assertFails(task, file, "no permission to write in " + disk.folder());
        disk.setWritable(true);
        predict(task, file);
        assertTrue(Files.size(file) > 0, task);
      }
    }
  }

  @Test
  void whatStandsInTheirPlaceStays() throws Throwable {
    for (String task : CALLS.keySet()) {
      String ending = task.equals("segmentation") ? ".zip" : ".csv";
      Path foreign = Files.writeString(folder.resolve("foreign " + task + ending), "mine");
      assertFails(task, foreign, "exists and RobustJ did not write it");
      Path inFolder = Files.createDirectory(folder.resolve("folder " + task + ending));
      assertFails(task, inFolder, "is a folder, not a file");
      Path link = folder.resolve("link " + task + ending);
      assertFails(task, Files.createSymbolicLink(link, foreign), "RobustJ did not write it");
      assertFails(task, foreign.resolve("deep" + ending), foreign + " is not a folder");
    }
  }

  private void assertFails(String task, Path file, String part) throws IOException {
    List<String> before = CommandLineCall.tree(file.getParent());
    RobustJException e = assertThrows(RobustJException.class, () -> predict(task, file), task);
    assertTrue(e.getMessage().startsWith(file + " "), e.getMessage());
    assertTrue(e.getMessage().contains(part) && e.getMessage().endsWith("."), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertEquals(before, CommandLineCall.tree(file.getParent()), e.getMessage());
  }

  private void predict(String task, Path file) throws Throwable {
    Path model = folder.resolve("model of " + task);
    String options = "model=[%s] image=smear %s[%s]".formatted(model, CALLS.get(task), file);
    MacroCall.run(context, PredictCommand.class, options);
  }
}
