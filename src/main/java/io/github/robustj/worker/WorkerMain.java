package io.github.robustj.worker;

import io.github.robustj.job.Engine;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Entry point of the worker process: takes requests on standard input until it ends, and answers on
 * standard output, which belongs to nobody else: what Java code prints goes to standard error.
 */
public final class WorkerMain {

  private WorkerMain() {}

  /**
   * @param arguments the folder that both processes share, the mark of its messages, the log file
   */
  public static void main(String[] arguments) throws IOException {
    System.setOut(System.err);
    OutputStream answers = new FileOutputStream(FileDescriptor.out);
    Framing framing = new Framing(arguments[1], Path.of(arguments[0]));
    PixelFolder pixels = new PixelFolder(framing.folder());
    Codec codec = new Codec(pixels);
    Worker worker =
        new Worker(
            Engine.inProcess(),
            pixels,
            message -> framing.write(answers, message),
            Path.of(arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(worker::cancelAll, "robustj-cancel"));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine())
      worker.accept(codec.value(line, Request.class));
    System.exit(0);
  }
}
