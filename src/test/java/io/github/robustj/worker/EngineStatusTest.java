package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EngineCheck;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Backend.Device;
import io.github.robustj.model.GpuDriver;
import io.github.robustj.packaging.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @TempDir Path folder;

  @Test
  void tellsTheGpuAndItsDriver() throws IOException {
    Files.writeString(folder.resolve("version"), VERSION);
    List<String> lines = lines(new Device("cpu:0", 0), new Device("gpu:0", 78L << 30));
    assertTrue(
        lines.contains("Devices: cpu:0 (" + CORES + " cores), gpu:0 (79872 MiB)"),
        lines.toString());
    assertTrue(lines.contains("Driver: The NVIDIA driver is 550.54.14."), lines.toString());
    assertTrue(lines.contains("RobustJ " + Version.text()), lines.toString());
    assertTrue(lines.contains("library 1.2"), lines.toString());
    assertEquals("Everything is computed on the GPU.", lines.get(0));
  }

  @Test
  void aDriverWithoutAGpuAsksForTheOtherEngine() throws IOException {
    Files.writeString(folder.resolve("version"), VERSION);
    assertEquals(
        "The GPU is not used: install the engine of the kind gpu.",
        lines(new Device("cpu:0", 0)).get(1));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aGpuEngineThatFindsNoGpuSaysWhy() throws IOException {
    Files.writeString(folder.resolve("version"), VERSION);
    Files.createDirectories(
        new EngineFolder(folder, Optional.empty()).place(new EnginePlatform("linux-x86_64-gpu")));
    List<String> lines = lines(new Device("cpu:0", 0));
    assertTrue(lines.get(1).contains(folder.resolve("logs").toString()), lines.toString());
    assertTrue(lines.get(2).contains("525"), lines.toString());
    LogFile log = LogFile.in(folder.resolve("logs"));
    log.append("cuda_diagnostics.cc: kernel version 550.54.14 does not match DSO version 560.35.3");
    String why = lines(new Device("cpu:0", 0)).get(2);
    assertTrue(why.contains("restart the machine"), why);
  }

  @Test
  void withoutDriverTheCpuIsSaid() {
    List<String> lines = lines(new Device("cpu:0", 0));
    assertTrue(lines.contains("Driver: No NVIDIA driver is loaded."), lines.toString());
    assertEquals("Everything is computed on the CPU.", lines.get(0));
  }

  /** Here TensorFlow is on the class path, where executors of Spark take the installed one. */
  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void theEngineOfExecutorsIsSaidWhereOneIsInstalled() throws IOException {
    Device cpu = new Device("cpu:0", 0);
    assertTrue(lines(cpu).stream().noneMatch(line -> line.contains("executors")));
    Path place =
        new EngineFolder(folder, Optional.empty()).place(new EnginePlatform("linux-x86_64"));
    Files.createDirectories(place);
    List<String> lines = lines(cpu);
    assertTrue(lines.contains("For the executors of a cluster: " + place), lines.toString());
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
    return new EngineStatus(new EngineFolder(folder, Optional.empty()), new GpuDriver(folder))
        .lines(engine, JobListener.SILENT);
  }
}
