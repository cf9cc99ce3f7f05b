package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.command.FakeEngineService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The macros of the project in the real macro language, with an engine that answers at once. */
class ShippedMacrosTest {

  private static final String CASE = "hippocampus_015";

  @TempDir static Path folder;

  private final Path out = folder.resolve("my results");

  @BeforeAll
  static void start() {
    System.setProperty(FakeEngineService.PROPERTY, "true");
  }

  @AfterAll
  static void stop() {
    System.clearProperty(FakeEngineService.PROPERTY);
  }

  @Test
  void quickstartWritesPicturesTablesAndPlots() throws Exception {
    String printed = run("quickstart", "out=" + out + ";epochs=1;epsilon=5;epsilons=0,1");
    assertTrue(printed.contains("standard: mean Dice 0.500 at epsilon 1"), printed);
    assertTrue(
        printed.contains("The model is in " + out.resolve("model-adaptive_margin")), printed);
    for (String method : List.of("standard", "adaptive_margin")) {
      for (String ending : List.of("json", "csv", "png"))
        assertTrue(Files.size(out.resolve("evaluation-" + method + "." + ending)) > 0);
      assertTrue(
          Files.readString(out.resolve(CASE + "-attack-" + method + ".csv"))
              .contains("dice_after"));
      ImagePlus adversarial =
          IJ.openImage(out.resolve(CASE + "-adversarial-" + method + ".tif").toString());
      assertFalse(adversarial.getOverlay() == null, "the outlines are saved with the image");
      assertEquals("mm", adversarial.getCalibration().getUnit());
    }
    ImagePlus both = IJ.openImage(out.resolve(CASE + "-what-both-models-see.png").toString());
    assertTrue(both.getWidth() > 600 && both.getHeight() > 600, both.toString());
    assertTrue(Files.size(out.resolve("robustness.png")) > 0);
  }

  @Test
  void attackAndOverlaySavesEachEpsilon() throws Exception {
    run("attack_and_overlay", "model=/m;epsilons=1,2;out=" + out.resolve("attacks"));
    List<String> rows = Files.readAllLines(out.resolve("attacks/attacks.csv"));
    assertEquals(
        List.of("epsilon,class,dice_before,dice_after", "1,bright,1,0.5", "2,bright,1,0.5"), rows);
    for (String ending : List.of("1.tif", "1.png", "2.tif", "2.png"))
      assertTrue(Files.size(out.resolve("attacks/" + CASE + "-epsilon-" + ending)) > 0);
  }

  @Test
  void predictFolderHandlesEveryImage() throws Exception {
    Path results = out.resolve("predictions");
    String printed = run("predict_folder", "model=/m;out=" + results);
    assertTrue(printed.contains("4 of 4: "), printed);
    assertTrue(Files.readString(results.resolve(CASE + ".csv")).contains("mean_score"));
    ImagePlus labels = IJ.openImage(results.resolve(CASE + "-labels.tif").toString());
    ImagePlus outlined = IJ.openImage(results.resolve(CASE + "-outlines.tif").toString());
    assertEquals(labels.getStackSize(), outlined.getStackSize());
    try (ZipFile rois = new ZipFile(results.resolve(CASE + ".nii.gz-rois.zip").toFile())) {
      assertEquals(outlined.getOverlay().size(), rois.size());
    }
  }

  @Test
  void trainSegmentationTellsHowItWent() throws Exception {
    Path model = Files.createDirectories(folder.resolve("model of macro"));
    Files.writeString(model.resolve("history.csv"), "epoch,loss\n1,2\n2,.5\n");
    String printed = run("train_segmentation", "epochs=2;options=width=8;out=" + model);
    assertTrue(printed.contains("epoch,loss\n2,.5"), printed);
  }

  private String run(String macro, String argument) throws Exception {
    Files.createDirectories(out);
    String file = Path.of("macros", macro + ".ijm").toAbsolutePath().toString();
    String printed = MacroEnvironment.run("runMacro('%s', '%s');".formatted(file, argument), "");
    assertFalse(printed.contains("Macro Error"), printed);
    return printed;
  }
}
