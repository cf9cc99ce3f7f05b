package io.github.robustj.engine;

import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.file.Mebibytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The engines of a user: a folder for each platform, which is there whole or not at all.
 *
 * @param home where engines are installed and the worker keeps its logs: {@code .robustj} in the
 *     user's home, shared by every Fiji of the user and writable even where Fiji is not
 * @param shipped the folder of the engines that came with RobustJ; empty if it came without
 */
public record EngineFolder(Path home, Optional<Path> shipped) {

  /** Native libraries of an engine that the system's loader must find. */
  static final String LIBRARIES = "lib";

  public static EngineFolder standard() {
    return new EngineFolder(Extensions.home(), beside(ownClassPath().get(0)));
  }

  /**
   * The folder of the engines that came with RobustJ: its zip for Fiji has one in {@code
   * robustj/engines} beside {@code plugins}. Nothing is ever written there, so Fiji may be
   * read-only; and nothing there comes on Fiji's class path, which is made of {@code plugins} and
   * {@code jars}.
   *
   * @param jar RobustJ's own
   * @return empty if RobustJ came without
   */
  static Optional<Path> beside(Path jar) {
    for (Path folder = jar.getParent(); folder != null; folder = folder.getParent()) {
      Path engines = folder.resolveSibling("robustj").resolve("engines");
      boolean holdsJars = folder.endsWith("plugins") || folder.endsWith("jars");
      if (holdsJars && Files.isDirectory(engines)) return Optional.of(engines);
    }
    return Optional.empty();
  }

  /**
   * What a process needs of an engine.
   *
   * @param jars for its class path
   * @param libraries folders in which the system's loader finds native libraries
   * @param unpacked the folder of TensorFlow's own native libraries; empty if they have to be
   *     unpacked of a jar first
   */
  public record Contents(
      EnginePlatform platform, List<Path> jars, List<Path> libraries, Optional<Path> unpacked) {}

  /** Where an engine for this version of RobustJ is installed, or would be. */
  public Path place(EnginePlatform platform) {
    return engines().resolve(name(platform));
  }

  /** That for the GPU if there is one, else that for the CPU; empty if there is none. */
  public Optional<EnginePlatform> installed() {
    return Stream.of(true, false)
        .flatMap(gpu -> platform(gpu).stream())
        .filter(platform -> find(platform).isPresent())
        .findFirst();
  }

  /** Where an engine is: the one that came with RobustJ, else the installed one. */
  public Optional<Path> find(EnginePlatform platform) {
    return Stream.concat(
            shippedPlace(platform).filter(place -> cut(platform).isEmpty()).stream(),
            Stream.of(place(platform)))
        .filter(Files::isDirectory)
        .findFirst();
  }

  /**
   * The path of a file that is missing or too short, because the unzipping of the engine that came
   * with RobustJ was cut short; empty if it is whole, or there is none.
   */
  Optional<Path> cut(EnginePlatform platform) {
    Optional<Path> place = shippedPlace(platform).filter(Files::isDirectory);
    return place.flatMap(
        folder ->
            EngineFile.of(platform).stream()
                .filter(file -> !EngineInstaller.arranged(file, folder))
                .map(file -> folder.resolve(file.name()))
                .findFirst());
  }

  /** The files that an engine consists of: their paths in a Maven repository and their sizes. */
  public static List<String> files(EnginePlatform platform) {
    return EngineFile.of(platform).stream()
        .map(file -> "%s (%d MiB)".formatted(file.path(), Mebibytes.of(file.bytes())))
        .toList();
  }

  /**
   * The engine to compute with.
   *
   * @throws RobustJException if none is installed, or a file of it is missing or cut
   */
  public Contents contents() {
    EnginePlatform platform = installed().orElseThrow(this::missing);
    Path place = find(platform).orElseThrow(this::missing);
    requireWhole(platform, place);
    OldEngines.markUsed(place);
    return new Contents(
        platform, jars(platform, place), libraries(place), UnpackedLibraries.find(this, platform));
  }

  /** Where native libraries of jars are unpacked that are not there unpacked already. */
  public Path unpacked() {
    return home.resolve("unpacked");
  }

