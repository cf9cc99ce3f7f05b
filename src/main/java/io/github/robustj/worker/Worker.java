package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles.IOConsumer;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.model.Backend;
import io.github.robustj.worker.Response.Kind;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The worker's side of the conversation. Every task has a thread of its own. */
public final class Worker {

  /** Longer than most network calls, after which a job looks whether it was cancelled. */
  private static final long PATIENCE_MILLIS = 20_000;

  /** How often a job that waits for the caller looks whether it was cancelled. */
  private static final long POLL_MILLIS = 50;

  private final Engine engine;
  private final PixelFolder pixels;
  private final Codec codec;
  private final IOConsumer<String> out;
  private final Path log;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  private record Running(
      Thread thread, RemoteListener listener, BlockingQueue<Calls.Message> calls) {}

  /**
   * @param out takes one message at a time
   * @param log of this process, named where something unexpected happens
   */
  Worker(Engine engine, PixelFolder pixels, IOConsumer<String> out, Path log) {
    this.engine = engine;
    this.pixels = pixels;
    codec = new Codec(pixels);
    this.out = out;
    this.log = log;
  }

  void accept(Request request) {
    if (request.requestType() != Request.Kind.EXECUTE) {
      Running task = running.get(request.task());
      if (task != null && request.requestType() == Request.Kind.CANCEL) task.listener().cancel();
      if (task != null && request.requestType() == Request.Kind.CALL)
        task.calls().add(codec.value(request.inputs(), Calls.Message.class));
      send(Response.plain(request.task(), Kind.ALIVE));
      return;
    }
    RemoteListener listener = new RemoteListener(request.task(), codec, this::send);
    BlockingQueue<Calls.Message> messages = new LinkedBlockingQueue<>();
    Calls calls = new Calls(pixels, new ToCaller(request.task(), listener, messages));
    Thread thread = new Thread(() -> execute(request, listener, calls), "robustj-job");
    running.put(request.task(), new Running(thread, listener, messages));
    thread.start();
  }

  /** Calls of the code of scripts, and from it. */
  private final class ToCaller implements Calls.Line {
    private final String task;
    private final RemoteListener listener;
    private final BlockingQueue<Calls.Message> messages;

    ToCaller(String task, RemoteListener listener, BlockingQueue<Calls.Message> messages) {
      this.task = task;
      this.listener = listener;
      this.messages = messages;
    }

    @Override
    public void send(Calls.Message message) {
      Worker.this.send(Response.with(task, Kind.CALL, codec.tree(message, Calls.Message.class)));
    }

    @Override
    public Calls.Message next() {
      try {
        while (!listener.cancelled()) {
          Calls.Message message = messages.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
          if (message != null) return message;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new CancellationException("cancelled");
    }
  }

  /** Asks all tasks to stop and lets them clean up. */
  void cancelAll() {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    running.values().forEach(task -> task.listener().cancel());
    try {
      for (Running task : running.values())
        task.thread().join(Math.max(1, end - System.currentTimeMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void execute(Request request, RemoteListener listener, Calls calls) {
    send(Response.plain(request.task(), Kind.LAUNCH));
    Response last = answer(request, listener, calls);
    request.scripts().forEach(Script::end);
    running.remove(request.task());
    send(last);
  }

  private Response answer(Request request, RemoteListener listener, Calls calls) {
    try {
      request.scripts().forEach(script -> script.begin(calls));
      return answer(request, request.job(codec), listener);
    } catch (RobustJException e) {
      return failure(request, e.getMessage());
    } catch (Exception | Error e) {
      e.printStackTrace();
      return failure(request, sentence(e));
    }
  }

  private Response answer(Request request, Job<?> job, RemoteListener listener) {
    try {
      Object result = engine.run(job, listener);
      Type type = Codec.resultType(job);
      return Response.with(request.task(), Kind.COMPLETION, codec.tree(result, type));
    } catch (CancellationException e) {
      return Response.plain(request.task(), Kind.CANCELATION);
    } catch (RobustJException e) {
      return failure(request, e.getMessage());
    } catch (OutOfMemoryError e) {
      e.printStackTrace();
      return failure(request, WorkerFailures.outOfMemory(job, log));
    }
  }

  private static Response failure(Request request, String sentence) {
    return Response.told(request.task(), Kind.FAILURE, sentence, Double.NaN);
  }

  private String sentence(Throwable e) {
    return "The engine met an error of its own (%s); %s shows where, please report it."
        .formatted(e, log);
  }

  /** Fiji is gone if nobody takes the message; the end of standard input will tell. */
  private synchronized void send(Response response) {
    try {
      out.accept(codec.text(response));
    } catch (IOException e) {
      e.printStackTrace();
    }
  }

  /** Loads TensorFlow, as the question for its version does, while the first request is read. */
  private static void prepare() {
    Thread loading = new Thread(Worker::load, "robustj-loading");
    loading.setDaemon(true);
    loading.start();
  }

  private static void load() {
    try {
      ServiceLoader.load(Backend.class, Worker.class.getClassLoader())
          .findFirst()
          .ifPresent(Backend::versions);
    } catch (RobustJException toldLater) {
      // It fails again where it is needed, by the job that needs it.
    }
  }

  /**
   * Takes requests on standard input until it ends, and answers on standard output, which belongs
   * to nobody else: what Java code prints goes to standard error.
   *
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
    prepare();
    Runtime.getRuntime().addShutdownHook(new Thread(worker::cancelAll, "robustj-cancel"));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine())
      worker.accept(codec.value(line, Request.class));
    System.exit(0);
  }
}
