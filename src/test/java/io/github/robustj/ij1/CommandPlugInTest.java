package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.command.FakeEngineService;
import io.github.robustj.packaging.EvaluationJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in macros of plain ImageJ 1, headless, with an engine that answers at once. */
class CommandPlugInTest {

  /** A black image with a bright square of 16 pixels, 8 bit, 2 slices, calibrated. */
  private static final String IMAGE =
      """
      newImage('case', '8-bit black', 16, 12, 2);
      run('Properties...', 'pixel_width=0.5 pixel_height=0.5 voxel_depth=2 unit=mm');
      makeRectangle(3, 4, 4, 4);
      run('Set...', 'value=200 stack');
      run('Select None');
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void start() {
    System.setProperty(FakeEngineService.PROPERTY, "true");
  }

  @AfterAll
  static void stop() {
    System.clearProperty(FakeEngineService.PROPERTY);
  }

  @Test
  void trains() throws Exception {
    assertEquals(
        List.of("The model is in /m n"),
        lines("run('Train Model...', 'data=/d out=[/m n] epochs=2');"));
  }

  /** ImageJ 1.54 goes on after an exception and after a cancelled command. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data=/d out=/m epochs=abc | epochs is \"abc\"",
        "data=/d out=/m epocs=3 | no option \"epocs\"",
        "data=/broken out=/m | The folder /broken is broken; mend it.",
        "data=/bug out=/m | Train Model failed: java.lang.IllegalStateException: a bug"
      })
  void whatGoesWrongStopsTheMacro(String options, String sentence) throws Exception {
    for (String start : List.of("", "setBatchMode(true);")) {
      String printed =
          String.join(
              "\n", lines(start + "run('Train Model...', '" + options + "'); print('went on');"));
      assertTrue(printed.startsWith("Macro Error: "), printed);
      assertTrue(printed.contains(sentence), printed);
      assertFalse(printed.contains("went on\n"), printed);
    }
  }

  @Test
  void theUsersMistakeGivesNoStackTrace() throws Exception {
    String printed = String.join("\n", lines("run('Train Model...', 'data=/broken out=/m');"));
    assertFalse(printed.contains("\tat "), printed);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void predictionsCanBeReached(boolean batch) throws Exception {
    String macro =
        "setBatchMode("
            + batch
            + ");"
            + IMAGE
            + """
            run('Predict...', 'model=/m');
            print(getTitle(), Overlay.size, getResult('pixels', 0), getResult('area', 0));
            selectImage('case-labels');
            getPixelSize(unit, width, height, depth);
            print(getPixel(3, 4), getPixel(2, 4), bitDepth(), nSlices, width, depth, unit);
            close('*');
            """;
    assertEquals(List.of("case 2 32 8", "1 0 8 2 0.5 2 mm"), lines(macro));
  }

  @Test
  void probabilitiesAreAnImage() throws Exception {
    String macro =
        "setBatchMode(true);"
            + IMAGE
            + """
            run('Predict...', 'model=/m probabilities');
            selectImage('case-probability');
            getPixelSize(unit, width, height, depth);
            getMinAndMax(low, high);
            print(getPixel(3, 4), getPixel(2, 4), bitDepth(), nSlices, width, depth, unit, low, high);
            print(getInfo('slice.label'));
            """;
    assertEquals(List.of("1 0 32 4 0.5 2 mm 0 1", "bright"), lines(macro));
  }

  /** Commands run on another thread, which sees another current image in batch mode. */
  @Test
  void theSelectedImageOfABatchMacroIsUsed() throws Exception {
    String macro =
        "setBatchMode(true);"
            + IMAGE
            + """
            newImage('later', '8-bit black', 8, 8, 1);
            selectImage('case');
            run('Predict...', 'model=/m label_image=false');
            print(getTitle(), Overlay.size);
            selectImage('later');
            print(Overlay.size);
            """;
    assertEquals(List.of("case 2", "0"), lines(macro));
  }

  @Test
  void theUsersRoisStayAndOurEarlierOnesAreReplaced() throws Exception {
    String macro =
        "setBatchMode(true);"
            + IMAGE
            + """
            makeOval(0, 0, 2, 2);
            Roi.setName('bright');
            run('Add Selection...');
            run('Select None');
            run('Predict...', 'model=/m label_image=false');
            run('Predict...', 'model=/m label_image=false');
            print(Overlay.size);
            """;
    assertEquals(List.of("3"), lines(macro));
  }

  @Test
  void attacksKeepTheTypeAndShowBothPredictions() throws Exception {
    String macro =
        "setBatchMode(true);"
            + IMAGE
            + """
            run('Attack Image...', 'model=/m epsilon=150 float_image=false');
            print(getTitle(), bitDepth(), getPixel(0, 0), Overlay.size);
            selectImage('case-perturbation');
            print(getPixel(0, 0));
            selectImage('case');
            print(getPixel(0, 0), Overlay.size, getResult('dice_after', 0));
            """;
    // Everything is above 100 now: one more outline per slice beside the two of the clean image.
    // Measured again on the rounded image: twice 16 of 16 + 192 pixels.
    assertEquals(List.of("case-adversarial 8 150 4", "150", "0 2 0.1538"), lines(macro));
  }

  @Test
  void theTruthMayBeDrawn() throws Exception {
    Path model = Models.untrained(folder.resolve("drawn model"));
    String attack = "run('Attack Image...', 'model=[" + model + "] truth_from_overlay');";
    String drawing =
        "makeRectangle(3, 4, 4, 4); Roi.setName('%s'); run('Add Selection...'); run('Select"
            + " None');";
    assertEquals(
        List.of("case-adversarial"),
        lines(
            "setBatchMode(true);"
                + IMAGE
                + drawing.formatted("bright")
                + attack
                + "print(getTitle());"));
    String unknown =
        String.join(
            "\n", lines("setBatchMode(true);" + IMAGE + drawing.formatted("liver") + attack));
    assertTrue(unknown.contains("The ROI liver"), unknown);
    String none = String.join("\n", lines("setBatchMode(true);" + IMAGE + attack));
    assertTrue(none.contains("nothing is drawn"), none);
  }

  @Test
  void theTruthIsGivenOnlyOnce() throws Exception {
    String attack = "run('Attack Image...', 'model=/m truth=case label=/x.png');";
    String printed = String.join("\n", lines("setBatchMode(true);" + IMAGE + attack));
    assertTrue(printed.contains("only one of truth, label and truth_from_overlay"), printed);
  }

  @Test
  void evaluationsWriteNumbersAndPlot() throws Exception {
    Path out = folder.resolve("my curve.json");
    String options = "model=/robust data=/d epsilons=0,1 out=[" + out + "]";
    String macro =
        "setBatchMode(true); run('Evaluate Robustness...', '"
            + options
            + "');"
            + "print(getTitle(), nResults, getResult('mean', 1));";
    assertEquals(
        List.of("The report is " + folder.resolve("my curve.html"), "Robustness of robust 2 0.5"),
        lines(macro));
    assertEquals(.5, EvaluationJson.read(out).points().get(1).mean());
    assertTrue(Files.size(folder.resolve("my curve.csv")) > 0);
    assertTrue(Files.size(folder.resolve("my curve.png")) > 0);
  }

  @Test
  void predictionsAreWrittenAsRoiZip() throws Exception {
    Path zip = folder.resolve("case rois.zip");
    String options = "model=/m roi_file=[" + zip + "]";
    lines("setBatchMode(true);" + IMAGE + "run('Predict...', '" + options + "');");
    try (ZipFile rois = new ZipFile(zip.toFile())) {
      assertEquals(2, rois.size());
    }
  }

  @Test
  void filesMayStandInForOpenImages() throws Exception {
    Path image = folder.resolve("case of file.tif");
    String macro =
        "setBatchMode(true);"
            + IMAGE
            + "saveAs('Tiff', '%s'); close('*'); run('Predict...', 'model=/m input=[%s]');"
                .formatted(image, image)
            + "print(getTitle(), nImages, Overlay.size);";
    assertEquals(List.of("case of file 2 2"), lines(macro));
  }

  private static List<String> lines(String macro) throws Exception {
    return MacroEnvironment.run(macro, "")
        .lines()
        // SciJava says so when it finds classes outside of a jar.
        .filter(line -> !line.startsWith("[ECLIPSE HELPER]"))
        .toList();
  }
}