  /** Where workers keep their classes, ready to be mapped. */
  public Path classes() {
    return home.resolve("classes");
  }

  /**
   * The worker's: in the home, or where nothing can be written there, as on a disk that many
   * machines share read-only, in a folder of the user beside other temporary files.
   */
  public Path logs() {
    Path usual = home.resolve("logs");
    return isWritable(usual)
        ? usual
        : Path.of(
            System.getProperty("java.io.tmpdir"),
            "robustj-logs-" + System.getProperty("user.name"));
  }

  /** Whether it is a folder that can be written, or one can be made there. */
  private static boolean isWritable(Path folder) {
    for (Path place = folder.toAbsolutePath(); place != null; place = place.getParent())
      if (Files.exists(place)) return Files.isDirectory(place) && Files.isWritable(place);
    return false;
  }

  Path engines() {
    return home.resolve("engines");
  }

  private static Optional<EnginePlatform> platform(boolean gpu) {
    try {
      return Optional.of(EnginePlatform.here(gpu));
    } catch (RobustJException notBuilt) {
      return Optional.empty();
    }
  }

  /**
   * A jar that was cut is passed over by Java, and its classes are missing then.
   *
   * @throws RobustJException naming the file
   */
  private static void requireWhole(EnginePlatform platform, Path place) {
    for (EngineFile file : EngineFile.of(platform))
      if (!EngineInstaller.arranged(file, place))
        throw new RobustJException(
            "The engine in %s is not whole (%s is missing or not of its %d bytes); install it again with Plugins > RobustJ > Engine... or 'robustj engine install'."
                .formatted(place, file.name(), file.bytes()));
  }

  /** Not all that lie there: an older RobustJ may have left others of the same TensorFlow. */
  private static List<Path> jars(EnginePlatform platform, Path place) {
    return EngineFile.of(platform).stream()
        .map(file -> place.resolve(file.name()))
        .filter(Files::isRegularFile)
        .toList();
  }

  private static List<Path> libraries(Path place) {
    return Stream.of(place.resolve(LIBRARIES)).filter(Files::isDirectory).toList();
  }

  private Optional<Path> shippedPlace(EnginePlatform platform) {
    return shipped.map(folder -> folder.resolve(name(platform)));
  }

  private static String name(EnginePlatform platform) {
    return "tensorflow-" + EngineFile.version() + "-" + platform.name();
  }

  /** As {@link #cut}, for the engines of this machine. */
  public Optional<Path> cutFile() {
    return Stream.of(true, false)
        .flatMap(gpu -> platform(gpu).stream())
        .flatMap(platform -> cut(platform).stream())
        .findFirst();
  }

  private RobustJException missing() {
    Optional<Path> cut = cutFile();
    if (cut.isPresent())
      return new RobustJException(
          "The engine that came with RobustJ is not whole (%s is missing or too short); unzip RobustJ again into Fiji's folder, or install an engine with Plugins > RobustJ > Engine..."
              .formatted(cut.get()));
    return new RobustJException(
        "No engine is installed that does the arithmetic; install one with Plugins > RobustJ >"
            + " Engine... or 'robustj engine install'.");
  }

  /**
   * A class of each; ImageJ's is asked by name, because ImageJ may be patched and its source lost.
   */
  private static final List<String> CLASSES =
      List.of(
          "io/github/robustj/engine/EngineFolder.class",
          "com/google/gson/Gson.class",
          "org/apache/commons/math3/util/FastMath.class",
          "net/imglib2/RandomAccessibleInterval.class",
          "ij/IJ.class");

  /**
   * Where this process has RobustJ and the libraries that jobs need besides the engine: jars, or
   * folders of classes.
   */
  public static List<Path> ownClassPath() {
    ClassLoader loader = EngineFolder.class.getClassLoader();
    return CLASSES.stream().map(name -> place(loader.getResource(name), name)).distinct().toList();
  }

  private static Path place(URL url, String name) {
    try {
      if (url.openConnection() instanceof JarURLConnection jar)
        return Path.of(jar.getJarFileURL().toURI());
      Path file = Path.of(url.toURI());
      return file.getRoot()
          .resolve(file.subpath(0, file.getNameCount() - Path.of(name).getNameCount()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(url + " is no file", e);
    }
  }
}
