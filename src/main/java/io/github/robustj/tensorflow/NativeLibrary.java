package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/** TensorFlow's native code, which is unpacked from its jar when a process first needs it. */
final class NativeLibrary {

  private NativeLibrary() {}

  /**
   * Its version; nothing else of TensorFlow may be called before.
   *
   * @throws RobustJException if it cannot be unpacked or loaded
   */
  static String version() {
    try {
      return TensorFlow.version();
    } catch (LinkageError e) {
      throw new RobustJException(
          "TensorFlow's native libraries could not be loaded (%s); they are unpacked into %s, which takes 1 GB: free some space there, name another folder by the Java option -Dorg.bytedeco.javacpp.cachedir, or install the engine again."
              .formatted(reason(e), folder()),
          e);
    }
  }

  /** The deepest cause, which knows of the disk. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) cause = cause.getCause();
    String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return first.length() <= 100 ? first : first.substring(0, 100) + "...";
  }

  private static String folder() {
    try {
      return Loader.getCacheDir().toString();
    } catch (IOException noneCanBeMade) {
      return "the folder for temporary files";
    }
  }
}
