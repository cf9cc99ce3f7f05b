package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Engine;
import io.github.robustj.job.EngineCheck;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Device;
import io.github.robustj.model.GpuDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EngineStatusTest {

  private static final String VERSION =
      """
      NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu Feb 22 01:44:30 UTC 2024
      GCC version:  gcc version 12.3.0
      """;

  @TempDir Path folder;

  @Test
  void tellsTheGpuAndItsDriver() throws IOException {
    Files.writeString(folder.resolve("version"), VERSION);
    List<String> lines = lines(new Device("cpu:0", 0), new Device("gpu:0", 78L << 30));
    assertTrue(lines.contains("devices: cpu:0, gpu:0 (79872 MiB)"), lines.toString());
    assertTrue(lines.contains("The NVIDIA driver is 550.54.14."), lines.toString());
    assertTrue(lines.contains("library 1.2"), lines.toString());
  }

  @Test
  void aDriverWithoutAGpuAsksForTheOtherEngine() throws IOException {
    Files.writeString(folder.resolve("version"), VERSION);
    String last = last(lines(new Device("cpu:0", 0)));
    assertEquals("The GPU is not used: install the engine of the kind gpu.", last);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aGpuEngineThatFindsNoGpuNamesItsLog() throws IOException {
    Files.writeString(folder.resolve("version"), VERSION);
    Files.createDirectories(new EngineFolder(folder).place(new EnginePlatform("linux-x86_64-gpu")));
    String last = last(lines(new Device("cpu:0", 0)));
    assertTrue(last.contains(folder.resolve("logs").toString()), last);
  }

  @Test
  void withoutDriverTheCpuIsSaid() {
    List<String> lines = lines(new Device("cpu:0", 0));
    assertTrue(lines.contains("No NVIDIA driver is loaded."), lines.toString());
    assertEquals("Everything is computed on the CPU.", last(lines));
  }

  private List<String> lines(Device... devices) {
    Engine engine =
        new Engine() {
          @Override
          @SuppressWarnings("unchecked")
          public <R> R run(Job<R> job, JobListener listener) {
            return (R) new EngineCheck.Facts(Map.of("library", "1.2"), List.of(devices));
          }
        };
    return new EngineStatus(new EngineFolder(folder), new GpuDriver(folder))
        .lines(engine, JobListener.SILENT);
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }
}
