package io.github.robustj.worker;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EngineCheck;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Backend.Device;
import io.github.robustj.model.GpuDriver;
import io.github.robustj.packaging.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    if (here)
      installed
          .flatMap(folder::find)
          .ifPresent(place -> lines.add("For the executors of a cluster: " + place));
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
    List<String> known = LogFile.newest(folder.logs()).map(EngineStatus::explain).orElse(List.of());
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

  /**
   * @param printed a part of TensorFlow's line; the groups are the sentence's places
   */
  private record Translation(Pattern printed, String sentence) {

    Translation(String printed, String sentence) {
      this(Pattern.compile(printed), sentence);
    }

    String of(Matcher found) {
      Object[] groups = new Object[found.groupCount()];
      for (int i = 0; i < groups.length; i++) groups[i] = found.group(i + 1);
      return sentence.formatted(groups);
    }
  }

  private static final List<Translation> TRANSLATIONS =
      List.of(
          new Translation(
              "kernel version (\\S+) does not match DSO version (\\S+)",
              "The NVIDIA driver was updated and is not yet in use (%s runs, %s is installed): restart the machine."),
          new Translation(
              "driver version is insufficient|forward compatibility was attempted",
              "The NVIDIA driver is too old for CUDA 12: install version 525 or newer."),
          new Translation(
              "(?i)could not (?:load|find) dynamic library '([^']+)'",
              "%s was not found: install the engine of the kind gpu again."),
          new Translation(
              "Cannot dlopen some GPU libraries",
              "Libraries of CUDA or cuDNN were not found: install the engine of the kind gpu again."),
          new Translation(
              "Loaded runtime CuDNN library: (\\S+) but source was compiled with: (\\S+)",
              "Another cuDNN (%s) is found before the engine's own, which must be %s: take it out of LD_LIBRARY_PATH."),
          new Translation(
              "CUDA_ERROR_NO_DEVICE",
              "The NVIDIA driver shows no GPU: look with nvidia-smi, and whether CUDA_VISIBLE_DEVICES hides it."),
          new Translation(
              "CUDA_ERROR_OUT_OF_MEMORY",
              "The memory of the GPU is taken by other programs: nvidia-smi lists them."),
          new Translation(
              "CUDA_ERROR_(SYSTEM_NOT_READY|UNKNOWN|NOT_INITIALIZED|COMPAT_NOT_SUPPORTED_ON_DEVICE)",
              "The NVIDIA driver does not start (%s): restart the machine, and install the driver again if that does not help."),
          new Translation(
              "(?:Could not|cannot) find cuda drivers|UNKNOWN ERROR \\(303\\)|driver does not appear to be running",
              "TensorFlow found no NVIDIA driver (libcuda.so.1): install it, and in a container ask for the GPU."));

  /**
   * What TensorFlow prints about CUDA: a sentence for each trouble, in the order of the log; empty
   * if there is none.
   *
   * @param log the text of an engine's log
   */
  static List<String> explain(String log) {
    Set<String> sentences = new LinkedHashSet<>();
    log.lines().forEach(line -> explain(line, sentences));
    return List.copyOf(sentences);
  }

  /**
   * @param log file of a running engine, which may end within a character
   */
  static List<String> explain(Path log) {
    try {
      return explain(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw ReadFailure.sentence(log, e);
    }
  }

  private static void explain(String line, Set<String> sentences) {
    for (Translation translation : TRANSLATIONS) {
      Matcher found = translation.printed().matcher(line);
      if (!found.find()) continue;
      sentences.add(translation.of(found));
      return;
    }
  }
}
