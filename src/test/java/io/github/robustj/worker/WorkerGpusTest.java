package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which GPUs a worker sees where its process has a share of the machine only. */
class WorkerGpusTest {

  private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  @TempDir Path folder;

  @AfterEach
  void all() {
    System.clearProperty("robustj.gpus");
  }

  @Test
  void thoseThatWereLentAndElseWhatTheEnvironmentSays() {
    assertEquals(System.getenv(VARIABLE), environment().get(VARIABLE));
    WorkerSettings.useGpus(List.of("2", "3"));
    assertEquals("2,3", environment().get(VARIABLE));
  }

  private Map<String, String> environment() {
    WorkerSettings settings =
        new WorkerSettings(
            JavaProgram.find(), List.of(), List.of(), List.of(), Optional.empty(), folder, folder);
    return settings.process(Framing.withNewMark(folder), folder.resolve("log.txt")).environment();
  }
}
