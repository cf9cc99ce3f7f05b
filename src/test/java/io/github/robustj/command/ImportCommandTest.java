package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.module.Module;

class ImportCommandTest {

  /** A network of ours is one of TensorFlow's as well. */
  private static final Path NETWORK =
      Path.of("src/test/resources/earlier/segmentation/model/saved_model");

  @TempDir Path folder;

  @Test
  void aMacroMakesAModel() throws Throwable {
    Path out = folder.resolve("my model");
    Module done =
        run(
            "source=[%s] out=[%s] class_names=[background, head, tail] normalization=unit_range"
                .formatted(NETWORK, out));
    assertEquals(out.toString(), done.getOutput("model"));
    ModelDescription description = ModelFolder.open(out).description();
    assertEquals("head", description.task().classes().get(1).name());
    assertEquals("UNIT_RANGE", description.input().normalization().kind().name());
    assertEquals("saved_model", description.source().file());
  }

  @Test
  void withoutAFolderItOnlyLooks() throws Throwable {
    assertNull(run("source=[%s]".formatted(NETWORK)).getOutput("model"));
    try (var files = Files.list(folder)) {
      assertFalse(files.findAny().isPresent());
    }
  }

  private static Module run(String options) throws Throwable {
    try (Context context = MacroCall.context()) {
      return MacroCall.run(context, ImportCommand.class, options);
    }
  }
}
