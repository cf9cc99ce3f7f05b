package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Precision;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.option.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeOptionsTest {

  @ParameterizedTest
  @CsvSource({"auto,AUTO,0", "cpu,CPU,0", "gpu,GPU,0", "gpu:0,GPU,0", "GPU:12,GPU,12"})
  void theDeviceIsRead(String text, Target target, int number) {
    assertEquals(
        new Compute(target, number, 0, Precision.FLOAT32), compute(Map.of("device", text)));
  }

  @Test
  void memoryAndPrecisionAreRead() {
    Compute expected = new Compute(Target.GPU, 1, 4096, Precision.MIXED);
    assertEquals(
        expected, compute(Map.of("device", "gpu:1", "gpu_memory", 4096, "precision", "mixed")));
    Compute automatic = new Compute(Target.AUTO, 0, 0, Precision.AUTO);
    assertEquals(automatic, compute(Map.of("precision", "auto")));
    assertEquals(Compute.automatic(), compute(Map.of()));
    assertEquals(Compute.automatic(), ComputeOptions.from(Options.of(Map.of(), List.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "gpu:", "gpu:-1", "gpu1", "0", "gpu:one"})
  void whatIsNoDeviceIsNamed(String text) {
    String sentence =
        assertThrows(RobustJException.class, () -> compute(Map.of("device", text))).getMessage();
    assertTrue(sentence.contains("device") && sentence.contains("gpu:n"), sentence);
  }

  @Test
  void aLimitOfNoGpuIsRefused() {
    String sentence =
        assertThrows(
                RobustJException.class, () -> compute(Map.of("device", "cpu", "gpu_memory", .5)))
            .getMessage();
    assertTrue(sentence.contains("gpu_memory") && sentence.contains("device=cpu"), sentence);
  }

  @Test
  void aTrainingTakesSeveralDevices() {
    assertEquals(List.of(2, 0), training(Map.of("device", "gpu:2,gpu:0")).gpus());
    assertEquals(List.of(), training(Map.of("device", "gpus")).gpus());
    assertEquals(3, training(Map.of("device", "cpu,cpu,cpu")).cpus());
    Compute there = training(Map.of("workers", "one:2222, 10.0.0.2:80,[::1]:65535"));
    assertEquals(List.of("one:2222", "10.0.0.2:80", "[::1]:65535"), there.workers());
    assertEquals(Compute.automatic(), training(Map.of("workers", " ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "gpu:1,gpu:1; ; names a GPU twice",
        "gpu:1,cpu; ; device",
        "gpu,gpu; ; device",
        "cpu; one:2222; device has no effect with workers",
        "auto; one; is not host:port",
        "auto; one:; is not host:port",
        "auto; one:0; is not host:port",
        "auto; one:65536; is not host:port",
        "auto; http://one:80; is not host:port",
        "auto; me@one:80; is not host:port",
        "auto; one:80,one:80; names a machine and port twice"
      })
  void whatIsNoSetOfDevicesIsNamed(String device, String workers, String part) {
    Map<String, String> given =
        workers == null ? Map.of("device", device) : Map.of("device", device, "workers", workers);
    String sentence = assertThrows(RobustJException.class, () -> training(given)).getMessage();
    assertTrue(sentence.contains(part) && sentence.lines().count() == 1, sentence);
  }

  @Test
  void whatIsSettledForOneDeviceIsRefusedForSeveral() {
    for (Map<String, ?> given :
        List.<Map<String, ?>>of(
            Map.of("device", "gpus", "gpu_memory", 4096),
            Map.of("workers", "one:1", "gpu_memory", .5),
            Map.of("workers", "one:1", "precision", "auto")))
      assertThrows(RobustJException.class, () -> training(given), given::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpus", "gpu:0,gpu:1", "cpu,cpu"})
  void nothingButATrainingIsDivided(String text) {
    String sentence =
        assertThrows(RobustJException.class, () -> compute(Map.of("device", text))).getMessage();
    assertTrue(sentence.contains(text) && sentence.contains("training alone"), sentence);
    ComputeOptions.from(Options.of(Map.of("device", text), ComputationTable.SERVE));
  }

  private static Compute training(Map<String, ?> given) {
    return ComputeOptions.from(Options.of(given, ComputationTable.TRAINING));
  }

  private static Compute compute(Map<String, ?> given) {
    return ComputeOptions.from(Options.of(given, OptionTable.COMPUTE));
  }
}
