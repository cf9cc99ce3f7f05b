package io.github.robustj.omezarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.error.RobustJException;
import io.github.robustj.zarr.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the place of a value of the metadata, the image is read or a sentence. */
class OmeMetadataTest {

  private static final List<String> VALUES =
      List.of("null", "{}", "[]", "[null]", "\"x\"", "\"..\"", "true", "0", "-1", "1e308", "1e999");

  private static final Map<String, String> FILES =
      Map.of(
          "plate.zarr", "{\"plate\": {\"wells\": [{\"path\": \"A\"}]}}",
          "plate.zarr/A", "{\"well\": {\"images\": [{\"path\": \"0\"}]}}",
          "series.zarr", "{\"bioformats2raw.layout\": 3}",
          "series.zarr/OME", "{\"series\": [\"0\"]}");

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    for (String place : List.of("image.zarr", "plate.zarr/A/0", "series.zarr/0"))
      OmeZarrWriter.write(
          folder.resolve(place),
          new OmeImage(OmeVersion.V0_4, 7, 5, 1, 1, DataType.UINT8, Placing.of(Calibration.PIXELS)),
          "test",
          (c, z, top, left, height, width) -> new float[height * width],
          part -> {});
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Files.createDirectories(folder.resolve(file.getKey()));
      Files.writeString(folder.resolve(file.getKey()).resolve(".zattrs"), file.getValue());
    }
  }

  @Test
  void everyValueMayBeAnother() throws IOException {
    int tried = 0;
    for (String group : List.of("image.zarr", "plate.zarr", "plate.zarr/A", "series.zarr/OME")) {
      Path file = folder.resolve(group).resolve(".zattrs");
      Path image = folder.resolve(Path.of(group).getName(0));
      String text = Files.readString(file);
      for (String changed : changed(text)) {
        Files.writeString(file, changed);
        requireReadOrRefused(image, changed);
        tried++;
      }
      Files.writeString(file, text);
      assertEquals(7, image(image).width());
    }
    assertTrue(tried > 300, tried + " were tried");
  }

  @Test
  void aPlateWithoutFieldsSaysThatItHasNone() throws IOException {
    Path plate = folder.resolve("plate.zarr");
    Files.writeString(plate.resolve("A/.zattrs"), "{\"well\": {\"images\": []}}");
    requireNoField(plate, "1 wells, none with an image");
    Files.writeString(plate.resolve(".zattrs"), "{\"plate\": {\"wells\": []}}");
    requireNoField(plate, "no well");
  }

  private static void requireNoField(Path plate, String why) {
    String said = assertThrows(RobustJException.class, () -> OmeZarr.fields(plate)).getMessage();
    assertTrue(said.startsWith("The plate " + plate + " has no field"), said);
    assertTrue(said.contains(why), said);
  }

  private static Image image(Path folder) {
    List<Path> fields = OmeZarr.fields(folder);
    return OmeZarr.read(fields.isEmpty() ? folder : fields.get(0), "name");
  }

  private void requireReadOrRefused(Path image, String changed) throws IOException {
    try {
      assertEquals(35, image(image).width() * image(image).height(), changed);
    } catch (RobustJException sentence) {
      assertTrue(sentence.getMessage().contains(image.toString()), sentence.getMessage());
    }
  }

  /** Each value in turn taken away, or replaced by each of some. */
  private static List<String> changed(String text) {
    List<String> all = new ArrayList<>();
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();
    change(json, json, all);
    return all;
  }

  private static void change(JsonElement in, JsonElement whole, List<String> all) {
    if (in instanceof JsonObject object)
      for (String key : List.copyOf(object.keySet())) {
        JsonElement old = object.get(key);
        for (String value : VALUES) {
          object.add(key, JsonParser.parseString(value));
          all.add(whole.toString());
        }
        object.remove(key);
        all.add(whole.toString());
        object.add(key, old);
        change(old, whole, all);
      }
    if (in instanceof JsonArray array)
      for (int i = 0; i < array.size(); i++) {
        JsonElement old = array.get(i);
        for (String value : VALUES) {
          array.set(i, JsonParser.parseString(value));
          all.add(whole.toString());
        }
        array.set(i, old);
        change(old, whole, all);
      }
  }

  /** Numbers that each are fine, and none together. */
  @Test
  void stepsThatMultiplyToNoNumberAreRefused() throws IOException {
    Path image = folder.resolve("image.zarr");
    Path file = image.resolve(".zattrs");
    String text = Files.readString(file);
    for (String more :
        List.of(
            "{\"type\": \"scale\", \"scale\": [1e200, 1]}, {\"type\": \"scale\", \"scale\": [1e200, 1]}",
            "{\"type\": \"scale\", \"scale\": [1e-200, 1]}, {\"type\": \"scale\", \"scale\": [1e-200, 1]}",
            "{\"type\": \"translation\", \"translation\": [1e308, 0]}")) {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      json.get("multiscales")
          .getAsJsonArray()
          .get(0)
          .getAsJsonObject()
          .add("coordinateTransformations", JsonParser.parseString("[" + more + "]"));
      Files.writeString(file, json.toString());
      assertThrows(RobustJException.class, () -> OmeZarr.read(image, "name"), more);
    }
  }

  /** What is read of an image can be said of its labels, at all of their levels. */
  @Test
  void labelsOfTheLargestPixelsAreReadAgain() throws IOException {
    Path image = folder.resolve("image.zarr");
    Path file = image.resolve(".zattrs");
    String text = Files.readString(file);
    for (String scale : List.of("1e100", "1e-300")) {
      Files.writeString(file, text.replaceFirst("1.0", scale));
      Path place = folder.resolve(scale + "-labels.ome.zarr");
      LabelBlocks labels =
          OmeZarrLabels.open(place, image, Calibration.PIXELS, 3000, 5, 1, 1, "run");
      for (LabelBlocks.Block block : labels.blocks())
        labels.write(block, new int[block.height() * block.width()]);
      labels.finish(part -> {});
      assertEquals(3000, OmeZarr.read(place, "labels").width());
    }
  }
}
