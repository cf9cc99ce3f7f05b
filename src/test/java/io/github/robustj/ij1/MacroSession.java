package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import io.github.robustj.command.FakeEngineService;
import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.Robot;
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
      macro.join(10_000);
      assertFalse(macro.isAlive(), "the macro does not end");
      assertFalse(Files.exists(mark), "the macro went on");
      assertEquals(0, Windows.titles().size());
    }
  }

  private static void picture(Dialog dialog, Path file) throws Exception {
    Rectangle area = dialog.getBounds();
    ImageIO.write(new Robot().createScreenCapture(area), "png", file.toFile());
  }
}
