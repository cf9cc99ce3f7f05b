package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import io.github.robustj.training.History;
import java.awt.Dialog;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Somebody who trains a model with the menu, stops the training, and goes on with it. */
final class TrainingSession {

  private static final String COMMAND = "Train Model";
  private static final String PLOT = "Training of my model";
  private static final String DATA = "sample-data/segmentation-hippocampus/train";
  private static final String CASES = "hippocampus_001\nhippocampus_026\n";

  private TrainingSession() {}

  static void cancelAndResume(Path folder) throws Exception {
    Path model = folder.resolve("my model");
    train(folder, model, false);
    cancel(model);
    List<History.Row> before = epochs(model);
    WindowManager.getImage(PLOT).close();
    train(folder, model, true);
    Windows.await("one epoch more", () -> epochs(model).size() > before.size() ? true : null);
    cancel(model);
    List<History.Row> after = epochs(model);
    assertTrue(after.size() > before.size());
    assertEquals(before, after.subList(0, before.size()));
  }

  private static void train(Path folder, Path model, boolean resume) throws Exception {
    Menu.choose(COMMAND);
    Dialog first = Windows.dialog(COMMAND);
    Windows.fill(first, "Folder of images and labels", DATA);
    Windows.fill(first, "Folder for the new model", model.toString());
    Path cases = Files.writeString(folder.resolve("two cases.txt"), CASES);
    Windows.fill(first, "Text file of cases to use (optional)", cases.toString());
    // More than anybody waits for.
    Windows.fill(first, "Epochs", "5000");
    if (resume) Windows.tick(first, "Resume an interrupted training");
    Windows.tick(first, "Network and schedule");
    Windows.close(first, "OK");
    Dialog network = Windows.dialog("Network and schedule");
    Windows.fill(network, "Width of the network, features", "2");
    Windows.fill(network, "Depth of the network, levels", "2");
    Windows.close(network, "OK");
  }

  /** Presses Escape once there is a plot; one message says what was kept and how to go on. */
  private static void cancel(Path model) throws Exception {
    Windows.await("the plot", () -> WindowManager.getImage(PLOT));
    long pressed = System.currentTimeMillis();
    pressEscape();
    String said = Windows.message().replace('\n', ' ');
    long seconds = (System.currentTimeMillis() - pressed) / 1000;
    assertTrue(seconds < 20, "cancelled only after " + seconds + " s");
    assertEquals(
        "Train Model was cancelled; the epochs done so far are kept in %s, run it again with resume to go on."
            .formatted(model.resolve("checkpoint")),
        said);
    Menu.requireEnd(COMMAND);
  }

  private static void pressEscape() {
    ImageJ imageJ = IJ.getInstance();
    int pressed = KeyEvent.KEY_PRESSED;
    char none = KeyEvent.CHAR_UNDEFINED;
    imageJ.keyPressed(new KeyEvent(imageJ, pressed, 0, 0, KeyEvent.VK_ESCAPE, none));
  }

  private static List<History.Row> epochs(Path model) throws Exception {
    return History.parse(Files.readString(model.resolve("checkpoint/history.csv"))).rows();
  }
}
