package io.github.robustj.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Cases;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.MarginSummary;
import io.github.robustj.packaging.ModelDescription.Origin;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.ready.ReadyModels;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.task.detection.DetectionQuestion.Detector;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

  private static final ModelDescription DESCRIPTION =
      new ModelDescription(
          new SegmentationQuestion(
              List.of(
                  new LabelClass(0, "background"),
                  new LabelClass(1, "anterior"),
                  new LabelClass(255, "hinterer <Teil> ä"))),
          new Input(Normalization.DEFAULT, BoundsKind.IMAGE),
          new NetworkSpec(1, 3, 16, 4, false),
          new Training(
              Map.of(
                  "method", "adaptive_margin", "seed", 1L << 53, "epsilon", 2.5, "resume", false),
              .8125,
              MarginSummary.of(new float[] {1, 2, 6}),
              Map.of("clean_score", .85, "robust_score", Double.NaN),
              new Cases(List.of("a", "b"), List.of("c"))),
          new Origin(Instant.parse("2026-11-02T03:04:05Z"), Map.of("RobustJ", "0.1.0")));

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void place() {
    folder = temporary.resolve("my model");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "weights"));
    ModelFolder model = ModelFolder.open(folder);
    assertEquals(DESCRIPTION, model.description());
    assertEquals(folder.resolve("saved_model"), model.savedModel());
  }

  @Test
  void theFileIsReadableByOthers() throws IOException {
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "weights"));
    String text = Files.readString(folder.resolve("model.json"));
    assertTrue(text.startsWith("{\n  \"format\": 1,"), text);
    for (String part :
        List.of(
            "\"output_channels\": 3",
            "\"kind\": \"z_score\"",
            "\"robust_score\": null",
            "\"created\": \"2026-11-02T03:04:05Z\"",
            "\"name\": \"hinterer <Teil> ä\""))
      assertTrue(text.contains(part), part + " in " + text);
  }

  @Test
  void marginsAreSummarised() {
    assertEquals(new MarginSummary(3, 1, 3, 6), MarginSummary.of(new float[] {1, 2, 6}));
    assertEquals(0, MarginSummary.of(new float[0]).count());
  }

  @Test
  void aThresholdThatIsNotANumberSurvives() {
    Training t = DESCRIPTION.training();
    Training without =
        new Training(
            t.options(), Double.NaN, MarginSummary.of(new float[0]), t.scores(), t.cases());
    ModelDescription description =
        new ModelDescription(
            DESCRIPTION.task(),
            DESCRIPTION.input(),
            DESCRIPTION.network(),
            without,
            DESCRIPTION.origin());
    ModelFolder.write(folder, description, dir -> network(dir, "w"));
    assertEquals(description, ModelFolder.open(folder).description());
  }

  @Test
  void aDetectionIsReadBack() {
    Detector objects = new Detector(List.of("RBC", "WBC"), List.of(.3, .45), .5);
    ModelDescription description =
        new ModelDescription(
            new DetectionQuestion(objects),
            DESCRIPTION.input(),
            new NetworkSpec(3, 6, 16, 4, false, 4),
            DESCRIPTION.training(),
            DESCRIPTION.origin());
    ModelFolder.write(folder, description, dir -> network(dir, "w"));
    assertEquals(description, ModelFolder.open(folder).description());
    JsonObject task =
        Json.read(folder.resolve("model.json")).getAsJsonObject().getAsJsonObject("task");
    assertEquals(
        List.of("name", "classes", "landmarks", "objects", "stars"), List.copyOf(task.keySet()));
    assertEquals(new JsonArray(), task.get("classes"), "earlier versions require it");
    assertTrue(task.get("landmarks").isJsonNull());
  }

  @Test
  void fieldsThatAreNotKnownAndFieldsThatAreMissingAreTolerated() throws IOException {
    write(
        """
        {"format": 1, "colour": {"of": ["the", "moon"]},
         "task": {"name": "segmentation", "classes": [{"value": 0, "name": "background", "hue": 3},
           {"value": 1, "name": "organ"}]},
         "input": {"normalization": {"kind": "unit_range", "lower_percentile": 0, "upper_percentile": 100},
           "bounds": "none"},
         "network": {"input_channels": 1, "output_channels": 2, "width": 8, "depth": 2},
         "training": {"threshold": null}, "origin": {"created": "2026-01-01T00:00:00Z"}}
        """);
    ModelDescription description = ModelFolder.open(folder).description();
    assertEquals(new LabelClass(1, "organ"), description.task().classes().get(1));
    assertEquals(BoundsKind.NONE, description.input().bounds());
    assertEquals(1, description.network().stride(), "files of before there was a choice");
    assertTrue(Double.isNaN(description.training().threshold()));
    assertEquals(Map.of(), description.training().scores());
  }

  @Test
  void everyWayToBeNoModelHasItsSentence() throws IOException {
    assertFails("There is no model folder " + folder);
    assertFails(
        "; check the path, or give the name of a ready model: " + ReadyModels.words() + ".");
    Files.createDirectories(folder);
    assertFails("has no model.json");
    write("");
    assertFails("model.json is damaged");
    write("{\"task\": {}}");
    assertFails("does not state its format");
    write("{\"format\": 2, \"origin\": {\"software\": {\"RobustJ\": \"0.9\"}}}");
    assertFails("was written by RobustJ 0.9, format 2; this version reads up to 1; update RobustJ");
    write("{\"format\": 99}");
    assertFails("format 99; this version reads up to 1");
    write("{\"format\": 1}");
    assertFails("task is missing");
    assertFailsToOpen(Files.writeString(temporary.resolve("file"), ""), "is a file, but a model");
  }

  @Test
  void truncatedAtAnyPlaceItIsDamaged() throws IOException {
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "w"));
    String whole = Files.readString(folder.resolve("model.json"));
    for (int length = 1; length < whole.strip().length(); length += 37) {
      Files.writeString(folder.resolve("model.json"), whole.substring(0, length));
      assertFails("model.json is damaged: it is not complete JSON");
    }
  }

  @Test
  void wrongContentIsNamed() throws IOException {
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "w"));
    Path file = folder.resolve("model.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"z_score\"", "\"z_sore\""));
    assertFails("\"z_sore\" is not known");
    Files.writeString(file, text.replace("\"output_channels\": 3", "\"output_channels\": 4"));
    assertFails("output_channels is 4 for 3 classes");
    Files.writeString(
        file, text.replace("\"options\": {", "\"options\": {\"task\": \"landmark\","));
    assertFails("its task is segmentation, but it was trained for landmark");
    Files.writeString(file, text.replace("\"segmentation\"", "\"landmarks\""));
    assertFails(
        "is for the task landmarks, but this version knows detection, instance, landmark, segm");
  }

  @Test
  void aMissingNetworkIsNamed() throws IOException {
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "w"));
    Files.delete(folder.resolve("saved_model/saved_model.pb"));
    assertFails("saved_model.pb is missing");
  }

  @Test
  void anInterruptedWriteLeavesTheOldModel() throws IOException {
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "old"));
    assertThrows(
        RobustJException.class,
        () ->
            ModelFolder.write(
                folder,
                DESCRIPTION,
                dir -> {
                  network(dir, "half");
                  throw new IOException("No space left on device");
                }));
    assertEquals("old", weights());
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "new"));
    assertEquals("new", weights());
    try (var list = Files.list(temporary)) {
      assertEquals(List.of(folder), list.toList());
    }
  }

  @Test
  void aModelThatAKilledTrainingHadPutAsideComesBack() throws IOException {
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "old"));
    Files.move(folder, AtomicFiles.previous(folder));
    Files.createDirectories(folder.resolveSibling(".my model.0123abcd.tmp/saved_model"));
    assertEquals("old", weights());
    try (var list = Files.list(temporary)) {
      assertEquals(List.of(folder), list.toList());
    }
  }

  @Test
  void picturesOfAnOlderTrainingDoNotStay() throws IOException {
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "old"));
    Files.writeString(folder.resolve("margins.png"), "old");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "new"));
    assertFalse(Files.exists(folder.resolve("margins.png")));
    assertEquals("mine", Files.readString(folder.resolve("notes.txt")));
  }

  @Test
  void onlyAModelItsCheckpointOrFreeNamesGiveRoom() throws IOException {
    Files.createDirectories(folder.resolve("checkpoint"));
    assertNoRoom("checkpoint");
    Files.writeString(folder.resolve("checkpoint/last.npz"), "");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    TrainingFolder.requireRoom(folder);
    for (String part : List.of("model.json", "history.csv", "last", "saved_model")) {
      Files.writeString(folder.resolve(part), "{}");
      assertNoRoom(part);
      Files.delete(folder.resolve(part));
    }
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "old"));
    TrainingFolder.requireRoom(folder);
  }

  @Test
  void theFilesOfAModelAreKnown() throws IOException {
    ModelFolder.write(folder, DESCRIPTION, dir -> network(dir, "old"));
    for (String part : List.of("model.json", "history.png", "saved_model/x", "last/a/b.csv"))
      assertTrue(ModelFolder.isPart(folder.resolve(part)), part);
    assertFalse(ModelFolder.isPart(folder.resolve("evaluation.json")));
    assertFalse(ModelFolder.isPart(temporary.resolve("history.csv")));
  }

  private void assertNoRoom(String part) {
    String message =
        assertThrows(RobustJException.class, () -> TrainingFolder.requireRoom(folder)).getMessage();
    assertTrue(message.contains("has a " + part + ","), message);
  }

  private String weights() throws IOException {
    return Files.readString(ModelFolder.open(folder).savedModel().resolve("saved_model.pb"));
  }

  private void write(String json) throws IOException {
    Files.createDirectories(folder.resolve("saved_model"));
    Files.writeString(folder.resolve("saved_model/saved_model.pb"), "");
    Files.writeString(folder.resolve("model.json"), json);
  }

  private static void network(Path dir, String weights) throws IOException {
    Files.createDirectories(dir.resolve("saved_model"));
    Files.writeString(dir.resolve("saved_model/saved_model.pb"), weights);
  }

  private void assertFails(String words) {
    assertFailsToOpen(folder, words);
  }

  private static void assertFailsToOpen(Path path, String words) {
    String message =
        assertThrows(RobustJException.class, () -> ModelFolder.open(path)).getMessage();
    assertTrue(message.contains(words), message);
    assertTrue(message.contains(path.toString()), message);
  }
}
