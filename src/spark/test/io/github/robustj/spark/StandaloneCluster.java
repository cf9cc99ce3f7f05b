package io.github.robustj.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A master of Spark and its workers, processes of their own on the loopback interface, with the
 * same jars as the tests. Their executors find RobustJ on {@code spark.executor.extraClassPath}.
 */
public final class StandaloneCluster implements AutoCloseable {

  /** For processes that live for seconds. */
  public static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final String LOOPBACK = "127.0.0.1";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final String address;
  private final Deque<Process> processes = new ArrayDeque<>();
  private int workers;

  private StandaloneCluster(Path folder, String address) {
    this.folder = folder;
    this.address = address;
  }

  /**
   * Without workers.
   *
   * @param folder for their files
   */
  public static StandaloneCluster begin(Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    home(folder);
    StandaloneCluster cluster =
        new StandaloneCluster(folder, "spark://%s:%d".formatted(LOOPBACK, port));
    cluster.start(
        "master",
        "",
        "org.apache.spark.deploy.master.Master",
        List.of("--host", LOOPBACK, "--port", "" + port, "--webui-port", "0"));
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!answers(port)) {
      if (System.nanoTime() > end) throw new IOException("the master does not start: " + folder);
      Thread.sleep(50);
    }
    return cluster;
  }

  public String address() {
    return address;
  }

  /** A machine that lends so many cores. */
  public Process worker(int cores) throws IOException {
    return worker(cores, "");
  }

  /** Where the next worker keeps the files of its executors. */
  public Path nextWork() {
    return folder.resolve("worker" + (workers + 1));
  }

  /**
   * A machine on which something is prepared.
   *
   * @param before for a shell as root that sees mounts of its own; empty for nothing
   */
  public Process worker(int cores, String before) throws IOException {
    String name = "worker" + ++workers;
    return start(
        name,
        before,
        "org.apache.spark.deploy.worker.Worker",
        List.of(
            "--host",
            LOOPBACK,
            "--cores",
            "" + cores,
            "--memory",
            "2g",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve(name).toString(),
            address));
  }

  /** What executors need of the tests' class path that no distribution of Spark has. */
  public static String classPath() {
    return String.join(
        File.pathSeparator,
        entries()
            .filter(entry -> Files.isDirectory(entry) || isOurs(entry))
            .map(Path::toString)
            .toList());
  }

  private static Stream<Path> entries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath());
  }

  private static boolean isOurs(Path jar) {
    return jar.toString()
        .matches(
            ".*[/\\\\](tensorflow-|ndarray|javacpp|protobuf-java|gson|imglib2|ij-|scijava|picocli|commons-math3)[^/\\\\]*\\.jar");
  }

  private Process start(String name, String before, String main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (!before.isEmpty())
      command.addAll(List.of("unshare", "-m", "sh", "-e", "-c", before + "\nexec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(QUICK);
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    command.add("-cp");
    command.add(folder.resolve("spark/jars").toString() + File.separator + "*");
    command.add(main);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.redirectOutput(folder.resolve(name + ".log").toFile());
    Process process = builder.start();
    processes.push(process);
    return process;
  }

  /** The form of Spark's distribution, as far as its programs look at it. */
  private static void home(Path folder) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("spark/jars"));
    for (Path entry : entries().filter(Files::isRegularFile).filter(e -> !isOurs(e)).toList())
      Files.createSymbolicLink(jars.resolve(entry.getFileName()), entry);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOOPBACK, port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes)
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
  }
}
