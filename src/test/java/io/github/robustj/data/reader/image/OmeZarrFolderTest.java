package io.github.robustj.data.reader.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.ImageFolder;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.RobustJException;
import io.github.robustj.omezarr.OmeImage;
import io.github.robustj.omezarr.OmeVersion;
import io.github.robustj.omezarr.OmeZarrWriter;
import io.github.robustj.omezarr.Placing;
import io.github.robustj.zarr.DataType;
import io.github.robustj.zarr.ZarrGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of OME-Zarr where images are expected: among files, as plates, as levels. */
class OmeZarrFolderTest {

  @TempDir Path folder;

  static void write(Path place, float value) {
    OmeImage image =
        new OmeImage(OmeVersion.V0_4, 6, 4, 1, 1, DataType.FLOAT32, Placing.of(Calibration.PIXELS));
    OmeZarrWriter.write(
        place,
        image,
        "test",
        (c, z, top, left, height, width) -> {
          float[] block = new float[height * width];
          Arrays.fill(block, value);
          return block;
        },
        part -> {});
  }

  private static float first(Image image) {
    return image.pixels().randomAccess().get().get();
  }

  @Test
  void aFolderHasItAsOneImage() throws Exception {
    write(folder.resolve("a.ome.zarr"), 5);
    write(folder.resolve("b.zarr"), 6);
    Files.createDirectories(folder.resolve("notes"));
    ImageFolder listed = ImageFolder.of(folder);
    assertEquals(List.of("a", "b"), List.copyOf(listed.files().keySet()));
    Image a = ImageReader.read(listed.files().get("a"));
    assertEquals("a", a.name());
    assertEquals(5, first(a));
    assertEquals(32, ImageReader.bits(listed.files().get("a")));
    assertEquals(false, ImageReader.mayBeColoured(listed.files().get("a")));
    assertEquals(
        5, first(ChannelFiles.of(folder.resolve("a.ome.zarr"), 3).read()), "for three channels");
  }

  /** A plate as HCS readers of OME-NGFF 0.4 have it: wells of fields. */
  @Test
  void theFieldsOfAPlateAreImages() {
    Path plate = folder.resolve("p.ome.zarr");
    for (String field : List.of("A/1/0", "A/1/1", "B/2/0"))
      write(plate.resolve(field), field.charAt(0) + field.charAt(4));
    group(plate, "{\"plate\":{\"wells\":[{\"path\":\"A/1\"},{\"path\":\"B/2\"}]}}");
    group(plate.resolve("A/1"), "{\"well\":{\"images\":[{\"path\":\"0\"},{\"path\":\"1\"}]}}");
    group(plate.resolve("B/2"), "{\"well\":{\"images\":[{\"path\":\"0\"}]}}");
    ImageFolder listed = ImageFolder.of(folder);
    assertEquals(List.of("p_A_1_0", "p_A_1_1", "p_B_2_0"), List.copyOf(listed.files().keySet()));
    assertEquals('B' + '0', first(ImageReader.read(listed.files().get("p_B_2_0"))));
    String sentence =
        assertThrows(RobustJException.class, () -> ImageReader.read(plate)).getMessage();
    assertTrue(sentence.contains("a plate"), sentence);
  }

  private static void group(Path place, String attributes) {
    JsonObject json = JsonParser.parseString(attributes).getAsJsonObject();
    ZarrGroup.write(place, 2, json);
  }

  @Test
  void theFirstSeriesOfBioformatsIsRead() {
    Path all = folder.resolve("s.zarr");
    write(all.resolve("0"), 1);
    write(all.resolve("7"), 2);
    group(all, "{\"bioformats2raw.layout\":3}");
    assertEquals(1, first(ImageReader.read(all)));
    group(all.resolve("OME"), "{\"series\":[\"7\",\"0\"]}");
    Image read = ImageReader.read(all);
    assertEquals(2, first(read));
    assertTrue(read.notes().get(0).startsWith("The folder holds 2 images"), read.notes() + "");
  }

  @Test
  void namesAreThoseOfFiles() {
    assertEquals("a", Names.stem(Path.of("x/a.ome.zarr")));
    assertEquals("a.b", Names.stem(Path.of("a.b.zarr")));
    assertEquals("a_2", Names.stem(Path.of("x/a.ome.zarr/2")));
    assertEquals("p_A_1_0", Names.stem(Path.of("p.zarr/A/1/0")));
    assertEquals("a.ome", Names.stem(Path.of("a.ome.tif")));
    assertEquals(".ome", Names.stem(".ome.zarr"));
  }

  @Test
  void whatIsNoImageIsASentence() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("e.zarr"));
    for (String attributes :
        List.of(
            "{\"labels\":[\"cells\"]}",
            "{}",
            "{\"multiscales\":[]}",
            "{\"multiscales\":[{\"version\":\"0.3\",\"axes\":[],\"datasets\":[]}]}",
            "{\"multiscales\":[{\"version\":\"0.4\",\"axes\":[{\"name\":\"x\"}],\"datasets\":[]}]}",
            "{\"multiscales\":[{\"axes\":[{\"name\":\"y\"},{\"name\":\"x\"}],\"datasets\":[{\"path\":\"../../b.zarr/0\"}]}]}",
            "{\"multiscales\":[{\"axes\":[{\"name\":\"y\"},{\"name\":\"x\"}],\"datasets\":[{\"path\":\"0\",\"coordinateTransformations\":[{\"type\":\"scale\",\"scale\":[0,1]}]}]}]}",
            "{\"multiscales\":[{\"axes\":[{\"name\":\"y\"},{\"name\":\"x\"},{\"name\":\"q\"}],\"datasets\":[{\"path\":\"0\"}]}]}",
            "{\"multiscales\":[{\"axes\":[{\"name\":\"y\"},{\"name\":\"x\"}],\"datasets\":[{\"path\":\"0\"}]}]}")) {
      group(empty, attributes);
      String sentence =
          assertThrows(RobustJException.class, () -> ImageReader.read(empty), attributes)
              .getMessage();
      assertTrue(sentence.contains("e.zarr") && sentence.contains("; "), sentence);
    }
  }
}
