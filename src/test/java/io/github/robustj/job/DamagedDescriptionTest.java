package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.robustj.error.RobustJException;
import io.github.robustj.packaging.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a model.json: a model, or a sentence that names the file. */
class DamagedDescriptionTest {

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1.5",
          "1e9",
          "9e99999999999",
          "-9223372036854775809",
          "\"\"",
          "\"x\"",
          "\"../../x\"",
          "[]",
          "{}",
          "[null]",
          "[[1]]",
          "{\"a\": {}}");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"name": "segmentation", "classes": [{"value": 0, "name": "rest"}, {"value": 1, "name": "cell"}]}""",
        """
        {"name": "landmark", "classes": [], "landmarks":
         {"names": ["left", "right"], "radius": 5, "resolution": 256, "unit": "mm"}}""",
        """
        {"name": "detection", "classes": [], "objects":
         {"names": ["cell"], "thresholds": [0.4], "scale": 0.5}}"""
      })
  void everyValueMayBeWrong(String task) throws IOException {
    JsonObject whole = description(task);
    write(whole);
    ModelTask.taskOf(ModelFolder.open(folder));
    for (String value : VALUES)
      for (Consumer<JsonElement> change : changes(whole, JsonParser.parseString(value))) {
        JsonObject copy = whole.deepCopy();
        change.accept(copy);
        write(copy);
        opensOrSays(value + " in " + copy);
      }
  }

  private void opensOrSays(String what) {
    try {
      ModelTask.taskOf(ModelFolder.open(folder));
    } catch (RobustJException sentence) {
      assertTrue(sentence.getMessage().contains(folder.toString()), sentence.getMessage());
      assertFalse(sentence.getMessage().contains("Exception"), sentence.getMessage());
      assertTrue(sentence.getMessage().length() < 700, sentence.getMessage());
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }

  @Test
  void whatIsNoObjectOrHasNoEndIsDamaged() throws IOException {
    write(description("{\"name\": \"segmentation\", \"classes\": []}"));
    for (String text :
        List.of(
            "[]", "3", "null", "{", "[".repeat(100_000), "{\"a\":".repeat(100_000), "\0", "{}{}")) {
      Files.writeString(folder.resolve("model.json"), text);
      String sentence =
          assertThrows(RobustJException.class, () -> ModelFolder.open(folder)).getMessage();
      assertTrue(sentence.contains("damaged"), sentence);
    }
  }

  @Test
  void linksOutAndPipesAreRefused() throws Exception {
    write(description("{\"name\": \"segmentation\", \"classes\": []}"));
    Path pb = folder.resolve("saved_model/saved_model.pb");
    Path outside = Files.writeString(folder.resolveSibling("outside.pb"), "");
    Files.delete(pb);
    Files.createSymbolicLink(pb, outside);
    refused("is a link out of");
    Files.delete(pb);
    Files.createSymbolicLink(pb, Path.of("../../outside.pb"));
    refused("is a link out of");
    Files.delete(pb);
    Files.createSymbolicLink(pb, Path.of("nowhere"));
    refused("is not there");
    Files.delete(pb);
    if (new ProcessBuilder("mkfifo", pb.toString()).start().waitFor() == 0)
      refused("neither a file");
    Files.delete(outside);
  }

  private void refused(String words) {
    String sentence =
        assertThrows(RobustJException.class, () -> ModelFolder.open(folder)).getMessage();
    assertTrue(sentence.contains(words) && sentence.contains("saved_model.pb"), sentence);
  }

  /** One for every value of a tree: puts another in its place. */
  private static List<Consumer<JsonElement>> changes(JsonElement tree, JsonElement value) {
    List<Consumer<JsonElement>> changes = new ArrayList<>();
    if (tree instanceof JsonObject object)
      for (String key : object.keySet()) {
        changes.add(root -> root.getAsJsonObject().add(key, value));
        changes(object.get(key), value)
            .forEach(c -> changes.add(root -> c.accept(root.getAsJsonObject().get(key))));
      }
    if (tree instanceof JsonArray array)
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        changes.add(root -> root.getAsJsonArray().set(at, value));
        changes(array.get(i), value)
            .forEach(c -> changes.add(root -> c.accept(root.getAsJsonArray().get(at))));
      }
    return changes;
  }

  private static JsonObject description(String task) {
    int channels = task.contains("landmarks") ? 6 : task.contains("objects") ? 5 : 2;
    return JsonParser.parseString(
            """
            {"format": 1, "task": %s,
             "input": {"normalization": {"kind": "z_score", "lower_percentile": 0.5,
               "upper_percentile": 99.5}, "bounds": "image"},
             "network": {"input_channels": 1, "output_channels": %d, "width": 8, "depth": 2,
               "deep_supervision": true, "stride": 1},
             "training": {"options": {"epochs": 3, "method": "standard"}, "threshold": 0.5,
               "margins": {"count": 1, "smallest": 1, "mean": 1, "largest": 1},
               "scores": {"loss": 0.1}, "cases": {"training": ["a"], "validation": ["b"]}},
             "origin": {"created": "2026-01-01T00:00:00Z", "software": {"RobustJ": "1"}}}
            """
                .formatted(task, channels))
        .getAsJsonObject();
  }

  private void write(JsonObject tree) throws IOException {
    Files.createDirectories(folder.resolve("saved_model"));
    Files.writeString(folder.resolve("saved_model/saved_model.pb"), "");
    Files.writeString(folder.resolve("model.json"), tree.toString());
  }
}
