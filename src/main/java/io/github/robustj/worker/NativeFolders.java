package io.github.robustj.worker;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.engine.UnpackedLibraries;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a process that is RobustJ's own has TensorFlow's native libraries, in JavaCPP's words. */
public final class NativeFolders {

  /** A folder in which libraries lie as files. */
  static final String FILES = "org.bytedeco.javacpp.platform.preloadpath";

  /** The folder into which those of jars are unpacked. */
  static final String CACHE = "org.bytedeco.javacpp.cachedir";

  /** Whether {@link #FILES} comes before the jars of the class path, from which it unpacks. */
  static final String FIRST = "org.bytedeco.javacpp.pathsFirst";

  /** Whether all that might be a library of any class is looked for in all jars. */
  static final String SEARCH = "org.bytedeco.javacpp.findLibraries";

  /** For which TensorFlow's few are loaded by their names instead, which takes half the time. */
  private static final EnginePlatform NAMED = new EnginePlatform("linux-x86_64");

  private static final String GPU_BUILD = "org/tensorflow/internal/c_api/linux-x86_64-gpu/LICENSE";

  private NativeFolders() {}

  /**
   * What JavaCPP is told. By itself it would unpack 0.7 GB into a folder of its own, where nobody
   * looks for it.
   *
   * @param unpacked the folder of the libraries, if they are there
   * @param elsewhere where they are unpacked, if not
   */
  static Map<String, String> properties(
      EnginePlatform platform, Optional<Path> unpacked, Path elsewhere) {
    Map<String, String> properties = new TreeMap<>();
    unpacked.ifPresent(folder -> properties.put(FILES, folder.toString()));
    unpacked.ifPresent(folder -> properties.put(FIRST, "true"));
    properties.put(CACHE, elsewhere.toString());
    if (platform.equals(NAMED)) properties.put(SEARCH, "false");
    return properties;
  }

  /**
   * Tells them to this process, before it computes, as the command line does. Not for processes
   * that may have other libraries of JavaCPP.
   */
  public static void use() {
    boolean gpu = NativeFolders.class.getClassLoader().getResource(GPU_BUILD) != null;
    EngineFolder engines = EngineFolder.standard();
    try {
      EnginePlatform platform = EnginePlatform.here(gpu);
      Optional<Path> unpacked = UnpackedLibraries.find(engines, platform);
      if (unpacked.isEmpty()) UnpackedLibraries.makeRoom(engines);
      properties(platform, unpacked, engines.unpacked())
          .forEach(
              (name, value) -> {
                if (System.getProperty(name) == null) System.setProperty(name, value);
              });
    } catch (RobustJException noEngineForThisMachine) {
      // Who asks for it is told.
    }
  }
}
