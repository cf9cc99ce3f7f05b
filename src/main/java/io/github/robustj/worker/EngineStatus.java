package io.github.robustj.worker;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EngineCheck;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Backend.Device;
import io.github.robustj.model.GpuDriver;
import io.github.robustj.packaging.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is installed and what it finds, in lines for the user.
 *
 * @param folder of the engines
 * @param driver what tells about the NVIDIA driver
 */
public record EngineStatus(EngineFolder folder, GpuDriver driver) {

  private static final String USUAL = "Often the driver is older than CUDA 12 needs (525).";

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
    List<String> lines = found(engine.run(new EngineCheck(), listener));
    if (here) lines.add("Engine: on the class path of this process");
    else lines.addAll(engine(installed.get()));
    if (Engines.worker().isEmpty()) return lines;
    lines.add("Process: " + Engines.worker().getAsLong());
    LogFile.newest(folder.logs()).ifPresent(log -> lines.add("Log: " + log));
    return lines;
  }

  private List<String> found(EngineCheck.Facts facts) {
    List<String> lines = new ArrayList<>(computation(facts));
    lines.add(
        "Devices: "
            + facts.devices().stream().map(EngineStatus::words).collect(Collectors.joining(", ")));
    lines.add("Driver: " + driver.words());
    lines.add("RobustJ " + Version.text());
    new TreeMap<>(facts.versions()).forEach((name, version) -> lines.add(name + " " + version));
    return lines;
  }

  private List<String> engine(EnginePlatform platform) {
    Path place = folder.find(platform).orElseThrow();
    boolean own = place.equals(folder.place(platform));
    String kind = platform.gpu() ? "NVIDIA GPUs" : "the CPU";
    return List.of(
        "Engine: for %s (%s), %s"
            .formatted(kind, platform.name(), own ? "installed" : "came with RobustJ"),
        "Folder: " + place);
  }

  /** Where the work is done, and if a GPU stands idle why. */
  private List<String> computation(EngineCheck.Facts facts) {
    if (facts.devices().stream().anyMatch(Device::isGpu))
      return List.of("Everything is computed on the GPU.");
    List<String> lines = new ArrayList<>();
    lines.add("Everything is computed on the CPU.");
    if (!driver.loaded()) return lines;
    if (!folder.installed().map(EnginePlatform::gpu).orElse(false)) {
      lines.add("The GPU is not used: install the engine of the kind gpu.");
      return lines;
    }
    lines.add(
        "The GPU is not used; the engine's log in "
            + folder.logs()
            + " has all that TensorFlow says.");
    List<String> known = LogFile.newest(folder.logs()).map(CudaMessages::explain).orElse(List.of());
    lines.addAll(known.isEmpty() ? List.of(USUAL) : known);
    return lines;
  }

  private List<String> missing() {
    List<String> lines = new ArrayList<>();
    lines.add("No engine is installed in " + folder.home() + ".");
    folder.cutFile().ifPresent(cut -> lines.add(cut + " is missing or too short; unzip it again."));
    lines.add(
        "The action install fetches one; without network, the action files lists what to bring.");
    lines.add(driver.words());
    return lines;
  }

  private static String words(Device device) {
    return device.isGpu()
        ? "%s (%d MiB)".formatted(device.name(), device.memoryBytes() >> 20)
        : "%s (%d cores)".formatted(device.name(), Runtime.getRuntime().availableProcessors());
  }
}
