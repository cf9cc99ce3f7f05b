package io.github.robustj.engine;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Mebibytes;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.job.JobListener;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where the files of an engine come from. */
public sealed interface EngineSource {

  /** The place where everybody finds them, over the network. */
  URI CENTRAL = URI.create("https://repo.maven.apache.org/maven2/");

  /** For sentences: the address or path. */
  String words();

  /**
   * Fetches a file.
   *
   * @param part where the bytes go; may hold the first of them
   * @param patience how long a server may say next to nothing
   * @throws RobustJException if it is not there, or a server refuses, falls silent or ends early
   */
  void fetch(Path part, Transfer transfer, Duration patience)
      throws IOException, InterruptedException;

  /**
   * What a transfer of several files has done so far.
   *
   * @param before bytes of the files that are done
   * @param total bytes of all
   */
  record Transfer(EngineFile file, long before, long total, JobListener listener) {

    /**
     * @param bytes of this file that are there
     * @throws java.util.concurrent.CancellationException if the user has cancelled
     */
    void tell(long bytes) {
      listener.check();
      listener.progress(
          (double) (before + bytes) / total,
          "%s, %d of %d MiB"
              .formatted(file.name(), Mebibytes.of(bytes), Mebibytes.of(file.bytes())));
    }
  }

  /** A Maven repository or a mirror of one. */
  record Repository(URI base) implements EngineSource {

    @Override
    public String words() {
      return base.toString();
    }

    @Override
    public void fetch(Path part, Transfer transfer, Duration patience) throws InterruptedException {
      Download.from(base, patience).fetch(part, transfer);
    }
  }

  /** A folder or zip, in whose folders the files lie anywhere; for machines without network. */
  record Local(Path place) implements EngineSource {

    @Override
    public String words() {
      return place.toString();
    }

    @Override
    public void fetch(Path to, Transfer transfer, Duration patience) throws IOException {
      try (InputStream in = open(transfer.file());
          OutputStream out = Files.newOutputStream(to)) {
        byte[] buffer = new byte[1 << 20];
        long bytes = 0;
        // One too many is enough to know that it is another file.
        for (int n = in.read(buffer);
            n >= 0 && bytes <= transfer.file().bytes();
            n = in.read(buffer)) {
          out.write(buffer, 0, n);
          bytes += n;
          transfer.tell(Math.min(bytes, transfer.file().bytes()));
        }
      }
    }

    private InputStream open(EngineFile file) {
      try {
        return Files.isDirectory(place) ? Files.newInputStream(inFolder(file)) : inZip(file);
      } catch (IOException e) {
        throw ReadFailure.sentence(place, e);
      }
    }

    private Path inFolder(EngineFile file) throws IOException {
      try (Stream<Path> walk = Files.walk(place)) {
        return walk.filter(Files::isRegularFile)
            .filter(p -> p.getFileName().toString().equals(file.name()))
            .findFirst()
            .orElseThrow(() -> missing(file));
      }
    }

    private InputStream inZip(EngineFile file) throws IOException {
      ZipFile zip = new ZipFile(place.toFile());
      try {
        ZipEntry entry =
            zip.stream()
                .filter(e -> ("/" + e.getName()).endsWith("/" + file.name()))
                .findFirst()
                .orElseThrow(() -> missing(file));
        return new FilterInputStream(zip.getInputStream(entry)) {
          @Override
          public void close() throws IOException {
            zip.close();
          }
        };
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    }

    private RobustJException missing(EngineFile file) {
      return new RobustJException(
          "%s has no %s, which the engine needs; put into it what the action files lists."
              .formatted(place, file.name()));
    }
  }

  /**
   * @param text the address of a repository, the path of a folder or zip, or empty for {@link
   *     #CENTRAL}
   * @throws RobustJException if it is an address that is none, or a path where nothing is
   */
  static EngineSource of(String text) {
    if (text.isBlank()) return new Repository(CENTRAL);
    if (Stream.of("http:", "https:").noneMatch(text::startsWith)) return local(text);
    try {
      URI base = new URI(text.endsWith("/") ? text : text + "/");
      if (base.getHost() != null) return new Repository(base);
    } catch (URISyntaxException wrong) {
      throw notAnAddress(text, wrong);
    }
    throw notAnAddress(text, null);
  }

  private static Local local(String text) {
    try {
      Path place = Path.of(text);
      if (Files.isDirectory(place) || Files.isRegularFile(place)) return new Local(place);
    } catch (InvalidPathException noPath) {
      throw notAnAddress(text, noPath);
    }
    throw new RobustJException("There is no folder or zip " + text + "; check the path.");
  }

  private static RobustJException notAnAddress(String text, Exception cause) {
    return new RobustJException(
        "The option from is \"%s\", which is no address of a repository; give one as in %s, a folder or a zip."
            .formatted(text, CENTRAL),
        cause);
  }
}
