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

  private static Compute compute(Map<String, ?> given) {
    return ComputeOptions.from(Options.of(given, OptionTable.COMPUTE));
  }
}
