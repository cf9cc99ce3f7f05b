package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Trees;
import io.github.robustj.omezarr.OmeZarrLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies where a prediction in blocks writes: only what is its own is removed. */
class LabelFolderTest {

  private static final List<String> OWNERS =
      List.of(
          "image a.ome.zarr, model m",
          "image Tom's a=b&c<d>.ome.zarr, model \"m\"",
          "image \u00e4 \u7ec6\u80de.ome.zarr, model m\\n");

  @TempDir Path folder;

  private Path labels(String run, boolean finished) {
    Path place = folder.resolve("labels.ome.zarr");
    LabelBlocks labels =
        OmeZarrLabels.open(place, folder.resolve("none"), Calibration.PIXELS, 7, 5, 1, 1, run);
    labels.write(labels.blocks().get(0), new int[35]);
    if (finished) labels.finish(part -> {});
    return place;
  }

  /** Whatever characters the names have. */
  @Test
  void itsOwnIsReplacedFinishedOrNot() {
    for (String owner : OWNERS)
      for (boolean finished : new boolean[] {false, true}) {
        Path place = labels(owner + ", 1 2, tile 64", finished);
        LabelFolder.clear(place, owner, false);
        assertFalse(Files.exists(place), owner);
      }
  }

  /** Also that of a model whose name goes on. */
  @Test
  void thatOfAnotherRunIsReplacedOnlyIfWanted() {
    for (String owner : List.of("image a.ome.zarr, model m2", "image b.ome.zarr, model m"))
      for (boolean finished : new boolean[] {false, true}) {
        Path place = labels(owner + ", 1 2, tile 64", finished);
        assertThrows(
            RobustJException.class, () -> LabelFolder.clear(place, OWNERS.get(0), false), owner);
        assertTrue(Files.exists(place.resolve("0")));
        LabelFolder.clear(place, OWNERS.get(0), true);
        assertFalse(Files.exists(place), owner);
      }
  }

  /** Nor if it has keys that ours has, too. */
  @Test
  void thatOfOthersIsNeverReplaced() throws IOException {
    for (Map.Entry<String, String> file :
        Map.of(
                ".zattrs", "{\"run\": \"image a.ome.zarr, model m, 1 2\"}",
                "zarr.json",
                    "{\"zarr_format\": 3, \"attributes\": {\"robustj\": 1, \"run\": \"x\"}}",
                ".robustj-unfinished", "{\"run\": ",
                "note.txt", "\"robustj\" \"run\" image a.ome.zarr, model m, 1 2")
            .entrySet()) {
      Path place = Files.createDirectories(folder.resolve("labels.ome.zarr"));
      Files.writeString(place.resolve(file.getKey()), file.getValue());
      for (boolean overwrite : new boolean[] {false, true})
        assertThrows(
            RobustJException.class,
            () -> LabelFolder.clear(place, OWNERS.get(0), overwrite),
            file.getKey());
      assertTrue(Files.exists(place.resolve(file.getKey())));
      Trees.delete(place);
    }
  }

  /** As a process leaves them that is killed right after it has made the folder. */
  @Test
  void aFolderWithNothingInItIsNobodys() throws IOException {
    for (String name : List.of("", ".plan.json.0123abcd.tmp")) {
      Path place = Files.createDirectories(folder.resolve("made"));
      if (!name.isEmpty()) Files.writeString(place.resolve(name), "");
      assertDoesNotThrow(() -> LabelFolder.clear(place, OWNERS.get(0), false));
      Files.createDirectories(place);
      if (!name.isEmpty()) Files.writeString(place.resolve(name), "");
      assertDoesNotThrow(() -> BlockStart.clear(place));
      assertFalse(Files.exists(place));
    }
  }

  /** A change behind a link is one of the image, whichever of its folders is the link. */
  @Test
  void theSumOfAFolderFollowsLinks() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/level"));
    Path chunk = Files.writeString(data.resolve("0"), "1");
    Path whole = Files.createSymbolicLink(folder.resolve("whole"), folder.resolve("data"));
    Path image = Files.createDirectories(folder.resolve("image"));
    Files.createSymbolicLink(image.resolve("level"), data);
    for (Path place : List.of(folder.resolve("data"), whole, image)) {
      String before = FileStamp.of(place);
      Files.writeString(chunk, Files.readString(chunk) + "1");
      assertNotEquals(before, FileStamp.of(place), place.toString());
    }
  }
}
