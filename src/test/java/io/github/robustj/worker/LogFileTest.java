package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir Path folder;

  @Test
  void whatTellsNothingIsRemovedAndWhatIsWrongStays() throws Exception {
    LogFile log = LogFile.in(folder);
    log.append(
        "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR");
    log.append(
        "I0000 00:00:1795949157.034368 10285 cuda_executor.cc:1] could not find cuda drivers");
    log.append(
        "I0000 00:00:1795949157.034368 10285 mlir_graph_optimization_pass.cc:401] MLIR V1 optimization pass is not enabled");
    log.append("a bug");
    log.tidy();
    assertEquals(
        List.of(
            "I0000 00:00:1795949157.034368 10285 cuda_executor.cc:1] could not find cuda drivers",
            "a bug"),
        Files.readAllLines(log.file()));
  }
}
