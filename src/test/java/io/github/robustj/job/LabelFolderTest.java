package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFolderTest {

  @TempDir Path temp;

  private Path with(String file, String text) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("labels.ome.zarr"));
    Files.writeString(folder.resolve(file), text);
    return folder;
  }

  @Test
  void imagesOfOtherProgramsStayWhateverTheySayOfTheirRuns() throws IOException {
    Path folder = with(".zattrs", "{\"run\": \"image a, model b\"}");
    String sentence =
        assertThrows(
                RobustJException.class, () -> LabelFolder.clear(folder, "image a, model b", true))
            .getMessage();
    assertEquals(
        folder + " is not RobustJ's and is never replaced; choose another folder.", sentence);
    assertTrue(Files.exists(folder.resolve(".zattrs")));
  }

  @Test
  void anotherRunsLabelsGoOnlyWhenAsked() throws IOException {
    Path folder = with(".zattrs", "{\"robustj\": {\"run\": \"image a, model b 1\"}}");
    assertThrows(
        RobustJException.class, () -> LabelFolder.clear(folder, "image c, model b", false));
    LabelFolder.clear(folder, "image c, model b", true);
    assertFalse(Files.exists(folder));
  }

  @Test
  void unfinishedLabelsOfTheSameRunGo() throws IOException {
    Path folder = with(".robustj-unfinished", "{\"run\": \"image a, model b 1\"}");
    LabelFolder.clear(folder, "image a, model b", false);
    assertFalse(Files.exists(folder));
  }
}
