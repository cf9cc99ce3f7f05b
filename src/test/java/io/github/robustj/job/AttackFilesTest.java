package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.omezarr.OmeImage;
import io.github.robustj.omezarr.OmeVersion;
import io.github.robustj.omezarr.OmeZarrWriter;
import io.github.robustj.omezarr.Placing;
import io.github.robustj.zarr.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attack reads beside an image, where images are folders of OME-Zarr. */
class AttackFilesTest {

  @TempDir Path folder;

  private Path write(String name) {
    Path place = folder.resolve(name);
    OmeZarrWriter.write(
        place,
        new OmeImage(OmeVersion.V0_4, 7, 5, 1, 1, DataType.UINT8, Placing.of(Calibration.PIXELS)),
        "test",
        (c, z, top, left, height, width) -> {
          float[] ones = new float[height * width];
          Arrays.fill(ones, 1);
          return ones;
        },
        part -> {});
    return place;
  }

  /** A label image of its own, or the one of its name in a folder. */
  @Test
  void labelsMayBeFolders() {
    ChannelFiles image = ChannelFiles.of(write("images/a.ome.zarr"), 1);
    write("labels/b.ome.zarr");
    Path own = write("labels/a.ome.zarr");
    for (Path given : List.of(own, own.getParent())) {
      assertEquals(own, AttackFiles.of(given, image));
      assertEquals(7, AttackFiles.mask(given, image).labels().dimension(0));
      AttackFiles files =
          new AttackFiles(Optional.of(given), Optional.empty(), Optional.empty(), Optional.empty());
      assertEquals(given.equals(own) ? List.of(own) : List.of(), files.shared());
      assertEquals(given.equals(own) ? List.of() : List.of(own), files.own(image));
    }
  }

  @Test
  void aFolderHasTheSumOfAllItsFiles() throws IOException {
    Path one = write("one/a.ome.zarr");
    Path same = write("same/a.ome.zarr");
    String sum = FileSums.of(List.of(one));
    assertEquals(sum, FileSums.of(List.of(same)));
    for (String file : List.of("0/0/0", "0/.zarray", ".zattrs")) {
      byte[] before = Files.readAllBytes(one.resolve(file));
      Files.writeString(one.resolve(file), "other");
      assertNotEquals(sum, FileSums.of(List.of(one)), file);
      Files.write(one.resolve(file), before);
    }
    assertEquals(sum, FileSums.of(List.of(one)));
    Files.delete(one.resolve("0/0/0"));
    assertNotEquals(sum, FileSums.of(List.of(one)));
  }
}
