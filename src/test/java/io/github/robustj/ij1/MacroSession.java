package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import io.github.robustj.command.FakeEngineService;
import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Somebody in front of a screen who runs macros, in a plain ImageJ 1 or one patched as Fiji is. A
 * JVM with a screen runs this; it ends with 0 if all was as expected.
 */
final class MacroSession {

  private static final String ERROR = "Macro Error";

  private MacroSession() {}

  /**
   * @param arguments {@code plain} or {@code fiji}, what to do, and the folder to do it in
   */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      if (arguments[0].equals("fiji")) FijiLike.start();
      else Plain.start();
      System.setProperty(FakeEngineService.PROPERTY, "true");
      Path folder = Path.of(arguments[2]);
      switch (arguments[1]) {
        case "error" -> errorIsSeen(folder);
        case "help" -> helpIsThere(folder);
        default -> throw new IllegalArgumentException(arguments[1]);
      }
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    }
    System.exit(status);
  }

  /** Apart, because it loads ImageJ's classes. */
  private static final class Plain {

    static void start() {
      new ImageJ(ImageJ.NO_SHOW);
      Menu.install();
    }
  }

  /** The dialog stays until it is closed, with the sentence and the line, and the macro stops. */
  private static void errorIsSeen(Path folder) throws Exception {
    for (String batch : new String[] {"", "setBatchMode(true);"}) {
      Path mark = folder.resolve("went-on");
      Thread macro =
          new Thread(
              () ->
                  IJ.runMacro(
                      """
                      %s
                      newImage("mine", "8-bit ramp", 40, 40, 1);
                      run("Predict...", "model=/nowhere/broken tile=7");
                      File.saveString("too far", "%s");
                      """
                          .formatted(batch, mark)));
      macro.start();
      Dialog dialog = Windows.dialog(ERROR);
      Thread.sleep(500);
      assertTrue(dialog.isShowing(), "the dialog closes by itself");
      picture(dialog, folder.resolve("macro-error.png"));
      String said = Windows.text(dialog).replaceAll("\\s+", " ");
      assertTrue(
          said.startsWith(
              "The option tile is \"7\" but must be a whole number from 32 to 16384;"
                  + " leave it out for the default, 512. in line 3"),
          said);
      assertTrue(macro.isAlive(), "the macro waits until the error was seen");
      Windows.close(dialog, "OK");
      Windows.awaitEnd(macro);
      assertFalse(Files.exists(mark), "the macro went on");
      assertEquals(0, Windows.titles().size());
    }
  }

  /** The window with what computes and what to cite, the documentation, a sample image. */
  private static void helpIsThere(Path folder) throws Exception {
    IJ.doCommand("About RobustJ...");
    Dialog about = Windows.dialog("About RobustJ");
    picture(about, folder.resolve("about.png"));
    assertTrue(Windows.text(about).startsWith("RobustJ "), Windows.text(about));
    assertTrue(Windows.text(about).contains("CPU"), Windows.text(about));
    Windows.press(about, "Copy the citation");
    Object copied =
        Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
    assertTrue(copied.toString().contains("https://doi.org/10.1117/12.3006534"), copied + "");
    Windows.close(about, "OK");
    IJ.runMacro("run('Fetal Head (landmarks)');".replace('\'', '"'));
    assertEquals("021_HC", IJ.getImage().getTitle());
    assertEquals(4, IJ.getImage().getOverlay().size());
    // Without network; with one a browser would open.
    System.setProperty("https.proxyHost", "localhost");
    System.setProperty("https.proxyPort", "1");
    IJ.doCommand("Help");
    Windows.await("the documentation", () -> WindowManager.getWindow("RobustJ Help"));
  }

  private static void picture(Dialog dialog, Path file) throws Exception {
    Rectangle area = dialog.getBounds();
    ImageIO.write(new Robot().createScreenCapture(area), "png", file.toFile());
  }
}
