package io.github.robustj.worker;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.model.ThreadLimit;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a worker is started.
 *
 * @param java the program
 * @param classPath jars and class folders of RobustJ, what it needs, users' extensions, the engine
 * @param libraries folders in which the system's loader finds further native libraries
 * @param options for the JVM, as {@code -Xmx8g}
 * @param archive of its classes, where there can be one
 * @param logs folder of the log files; made if missing
 * @param temporary folder for the pixels that both processes share; exists
 */
public record WorkerSettings(
    Path java,
    List<Path> classPath,
    List<Path> libraries,
    List<String> options,
    Optional<ClassArchive> archive,
    Path logs,
    Path temporary) {

  /** Options for the worker's JVM in the environment, separated by blanks. */
  public static final String OPTIONS_VARIABLE = "ROBUSTJ_WORKER_OPTS";

  /** Those that workers may see; unset for all. */
  private static final String GPUS = "robustj.gpus";

  /** CUDA's. */
  private static final String GPUS_VARIABLE = "CUDA_VISIBLE_DEVICES";

  /**
   * TensorFlow's. By itself it takes oneDNN's convolutions only where the processor has AVX-512
   * VNNI or its like, although they are also faster with AVX2 alone. The launcher of the command
   * line sets the same.
   */
  public static final String ONEDNN_VARIABLE = "TF_ENABLE_ONEDNN_OPTS";

  private static final Set<String> X86_64 = Set.of("amd64", "x86_64");

  /** Linux's; only there is an engine that needs it. */
  private static final String LIBRARIES_VARIABLE = "LD_LIBRARY_PATH";

  /**
   * Lets workers that are started from now on see some GPUs of the machine only, which then have
   * the numbers from 0 on.
   *
   * @param numbers as NVIDIA's driver counts them
   */
  public static void useGpus(List<String> numbers) {
    System.setProperty(GPUS, String.join(",", numbers));
  }

  /**
   * Those of a worker with an installed engine.
   *
   * @throws io.github.robustj.error.RobustJException if none is installed, or a file of it is
   *     missing or cut
   */
  public static WorkerSettings of(EngineFolder engines) {
    EngineFolder.Contents engine = engines.contents();
    List<Path> classPath = new ArrayList<>(EngineFolder.ownClassPath());
    classPath.addAll(Script.jars());
    classPath.addAll(engine.jars());
    Path java = JavaProgram.find();
    return new WorkerSettings(
        java,
        classPath,
        engine.libraries(),
        options(engine, engines.unpacked()),
        ClassArchive.of(engines.classes(), java, classPath),
        engines.logs(),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static List<String> options(EngineFolder.Contents engine, Path elsewhere) {
    List<String> options = new ArrayList<>(ThreadLimit.options());
    NativeFolders.properties(engine.platform(), engine.unpacked(), elsewhere)
        .forEach((name, value) -> options.add("-D" + name + "=" + value));
    String given = System.getenv(OPTIONS_VARIABLE);
    if (given != null && !given.isBlank()) options.addAll(List.of(given.strip().split("\\s+")));
    return options;
  }

  ProcessBuilder process(Framing framing, Path log) {
    ProcessBuilder process = new ProcessBuilder(command(framing, log));
    String usual = process.environment().get(LIBRARIES_VARIABLE);
    List<String> folders = new ArrayList<>();
    libraries.forEach(folder -> folders.add(folder.toString()));
    if (usual != null) folders.add(usual);
    if (!libraries.isEmpty())
      process.environment().put(LIBRARIES_VARIABLE, String.join(File.pathSeparator, folders));
    String gpus = System.getProperty(GPUS);
    if (gpus != null) process.environment().put(GPUS_VARIABLE, gpus);
    if (X86_64.contains(System.getProperty("os.arch")))
      process.environment().merge(ONEDNN_VARIABLE, "1", (set, our) -> set.isEmpty() ? our : set);
    return process.redirectError(Redirect.appendTo(log.toFile()));
  }

  private List<String> command(Framing framing, Path log) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-Djava.awt.headless=true");
    command.add("-XX:+DisplayVMOutputToStderr");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-XX:ErrorFile=" + logs.resolve("crash-%p.log"));
    archive.ifPresent(classes -> command.addAll(classes.options()));
    command.addAll(options);
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(Worker.class.getName());
    command.add(framing.folder().toString());
    command.add(framing.mark());
    command.add(log.toString());
    return command;
  }
}
