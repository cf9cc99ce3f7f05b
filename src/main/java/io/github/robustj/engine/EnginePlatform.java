package io.github.robustj.engine;

import io.github.robustj.error.RobustJException;
import java.util.Locale;

/**
 * For which machines an engine is built, and whether for their GPU.
 *
 * @param name as TensorFlow's artifacts are classified: {@code linux-x86_64}, {@code
 *     linux-x86_64-gpu}, {@code linux-arm64}, {@code macosx-arm64}, {@code windows-x86_64}
 */
public record EnginePlatform(String name) {

  private static final String GPU = "-gpu";

  /**
   * That of this machine.
   *
   * @param gpu whether to use an NVIDIA GPU
   * @throws RobustJException if there is no such build
   */
  public static EnginePlatform here(boolean gpu) {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"), gpu);
  }

  static EnginePlatform of(String system, String processor, boolean gpu) {
    String name = family(system) + "-" + bits(processor);
    EnginePlatform platform = new EnginePlatform(gpu ? name + GPU : name);
    if (EngineFile.isBuiltFor(platform)) return platform;
    throw new RobustJException(
        "There is no %s engine for %s on %s; there is one for %s."
            .formatted(gpu ? "GPU" : "CPU", system, processor, EngineFile.platforms()));
  }

  public boolean gpu() {
    return name.endsWith(GPU);
  }

  private static String family(String system) {
    String lower = system.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) return "windows";
    return lower.startsWith("mac") ? "macosx" : lower;
  }

  private static String bits(String processor) {
    return switch (processor.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm64";
      default -> processor;
    };
  }
}
