package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as TensorFlow 2.18 and the TensorFlows before it print them. */
class CudaMessagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cudart_stub.cc:32] Could not find cuda drivers on your machine, GPU will not be used. | libcuda",
        "cuda_driver.cc:152] failed call to cuInit: INTERNAL: CUDA error: Failed call to cuInit: UNKNOWN ERROR (303) | libcuda",
        "cuda_driver.cc:266] failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected | CUDA_VISIBLE_DEVICES",
        "cuda_driver.cc:266] failed call to cuInit: CUDA_ERROR_UNKNOWN: unknown error | does not start (UNKNOWN)",
        "gpu_device.cc:2344] Cannot dlopen some GPU libraries. Please make sure the missing libraries | kind gpu again",
        "dso_loader.cc:64] Could not load dynamic library 'libcudnn.so.9'; dlerror: libcudnn.so.9: cannot open | libcudnn.so.9 was not found",
        "cuda_dnn.cc:522] Loaded runtime CuDNN library: 8.9.4 but source was compiled with: 9.3.0. CuDNN library | (8.9.4)",
        "cuda_diagnostics.cc:309] kernel version 550.54.14 does not match DSO version 560.35.3 -- cannot find working devices | restart the machine",
        "CUDA error: CUDA driver version is insufficient for CUDA runtime version | 525"
      })
  void saysWhatToDo(String line, String part) {
    List<String> sentences = EngineStatus.explain("2026-01-01 12:00:00.000000: E " + line);
    assertEquals(1, sentences.size(), line);
    assertTrue(sentences.get(0).contains(part) && sentences.get(0).endsWith("."), sentences.get(0));
  }

  @Test
  void saysTheSameOnceAndNothingOfTheRest() {
    String trouble = "failed call to cuInit: CUDA_ERROR_NO_DEVICE: no device\n";
    String log =
        "cpu_feature_guard.cc:210] This TensorFlow binary is optimized\n" + trouble + trouble;
    assertEquals(1, EngineStatus.explain(log).size());
    assertEquals(List.of(), EngineStatus.explain("Status: success: OK. Took 3 microseconds.\n"));
  }
}
