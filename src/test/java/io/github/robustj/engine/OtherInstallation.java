package io.github.robustj.engine;

import io.github.robustj.job.JobListener;
import io.github.robustj.testing.ShortJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Another ImageJ of the same user that installs the same engine. */
final class OtherInstallation {

  private static final String SAYS = "bytes ";

  private OtherInstallation() {}

  static Process start(EngineFolder folder, Path place, List<EngineFile> files, EngineSource source)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ShortJvm.OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OtherInstallation.class.getName());
    command.addAll(List.of(folder.home().toString(), place.toString(), source.words()));
    for (EngineFile file : files)
      command.addAll(List.of(String.valueOf(file.bytes()), file.sha256(), file.path()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Until it has so many bytes of its files, less what stands in the buffers of the connection. */
  static void awaitBytes(Process process, long bytes) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine())
      if (Long.parseLong(line.substring(SAYS.length())) >= bytes - (1 << 17)) return;
    throw new AssertionError("the other installation has ended");
  }

  /**
   * @param arguments home, place, address, and size, SHA-256 and path of each file
   */
  public static void main(String[] arguments) {
    List<EngineFile> files = new ArrayList<>();
    for (int i = 3; i < arguments.length; i += 3)
      files.add(
          new EngineFile("*", Long.parseLong(arguments[i]), arguments[i + 1], arguments[i + 2]));
    long total = files.stream().mapToLong(EngineFile::bytes).sum();
    JobListener listener =
        new JobListener() {
          @Override
          public void progress(double fraction, String message) {
            System.out.println(SAYS + Math.round(fraction * total));
          }
        };
    EngineInstaller installer =
        new EngineInstaller(
            new EngineFolder(Path.of(arguments[0]), Optional.empty()), Duration.ofMinutes(5));
    installer.install(files, Path.of(arguments[1]), EngineSource.of(arguments[2]), listener);
  }
}
