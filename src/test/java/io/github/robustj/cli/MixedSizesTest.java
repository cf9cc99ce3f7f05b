package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.robustj.job.SeamNetwork;
import io.github.robustj.zarr.ZarrGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields and resolutions of OME-Zarr that do not fit are told in one sentence. */
class MixedSizesTest {

  @TempDir Path folder;

  private final SeamNetwork network = SeamNetwork.of("segmentation", 1, 1);

  private CommandLineCall predict(Path input) {
    network.write(folder.resolve("model"));
    return CommandLineCall.with(
        new CountedBlocks(network),
        "predict",
        "--model",
        folder.resolve("model").toString(),
        "--input",
        input.toString(),
        "--out",
        folder.resolve("out").toString());
  }

  private static void group(Path place, String attributes) {
    ZarrGroup.write(place, 2, JsonParser.parseString(attributes).getAsJsonObject());
  }

  /** Each field is an image of its own, of any size; one with other channels fails alone. */
  @Test
  void aFieldWithOtherChannelsIsNamedAndTheOthersAreDone() {
    Path plate = folder.resolve("plates/p.ome.zarr");
    network.slide(plate.resolve("A/1/0"), 40, 30, 1);
    SeamNetwork.of("segmentation", 1, 2).slide(plate.resolve("A/1/1"), 40, 30, 1);
    network.slide(plate.resolve("A/1/2"), 50, 20, 1);
    group(plate, "{\"plate\":{\"wells\":[{\"path\":\"A/1\"}]}}");
    group(
        plate.resolve("A/1"),
        "{\"well\":{\"images\":[{\"path\":\"0\"},{\"path\":\"1\"},{\"path\":\"2\"}]}}");
    CommandLineCall call = predict(plate.getParent());
    assertEquals(Program.FAILED, call.exitCode(), call.err());
    assertTrue(call.err().contains("1 of 3 images failed"), call.err());
    assertTrue(call.err().contains("has 2 channel(s)"), call.err());
    for (int field = 0; field < 3; field++) {
      Path labels = folder.resolve("out/p_A_1_%d-labels.ome.zarr".formatted(field));
      assertEquals(field != 1, Files.exists(labels), labels.toString());
    }
  }

  @Test
  void resolutionsInAnotherOrderAreASentence() throws IOException {
    Path slide = network.slide(folder.resolve("slide.ome.zarr"), 600, 40, 1);
    Path attributes = slide.resolve(".zattrs");
    String text = Files.readString(attributes);
    assertTrue(text.contains("\"path\": \"0\"") && text.contains("\"path\": \"1\""), text);
    // The names stay where they are, and the sizes of pixels change places.
    Files.writeString(attributes, text.replace("0.5,", "2.5,").replace("0.5\n", "2.5\n"));
    CommandLineCall call = predict(slide);
    assertTrue(
        call.err().contains("lists the resolution \"0\" first, but \"1\" is finer"), call.err());
    assertFalse(Files.exists(folder.resolve("out/slide-labels.ome.zarr")));
  }
}
