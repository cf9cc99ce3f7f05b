package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The Spark on the class path, by the file in which it tells its version. */
final class SparkVersion {

  /** The first number of the versions whose classes this part was compiled for. */
  private static final String SUITABLE = "4";

  private static final String FILE = "spark-version-info.properties";

  private SparkVersion() {}

  /**
   * Asked before anything of Spark is touched, since what does not fit breaks in odd places.
   *
   * @throws RobustJException if there is none or another one
   */
  static void require() {
    require(find(SparkVersion.class.getClassLoader()));
  }

  static void require(Optional<String> found) {
    if (found.isEmpty())
      throw new RobustJException(
          "Spark is not on the class path; start RobustJ by its launcher or by spark-submit of Spark %s."
              .formatted(SUITABLE));
    if (!found.get().startsWith(SUITABLE + "."))
      throw new RobustJException(
          "This is Spark %s, but RobustJ needs Spark %s (built for Scala 2.13); use the spark-submit and the cluster of such a version."
              .formatted(found.get(), SUITABLE));
  }

  /** That of this process. */
  static String here() {
    return find(SparkVersion.class.getClassLoader()).orElse("of unknown version");
  }

  static Optional<String> find(ClassLoader loader) {
    try (InputStream file = loader.getResourceAsStream(FILE)) {
      if (file == null) return Optional.empty();
      Properties facts = new Properties();
      facts.load(file);
      return Optional.ofNullable(facts.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
