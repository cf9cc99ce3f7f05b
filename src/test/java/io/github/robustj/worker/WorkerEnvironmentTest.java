package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker is told by variables of its environment. */
class WorkerEnvironmentTest {

  private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  @TempDir Path folder;

  @AfterEach
  void all() {
    System.clearProperty("robustj.gpus");
  }

  @Test
  void gpusThatWereLentAndElseWhatTheEnvironmentSays() {
    assertEquals(System.getenv(VARIABLE), environment().get(VARIABLE));
    WorkerSettings.useGpus(List.of("2", "3"));
    assertEquals("2,3", environment().get(VARIABLE));
  }

  /** As the command line is started; what the user has set stays. */
  @Test
  void convolutionsAreThoseOfOneDnn() {
    boolean x86 = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    String given = System.getenv("TF_ENABLE_ONEDNN_OPTS");
    boolean said = given != null && !given.isEmpty();
    assertEquals(!said && x86 ? "1" : given, environment().get("TF_ENABLE_ONEDNN_OPTS"));
  }

  private Map<String, String> environment() {
    WorkerSettings settings =
        new WorkerSettings(
            JavaProgram.find(), List.of(), List.of(), List.of(), Optional.empty(), folder, folder);
    return settings.process(Framing.withNewMark(folder), folder.resolve("log.txt")).environment();
  }
}
