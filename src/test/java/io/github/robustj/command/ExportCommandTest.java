package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.module.Module;

class ExportCommandTest {

  private static final Path MODEL = Path.of("src/test/resources/earlier/segmentation/model");
  private static final Path IMAGE =
      Path.of("src/test/resources/earlier/segmentation/hippocampus_015.nii.gz");

  @TempDir Path folder;

  @Test
  void aMacroWritesAPackage() throws Throwable {
    Path out = folder.resolve("my package");
    Module done =
        run(
            "model=[%s] out=[%s] input=[%s] authors=[Jane Doe (My Lab)] license=CC-BY-SA-4.0"
                .formatted(MODEL, out, IMAGE));
    assertEquals(out.toString(), done.getOutput("exported"));
    String description = Files.readString(out.resolve("rdf.yaml"));
    assertTrue(description.contains("license: CC-BY-SA-4.0"), description);
    assertTrue(description.contains("affiliation: My Lab"), description);
  }

  private static Module run(String options) throws Throwable {
    try (Context context = MacroCall.context()) {
      return MacroCall.run(context, ExportCommand.class, options);
    }
  }
}
