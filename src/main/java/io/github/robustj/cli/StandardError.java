package io.github.robustj.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;

/**
 * The user's standard error. Native code writes on descriptor 2 what it likes, which the launcher
 * therefore sends through a filter; the true one it keeps under the number in {@code
 * robustj.stderr}.
 */
final class StandardError {

  private static final String PROPERTY = "robustj.stderr";

  private StandardError() {}

  /** Lets Java write past the launcher's filter, if there is one. */
  static void restore() {
    int number = Integer.getInteger(PROPERTY, 2);
    if (number == 2) return;
    try {
      // Opened by its name, as /dev/fd/3, a file would be written from its beginning again.
      Constructor<FileDescriptor> numbered = FileDescriptor.class.getDeclaredConstructor(int.class);
      numbered.setAccessible(true);
      FileOutputStream out = new FileOutputStream(numbered.newInstance(number));
      System.setErr(new PrintStream(out, true));
    } catch (ReflectiveOperationException | RuntimeException unknownJava) {
      // Through the filter all lines arrive, too; only a bar on a terminal comes late.
      System.err.flush();
    }
  }
}
