package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import io.github.robustj.training.History;
import java.awt.Dialog;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Somebody who trains a model with the menu, stops the training, and goes on with it. */
final class TrainingSession {

  private static final String COMMAND = "Train Model";
  private static final String PLOT = "Training of my model";
  private static final String DATA = "sample-data/segmentation-hippocampus/train";
  private static final String CASES = "hippocampus_001\nhippocampus_026\n";

  /** Epochs of a moment each; in seconds it would be the load of the machine. */
  private static final int SOON = 20;

  private TrainingSession() {}

  static void cancelAndResume(Path folder) throws Exception {
    Path model = folder.resolve("my model");
    train(folder, model, false);
    cancel(model);
    List<History.Row> before = epochs(model).orElseThrow();
    WindowManager.getImage(PLOT).close();
    train(folder, model, true);
    Windows.await(
        "one epoch more",
        () -> epochs(model).filter(now -> now.size() > before.size()).orElse(null));
    cancel(model);
    List<History.Row> after = epochs(model).orElseThrow();
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
    int pressed = epochs(model).map(List::size).orElse(0);
    pressEscape();
    String said = Windows.message().replace('\n', ' ');
    int more = epochs(model).orElseThrow().size() - pressed;
    assertTrue(more <= SOON, "cancelled only after " + more + " more epochs");
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

  /** Those done; none while the folder of the training is exchanged. */
  private static Optional<List<History.Row>> epochs(Path model) throws IOException {
    try {
      String history = Files.readString(model.resolve("checkpoint/history.csv"));
      return Optional.of(History.parse(history).rows());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
