package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No result takes the place of what is read, or lies where the next run would read it. */
class InputsStayTest extends VerbOutputs {

  /** A training writes a whole folder; nothing is read before it is known that it may. */
  @Test
  void aTrainingTakesNoPlaceOfAnything() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("data/images")).resolve("a.png");
    Files.copy(images.resolve("a.png"), mine);
    SeeingEngine.model(folder.resolve("m/last"), "segmentation");
    SeeingEngine.model(folder.resolve("m"), "segmentation");
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("history.csv"), "mine");
    Files.createSymbolicLink(folder.resolve("to file"), mine);
    Files.createSymbolicLink(folder.resolve("to data"), folder.resolve("data"));
    Files.createSymbolicLink(folder.resolve("to last"), folder.resolve("m/last"));
    Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));
    List<String> before = CommandLineCall.tree(folder);
    for (String out :
        List.of(
            "data",
            "data/",
            "data/images",
            "data/labels/..",
            "data/images/a.png",
            "to file",
            "to data",
            "to data/images",
            "to last",
            "circle",
            "circle/m",
            "foreign",
            "m/last",
            "m/saved_model",
            "m/saved_model/variables",
            "m/checkpoint",
            ".")) {
      String place = folder + "/" + out;
      assertEquals(1, execute("train", "--data", folder + "/data", "--out", place), out + err);
      assertSentence(out);
      assertFalse(err.contains("has neither images/ and labels/"), out + err);
      assertFalse(err.contains("labels, but"), out + err);
      assertTrue(err.contains(folder + "/"), err);
      assertEquals(before, CommandLineCall.tree(folder), out);
    }
  }

  /** Among them names that differ in their ending, in case, or by what results are called. */
  @Test
  void twoInputsNeverHaveOneResult() throws IOException {
    for (String second : List.of("A.png", "a.jpg", "a-overlay.png")) {
      Path two = Files.createTempDirectory(folder, "two");
      Files.copy(images.resolve("a.png"), two.resolve("a.png"));
      Files.copy(images.resolve("a.png"), two.resolve(second));
      Path out = folder.resolve("out");
      assertEquals(1, call("predict", "--input", two + "", out, "m", "--overwrite"), second);
      assertTrue(err.contains(two.resolve(second).toString()) && err.contains("rename one"), err);
      assertSentence(second);
      assertFalse(Files.exists(out), second);
    }
  }

  /** A next run would take them for images, or for annotations. */
  @Test
  void noResultLiesAmongWhatIsRead() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/images")).getParent();
    Path image = Files.copy(images.resolve("a.png"), data.resolve("images/a.png"));
    List<String> before = CommandLineCall.tree(data);
    for (String place : List.of("", "images", "images/../images/.")) {
      Path out = data.resolve(place);
      assertEquals(
          1, call("evaluate", "--data", data + "", out.resolve("e.json"), "m", "--overwrite"));
      assertSentence(place);
      if (place.isEmpty()) continue;
      for (String verb : List.of("predict", "attack")) {
        assertEquals(1, call(verb, "--input", image + "", out, "m", "--overwrite"), verb + out);
        assertSentence(verb + out);
      }
    }
    assertEquals(before, CommandLineCall.tree(data));
    for (int time = 0; time < 2; time++)
      assertEquals(
          0, call("evaluate", "--data", data + "", data.resolve("results/e.json"), "m"), err);
  }

  @Test
  void noInputIsReplacedWhateverIsWanted() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), images);
    byte[] before = Files.readAllBytes(images.resolve("a.png"));
    assertEquals(1, call("predict", "--input", images + "", link, "m", "--overwrite"));
    assertTrue(err.contains("is the folder of the input"), err);
    Path input = Files.copy(images.resolve("a.png"), folder.resolve("x.tif"));
    Path hard = Files.createDirectory(folder.resolve("hard"));
    Files.createLink(hard.resolve("x.tif"), input);
    assertEquals(1, call("predict", "--input", input + "", hard, "m", "--overwrite"), err);
    assertTrue(err.contains("is an input of this command and is never replaced"), err);
    assertEquals(1, call("predict", "--input", input + "", folder, "m", "--overwrite"), err);
    Path results = Files.createDirectory(folder.resolve("results"));
    Files.createSymbolicLink(results.resolve("a.tif"), images.resolve("a.png"));
    assertEquals(
        1, call("predict", "--input", images + "/a.png", results, "m", "--overwrite"), err);
    assertTrue(err.contains("is an input of this command and is never replaced"), err);
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(images.resolve("a.png"))));
  }
}
