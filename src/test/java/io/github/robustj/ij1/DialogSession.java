package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import io.github.robustj.command.FakeEngineService;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.Page;
import io.github.robustj.job.OptionTable;
import io.github.robustj.ready.ReadyModels;
import java.awt.Dialog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Somebody in front of a plain ImageJ 1, who calls the commands from the menu. A JVM with a screen
 * runs this.
 */
final class DialogSession {

  private static final String MODEL = "Name or folder of the model";

  private DialogSession() {}

  /**
   * One session after another, as long as they go well.
   *
   * @param arguments a folder, and the sessions; each finds a folder of its name there, and leaves
   *     beside it {@code NAME.txt}, which is empty if all was as expected
   */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      new ImageJ(ImageJ.NO_SHOW);
      Menu.install();
      Path folder = Path.of(arguments[0]);
      for (String session : List.of(arguments).subList(1, arguments.length)) {
        String wrong = wrong(session, Files.createDirectories(folder.resolve(session)));
        Files.writeString(folder.resolve(session + ".txt"), wrong);
        if (!wrong.isEmpty()) break;
        forget();
      }
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    }
    System.exit(status);
  }

  private static String wrong(String session, Path folder) {
    try {
      run(session, folder);
      return "";
    } catch (Throwable e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return trace.toString();
    }
  }

  private static void run(String session, Path folder) throws Exception {
    switch (session) {
      case "pages" -> pages();
      case "mistakes" -> mistakes(folder);
      case "effects" -> effects();
      case "record" -> record(folder);
      case "tasks" -> TaskSession.eachTaskHasItsFields(folder);
      case "ready" -> ReadySession.sampleAndPredict(folder);
      case "threshold" -> ThresholdSession.moveAndCancel();
      case "cancel" -> TrainingSession.cancelAndResume(folder);
      default -> throw new IllegalArgumentException(session);
    }
  }

  /** As in an ImageJ that was just started. */
  private static void forget() throws Exception {
    System.clearProperty(FakeEngineService.PROPERTY);
    if (WindowManager.getFrame("Recorder") instanceof Recorder recorder) recorder.close();
    Seen.forget();
    for (var type : Menu.COMMANDS.values()) {
      JobCommand command = type.getConstructor().newInstance();
      boolean reads = command.keys().contains(OptionTable.MODEL);
      RecentInputs.put(command, Map.of(reads ? "model" : "out", ""));
      RecentInputs.put(command, Map.of());
    }
  }

  /** All pages of all commands fit on a small screen; what is missing is named; nothing stays. */
  private static void pages() throws Exception {
    for (String command : Menu.COMMANDS.keySet()) {
      Menu.choose(command);
      Dialog first = Windows.dialog(command);
      // Else there are no margins.
      if (command.equals("Train Model"))
        Windows.choose(first, "Training method", "adaptive margins (one for every slice)");
      requireFits(first);
      List<String> further = furtherPages(command);
      for (String page : further) Windows.tick(first, page);
      Windows.close(first, "OK");
      for (String page : further) {
        Dialog next = Windows.dialog(page);
        requireFits(next);
        Windows.close(next, "OK");
      }
      String missing = Windows.message();
      assertTrue(missing.contains("is missing: give the path"), missing);
      Windows.close(Windows.dialog(command), "Cancel");
      Menu.requireEnd(command);
    }
  }

  private static List<String> furtherPages(String command) throws Exception {
    List<Page> all = Menu.COMMANDS.get(command).getConstructor().newInstance().pages();
    return all.subList(1, all.size()).stream().map(Page::title).toList();
  }

  private static void requireFits(Dialog dialog) {
    String size = dialog.getTitle() + " is " + dialog.getSize();
    assertTrue(dialog.getWidth() <= 1280 && dialog.getHeight() <= 750, size);
  }

  /** Each mistake is one message, and nothing else opens. */
  private static void mistakes(Path folder) throws Exception {
    Menu.choose("Predict");
    Dialog dialog = Windows.dialog("Predict");
    Windows.fill(dialog, MODEL, folder.resolve("nowhere").toString());
    Windows.close(dialog, "OK");
    String wrong =
        "There is no model folder %s; check the path, or give the name of a ready model: %s.";
    String expected =
        MODEL + ":\n" + wrong.formatted(folder.resolve("nowhere"), ReadyModels.words());
    assertEquals(expected.replace('\n', ' '), Windows.message().replace('\n', ' '));
    dialog = Windows.dialog("Predict");
    Windows.fill(dialog, MODEL, folder.toString());
    Windows.close(dialog, "OK");
    assertTrue(Windows.message().startsWith("There is no image: open one"));
    Menu.requireEnd("Predict");

    IJ.createImage("mine", "8-bit ramp", 40, 40, 1).show();
    Menu.choose("Predict");
    Windows.close(Windows.dialog("Predict"), "OK");
    String noModel = Windows.message().replace('\n', ' ');
    assertTrue(noModel.contains("is not a model: it has no model.json"), noModel);
    Menu.requireEnd("Predict");
    assertEquals(1, WindowManager.getImageCount());
  }

  /** A field without effect is grey, and what it holds does not stand in the way. */
  private static void effects() throws Exception {
    Menu.choose("Attack Image");
    Dialog dialog = Windows.dialog("Attack Image");
    String steps = "Steps of the attack";
    assertTrue(Windows.field(dialog, steps).isEnabled());
    Windows.fill(dialog, steps, "7");
    Windows.choose(dialog, "Attack", "FGSM (one step)");
    assertFalse(Windows.field(dialog, steps).isEnabled());
    Windows.fill(dialog, MODEL, "/");
    Windows.close(dialog, "OK");
    String said = Windows.message();
    assertTrue(said.startsWith("There is no image"), said);
    Menu.requireEnd("Attack Image");
  }

  /** What the recorder writes down of a dialog is a macro that does the same. */
  private static void record(Path folder) throws Exception {
    System.setProperty(FakeEngineService.PROPERTY, "true");
    Path model = Files.createDirectories(folder.resolve("my model"));
    IJ.createImage("mine", "8-bit ramp", 40, 40, 1).show();
    Recorder recorder = new Recorder();
    Menu.choose("Predict");
    Windows.close(Windows.dialog("Predict"), "Cancel");
    Menu.requireEnd("Predict");
    Menu.choose("Predict");
    Dialog dialog = Windows.dialog("Predict");
    Windows.fill(dialog, MODEL, model.toString());
    Windows.fill(dialog, "Largest tile, pixels", "64");
    Windows.close(dialog, "OK");
    Menu.requireEnd("Predict");
    String macro = recorder.getText().strip();
    assertEquals("run(\"Predict...\", \"model=[" + model + "] tile=64\");", macro);
    WindowManager.getImage("mine-labels").close();
    IJ.selectWindow("mine");
    IJ.runMacro(macro);
    assertEquals(2, WindowManager.getImageCount());
    assertEquals(1, WindowManager.getImage("mine").getOverlay().size());
  }
}
