package io.github.robustj.ij1;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.WindowManager;
import java.awt.Dialog;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.ActionEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Somebody in front of an ImageJ into which the zip was unpacked: looks at the engine, trains a
 * model on the sample data that came along, and sees what it finds in an image. Knows nothing of
 * RobustJ's classes, which only ImageJ's own class loader has.
 */
final class ZipSession {

  private static final String CASE = "hippocampus_015";
  private static final long PATIENCE = Duration.ofMinutes(8).toNanos();

  private ZipSession() {}

  /**
   * @param arguments folder of ImageJ, folder for the results
   */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      Path samples = Path.of(arguments[0], "robustj/sample-data/segmentation-hippocampus");
      Path out = Path.of(arguments[1]);
      System.setProperty("plugins.dir", arguments[0]);
      new ImageJ(ImageJ.STANDALONE);
      engine();
      train(samples.resolve("train"), out);
      predict(samples.resolve("test/images"), out);
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    }
    System.exit(status);
  }

  private static void engine() throws Exception {
    choose("Engine...");
    Windows.close(Windows.dialog("Engine"), "OK");
    awaitEnd("Engine...");
    String log = IJ.getLog();
    if (log == null || !log.contains("came with RobustJ")) throw new AssertionError(log);
    System.out.println(log);
  }

  private static void train(Path data, Path out) throws Exception {
    choose("Train Model...");
    Path cases = Files.writeString(out.resolve("cases.txt"), "hippocampus_001\nhippocampus_026\n");
    Dialog first = Windows.dialog("Train Model");
    Windows.fill(first, "Folder of images and labels", data.toString());
    Windows.fill(first, "Folder for the new model", out.resolve("model").toString());
    Windows.fill(first, "Text file of cases to use (optional)", cases.toString());
    Windows.fill(first, "Epochs", "2");
    Windows.tick(first, "Network and schedule");
    Windows.close(first, "OK");
    Dialog network = Windows.dialog("Network and schedule");
    Windows.fill(network, "Width of the network, features", "4");
    Windows.fill(network, "Depth of the network, levels", "2");
    Windows.close(network, "OK");
    awaitEnd("Train Model...");
    if (!Files.exists(out.resolve("model/model.json"))) throw new AssertionError("no model");
  }

  /** The folder of the model is that of the training. */
  private static void predict(Path images, Path out) throws Exception {
    choose("Predict...");
    Dialog dialog = Windows.dialog("Predict");
    Windows.fill(dialog, "or an image file", images.resolve(CASE + ".nii.gz").toString());
    Windows.close(dialog, "OK");
    awaitEnd("Predict...");
    for (String title : List.of(CASE, CASE + "-labels"))
      if (WindowManager.getImage(title) == null) throw new AssertionError("no " + title);
    Rectangle all = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
    Robot robot = new Robot();
    robot.delay(1000);
    File picture = out.resolve("screen.png").toFile();
    ImageIO.write(robot.createScreenCapture(all), "png", picture);
  }

  /** Selects an item of Plugins > RobustJ. */
  private static void choose(String label) {
    Menu plugins = Menus.getMenuBar().getMenu(index("Plugins"));
    Menu own = (Menu) item(plugins, "RobustJ");
    MenuItem item = item(own, label);
    IJ.getInstance()
        .actionPerformed(new ActionEvent(item, ActionEvent.ACTION_PERFORMED, item.getLabel()));
  }

  private static int index(String label) {
    for (int i = 0; i < Menus.getMenuBar().getMenuCount(); i++)
      if (Menus.getMenuBar().getMenu(i).getLabel().equals(label)) return i;
    throw new AssertionError("no menu " + label);
  }

  private static MenuItem item(Menu menu, String label) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < menu.getItemCount(); i++) {
      if (menu.getItem(i).getLabel().equals(label)) return menu.getItem(i);
      labels.add(menu.getItem(i).getLabel());
    }
    throw new AssertionError(menu.getLabel() + " has no " + label + ": " + labels);
  }

  /** Fails at once if a message is shown instead. */
  private static void awaitEnd(String command) throws Exception {
    for (long end = System.nanoTime() + PATIENCE; isRunning(command); Thread.sleep(100)) {
      if (Windows.titles().contains("RobustJ")) throw new AssertionError(Windows.message());
      if (System.nanoTime() > end) throw new AssertionError(command + " does not end");
    }
  }

  private static boolean isRunning(String command) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(command));
  }
}
