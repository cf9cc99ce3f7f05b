package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import io.github.robustj.command.FakeEngineService;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.TextField;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Somebody who chooses models and data of all tasks, and sees the fields that belong to them. */
final class TaskSession {

  private static final String MODEL = "Name or folder of the model";
  private static final String TASK = "What is learned";
  private static final String DATA = "Folder of images and labels";

  /** Some fields of the first and the further pages by the task that has them. */
  private static final Map<String, List<String>> OWN =
      Map.of(
          "segmentation",
          List.of("Make a label image", "Truth, a label image (optional)"),
          "landmark",
          List.of(
              "Measure between landmarks (optional)",
              "Table of measurements to write (.csv, optional)",
              "Errors within which a landmark is found",
              "Move it by, mm or pixels"),
          "detection",
          List.of(
              "Score from which objects count (automatic: as it is)",
              "File of boxes to write (.csv, .xml, .json, optional)",
              "Classes missing in some images (CSV, optional)"));

  private static final Map<String, List<String>> PAGES =
      Map.of(
          "Predict", List.of(),
          "Attack Image", List.of("Aim", "Details of the attack"),
          "Evaluate Robustness", List.of("Aim", "Details of the attack"));

  private TaskSession() {}

  static void eachTaskHasItsFields(Path folder) throws Exception {
    Map<String, Path> models =
        Map.of(
            "segmentation", Models.untrained(folder.resolve("segments")),
            "landmark", Models.landmarks(folder.resolve("locates")),
            "detection", Models.objects(folder.resolve("counts")));
    IJ.createImage("mine", "8-bit ramp", 40, 40, 1).show();
    for (String command : PAGES.keySet())
      for (String task : models.keySet()) requireOwnFields(command, task, models.get(task));
    for (String task : List.of("segmentation", "detection")) requireOwnMethods(task);
    trainingFollowsTaskAndData(folder);
    noFolderIsProposedThatIsNoModel(folder, models.get("segmentation"));
  }

  private static void requireOwnFields(String command, String task, Path model) throws Exception {
    Menu.choose(command);
    Dialog dialog = Windows.dialog(command);
    Windows.fill(dialog, MODEL, model.toString());
    // The dialog follows events, which come later.
    Windows.await("the fields of " + task, () -> strangers(dialog, task).isEmpty() ? true : null);
    Windows.await(
        "a dialog large enough for its fields",
        () -> dialog.getPreferredSize().height <= dialog.getHeight() ? true : null);
    if (command.equals("Evaluate Robustness"))
      Windows.fill(dialog, "Folder of images and labels", model.toString());
    for (String page : PAGES.get(command)) Windows.tick(dialog, page);
    if (command.equals("Evaluate Robustness"))
      Windows.fill(dialog, "Result file to write (.json)", model + ".json");
    Windows.close(dialog, PAGES.get(command).isEmpty() ? "Cancel" : "OK");
    for (String page : PAGES.get(command)) {
      Dialog next = Windows.dialog(page);
      assertEquals(List.of(), strangers(next, task), command + ", " + page);
      if (page.equals("Aim"))
        assertEquals(
            task.equals("detection"),
            Windows.items(next, "Target, what the model shall see").contains("vanish"));
      Windows.close(next, page.equals("Aim") ? "OK" : "Cancel");
    }
    Menu.requireEnd(command);
  }

  /** A method for masks alone has no settings among those for points and boxes. */
  private static void requireOwnMethods(String task) throws Exception {
    Menu.choose("Train Model");
    Dialog dialog = Windows.dialog("Train Model");
    Windows.choose(dialog, TASK, task);
    Windows.choose(dialog, "Training method", "adversarial (one epsilon for all)");
    Windows.tick(dialog, "Perturbations");
    Windows.close(dialog, "OK");
    Dialog next = Windows.dialog("Perturbations");
    assertEquals(task.equals("segmentation"), Windows.labels(next).contains("MART: lambda"), task);
    assertTrue(Windows.labels(next).contains("TRADES: beta"));
    Windows.close(next, "Cancel");
    Menu.requireEnd("Train Model");
  }

  /** The fields of other tasks that can be seen. */
  private static List<String> strangers(Dialog dialog, String task) throws Exception {
    List<String> seen = Windows.labels(dialog);
    return OWN.entrySet().stream()
        .filter(other -> !other.getKey().equals(task))
        .flatMap(other -> other.getValue().stream())
        .filter(seen::contains)
        .toList();
  }

  private static void trainingFollowsTaskAndData(Path folder) throws Exception {
    Menu.choose("Train Model");
    Dialog dialog = Windows.dialog("Train Model");
    String open = "Save the open images into it, with their points or boxes";
    assertFalse(Windows.labels(dialog).contains(open));
    Windows.choose(dialog, TASK, "landmark");
    assertTrue(Windows.labels(dialog).contains(open));
    for (Map.Entry<String, String> data :
        Map.of("boxes.csv", "detection", "labels", "segmentation", "landmarks.csv", "landmark")
            .entrySet()) {
      Path place = Files.createDirectories(folder.resolve("of " + data.getValue()));
      Files.createDirectories(place.resolve(data.getKey()));
      Windows.fill(dialog, DATA, place.toString());
      Windows.await(
          data.getValue(),
          () ->
              ((Choice) Windows.field(dialog, TASK)).getSelectedItem().equals(data.getValue())
                  ? true
                  : null);
    }
    Windows.close(dialog, "Cancel");
    Menu.requireEnd("Train Model");
  }

  /** After a training that was not finished the model chosen before is proposed. */
  private static void noFolderIsProposedThatIsNoModel(Path folder, Path last) throws Exception {
    System.setProperty(FakeEngineService.PROPERTY, "true");
    Menu.choose("Predict");
    Dialog predict = Windows.dialog("Predict");
    Windows.fill(predict, MODEL, last.toString());
    Windows.close(predict, "OK");
    Menu.requireEnd("Predict");
    train(Files.createDirectories(folder.resolve("broken")), folder.resolve("never trained"));
    Windows.message();
    Menu.requireEnd("Train Model");
    assertEquals(last, proposed());
    Path trained = Models.untrained(folder.resolve("trained"));
    train(folder, trained);
    Menu.requireEnd("Train Model");
    assertEquals(trained, proposed());
  }

  private static void train(Path data, Path out) throws Exception {
    Menu.choose("Train Model");
    Dialog train = Windows.dialog("Train Model");
    Windows.fill(train, DATA, data.toString());
    Windows.fill(train, "Folder for the new model", out.toString());
    Windows.close(train, "OK");
  }

  private static Path proposed() throws Exception {
    Menu.choose("Predict");
    Dialog predict = Windows.dialog("Predict");
    Component field = Windows.field(predict, MODEL);
    String text = Windows.all(field, TextField.class, f -> true).get(0).getText();
    Windows.close(predict, "Cancel");
    Menu.requireEnd("Predict");
    return Path.of(text);
  }
}
