package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ExportJob;
import io.github.robustj.job.JobListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports are there whole or not at all, and replace nothing but exports. */
class ExportPlaceTest {

  private static final Path MODEL = Path.of("src/test/resources/earlier/segmentation/model");

  @TempDir Path folder;

  @Test
  void aCancelledOneLeavesNothing() throws Exception {
    for (String name : List.of("served", "served.zip")) {
      JobListener stopping =
          new JobListener() {
            private boolean begun;

            @Override
            public void progress(double fraction, String message) {
              begun |= fraction > 0;
            }

            @Override
            public boolean cancelled() {
              return begun;
            }
          };
      assertThrows(CancellationException.class, () -> export(name, false, stopping));
      assertEquals(List.of(), names(folder), name);
    }
  }

  @Test
  void onlyAnEarlierExportIsReplaced() throws Exception {
    Path out = folder.resolve("served");
    export("served", false, JobListener.SILENT);
    List<String> first = names(out);
    assertRefused("served", false, "set the option overwrite");
    // Of a package, which the new one has not.
    Files.writeString(out.resolve("rdf.yaml"), "an earlier export");
    export("served", true, JobListener.SILENT);
    assertEquals(first, names(out));
    Files.writeString(out.resolve("notes.txt"), "mine");
    assertRefused("served", true, "notes.txt");
    assertTrue(Files.exists(out.resolve("notes.txt")));
  }

  @Test
  void aZipThatIsNotOursStays() throws Exception {
    Files.writeString(folder.resolve("served.zip"), "mine");
    assertRefused("served.zip", false, "RobustJ did not write it");
    assertEquals("mine", Files.readString(folder.resolve("served.zip")));
  }

  private void assertRefused(String name, boolean overwrite, String words) {
    String sentence =
        assertThrows(RobustJException.class, () -> export(name, overwrite, JobListener.SILENT))
            .getMessage();
    assertTrue(sentence.contains(words), sentence);
  }

  private void export(String name, boolean overwrite, JobListener listener) {
    Map<String, Object> values = Map.of("format", "saved_model", "overwrite", overwrite);
    Engine.inProcess()
        .run(
            new ExportJob(MODEL, folder.resolve(name), Optional.empty(), Optional.empty(), values),
            listener);
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
