package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A command called by the menu, in a macro with and without a screen, in a script and on the
 * command line becomes the same job, with the same defaults, pixels and seed: so it has the same
 * result.
 */
class SameJobTest {

  @TempDir static Path folder;

  @BeforeAll
  static void callByScripts() throws Exception {
    makeInputs(folder);
    for (Way.Call call : Way.Call.all()) Way.SCRIPT.record(call, folder);
  }

  /** A model and a data set of each task, and an image. */
  static void makeInputs(Path folder) throws Exception {
    Models.untrained(folder.resolve("segmentation"));
    Models.landmarks(folder.resolve("landmark"));
    Models.objects(folder.resolve("detection"));
    for (String data :
        List.of("segmentation/labels", "landmark/landmarks.csv", "detection/boxes.csv"))
      Files.createDirectories(folder.resolve("data " + data));
    ImagePlus image = IJ.createImage("cells", "8-bit ramp", 40, 32, 1);
    IJ.saveAsTiff(image, folder.resolve("cells.tif").toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"MACRO", "COMMAND_LINE"})
  void withoutAScreen(Way way) throws Exception {
    for (Way.Call call : Way.Call.all()) {
      way.record(call, folder);
      requireSame(way, call);
    }
  }

  @Test
  void withAScreen() throws Exception {
    try (Screen screen = Screen.open()) {
      screen.run(SameJobSession.class, folder.resolve("session.log"), folder.toString());
    }
    for (Way.Call call : Way.Call.all()) {
      requireSame(Way.MENU, call);
      requireSame(Way.MACRO_WITH_SCREEN, call);
    }
  }

  private static void requireSame(Way way, Way.Call call) throws Exception {
    assertEquals(
        Way.SCRIPT.recorded(call, folder), way.recorded(call, folder), way + " of " + call);
  }
}
