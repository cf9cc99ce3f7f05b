package io.github.robustj.tensorflow;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/**
 * Loads TensorFlow's native libraries by their names. JavaCPP by itself looks in every jar, under
 * some twenty names and in the folder of every package, for each that any of its users might have,
 * which takes as long as loading them. Where it was told not to ({@code
 * org.bytedeco.javacpp.findLibraries}), the process being RobustJ's own, the names of Linux are
 * given here; it goes on to unpack those of a jar.
 */
final class LibraryLoader {

  private static final String SEARCH = "org.bytedeco.javacpp.findLibraries";

  /** Names the folder in which they lie as files, where they do. */
  static final String FOLDER = "org.bytedeco.javacpp.platform.preloadpath";

  private static final String PACKAGE = "/org/tensorflow/internal/c_api/linux-x86_64/";

  /** As JavaCPP writes them: a name and, after {@code @}, the version; those needed come first. */
  private static final List<String> NAMES =
      List.of("tensorflow_framework@.2", "tensorflow_cc@.2", "jnitensorflow");

  private LibraryLoader() {}

  /**
   * @throws LinkageError if they cannot be found, unpacked or loaded
   */
  static void load() {
    if (!"false".equals(System.getProperty(SEARCH))) return;
    for (String name : NAMES) Loader.loadLibrary(TensorFlow.class, places(name), name);
  }

  private static URL[] places(String name) {
    String[] parts = name.split("@");
    String file = "lib" + parts[0] + ".so" + (parts.length > 1 ? parts[1] : "");
    File unpacked = new File(System.getProperty(FOLDER, ""), file);
    try {
      if (unpacked.isFile()) return new URL[] {unpacked.toURI().toURL()};
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
    URL packed = LibraryLoader.class.getResource(PACKAGE + file);
    return packed == null ? new URL[0] : new URL[] {packed};
  }
}
