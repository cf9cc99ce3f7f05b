package io.github.robustj.worker;

import io.github.robustj.job.Engine;
import io.github.robustj.job.EngineCheck;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Device;
import io.github.robustj.model.GpuDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is installed and what it finds, in lines for the user.
 *
 * @param folder of the engines
 * @param driver what tells about the NVIDIA driver
 */
public record EngineStatus(EngineFolder folder, GpuDriver driver) {

  public static EngineStatus standard() {
    return new EngineStatus(EngineFolder.standard(), GpuDriver.standard());
  }

  /**
   * Starts the engine, if there is one, and asks it.
   *
   * @param engine the one that {@link Engines#standard} gives
   */
  public List<String> lines(Engine engine, JobListener listener) {
    boolean here = Engines.inProcess(EngineStatus.class.getClassLoader());
    Optional<EnginePlatform> installed = folder.installed();
    if (!here && installed.isEmpty()) return missing();
    List<String> lines = new ArrayList<>();
    lines.add(
        here
            ? "The engine is on the class path of this process."
            : "The engine is in " + folder.place(installed.get()) + ".");
    lines.addAll(found(engine, listener));
    Engines.worker().ifPresent(pid -> lines.add("It runs in process " + pid + "."));
    return lines;
  }

  private List<String> found(Engine engine, JobListener listener) {
    EngineCheck.Facts facts = engine.run(new EngineCheck(), listener);
    List<String> lines = new ArrayList<>();
    facts.versions().forEach((name, version) -> lines.add(name + " " + version));
    String devices =
        facts.devices().stream().map(EngineStatus::words).collect(Collectors.joining(", "));
    lines.add("devices: " + devices);
    lines.add(driver.words());
    if (facts.devices().stream().noneMatch(Device::isGpu)) lines.add(withoutGpu());
    return lines;
  }

  private String withoutGpu() {
    if (!driver.loaded()) return "Everything is computed on the CPU.";
    return folder.installed().map(EnginePlatform::gpu).orElse(false)
        ? "The GPU is not used: the engine's log in "
            + folder.logs()
            + " says why; often the driver is older than CUDA 12 needs (525)."
        : "The GPU is not used: install the engine of the kind gpu.";
  }

  private List<String> missing() {
    List<String> lines = new ArrayList<>();
    lines.add("No engine is installed in " + folder.home() + ".");
    lines.add(
        "The action install fetches one; without network, the action files lists what to bring.");
    lines.add(driver.words());
    return lines;
  }

  private static String words(Device device) {
    return device.isGpu()
        ? "%s (%d MiB)".formatted(device.name(), device.memoryBytes() >> 20)
        : device.name();
  }
}
