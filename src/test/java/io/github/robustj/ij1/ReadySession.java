package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import io.github.robustj.command.FakeEngineService;
import io.github.robustj.ready.ReadyModels;
import java.awt.Choice;
import java.awt.Dialog;
import java.awt.TextField;
import java.nio.file.Path;

/** Somebody without data or model, who opens a sample image and chooses among the ready models. */
final class ReadySession {

  static final String READY = "Ready model";
  static final String MODEL = "Name or folder of the model";

  private ReadySession() {}

  static void sampleAndPredict(Path folder) throws Exception {
    System.setProperty(FakeEngineService.PROPERTY, "true");
    Recorder recorder = new Recorder();
    ImagePlus brain = open("Hippocampus (segmentation)");
    String fitting = proposed("Predict");
    assertTrue(
        fitting.startsWith("hippocampus") || !ReadyModels.names().contains("hippocampus-robust"),
        fitting);
    for (String command : new String[] {"Predict", "Attack Image", "Evaluate Robustness"})
      chooseAndType(command, folder);
    Menu.choose("Predict");
    Dialog dialog = Windows.dialog("Predict");
    String name = ReadyModels.names().get(0);
    Windows.choose(dialog, READY, name);
    Windows.close(dialog, "OK");
    Menu.requireEnd("Predict");
    assertTrue(brain.getOverlay().size() > 0);
    assertTrue(recorder.getText().contains("model=" + name + "\""), recorder.getText());
    assertEquals(name, proposed("Attack Image"));
    // A folder of one's own is not forgotten for a sample.
    Path own = Models.untrained(folder.resolve("own"));
    IJ.createImage("mine", "8-bit ramp", 40, 40, 1).show();
    Menu.choose("Predict");
    dialog = Windows.dialog("Predict");
    Windows.fill(dialog, MODEL, own.toString());
    Windows.close(dialog, "OK");
    Menu.requireEnd("Predict");
    open("Blood Cells (objects)");
    assertEquals(own.toString(), proposed("Predict"));
  }

  /** A ready model that is chosen is typed, one that is typed is chosen. */
  private static void chooseAndType(String command, Path folder) throws Exception {
    Menu.choose(command);
    Dialog dialog = Windows.dialog(command);
    for (String name : ReadyModels.names()) {
      Windows.choose(dialog, READY, name);
      assertEquals(name, typed(dialog), command);
    }
    Windows.fill(dialog, MODEL, folder.toString());
    awaitChosen(dialog, 0);
    Windows.fill(dialog, MODEL, ReadyModels.names().get(1));
    awaitChosen(dialog, 2);
    Windows.choose(dialog, READY, "(none: a folder)");
    assertEquals("", typed(dialog));
    Windows.close(dialog, "Cancel");
    Menu.requireEnd(command);
  }

  private static void awaitChosen(Dialog dialog, int index) throws Exception {
    Choice list = (Choice) Windows.field(dialog, READY);
    Windows.await("choice " + index, () -> list.getSelectedIndex() == index ? true : null);
  }

  static ImagePlus open(String sample) throws Exception {
    int before = WindowManager.getImageCount();
    IJ.doCommand(sample);
    Windows.await(sample, () -> WindowManager.getImageCount() > before ? true : null);
    return WindowManager.getCurrentImage();
  }

  private static String proposed(String command) throws Exception {
    Menu.choose(command);
    Dialog dialog = Windows.dialog(command);
    String text = typed(dialog);
    Windows.close(dialog, "Cancel");
    Menu.requireEnd(command);
    return text;
  }

  private static String typed(Dialog dialog) {
    return Windows.all(Windows.field(dialog, MODEL), TextField.class, f -> true).get(0).getText();
  }
}
