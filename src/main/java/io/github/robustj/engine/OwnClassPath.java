package io.github.robustj.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;

/** Where this process has RobustJ and the libraries that jobs need besides the engine. */
public final class OwnClassPath {

  /**
   * A class of each; ImageJ's is asked by name, because ImageJ may be patched and its source lost.
   */
  private static final List<String> CLASSES =
      List.of(
          "io/github/robustj/engine/OwnClassPath.class",
          "com/google/gson/Gson.class",
          "net/imglib2/RandomAccessibleInterval.class",
          "ij/IJ.class");

  private OwnClassPath() {}

  /** Jars, or folders of classes. */
  public static List<Path> find() {
    ClassLoader loader = OwnClassPath.class.getClassLoader();
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
