package io.github.robustj.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A Maven repository on this machine that fails as networks do. */
final class FileServer implements AutoCloseable {

  private static final int SMALL = 1000;

  /** How it answers for files that are not small. */
  enum Manner {
    WELL,
    CUT,
    STALLED,
    SILENT,
    WITHOUT_RANGES,
    /** A login page, as hotels and trains send it. */
    PAGE,
    /** The same, without saying what it is or how long. */
    PAGE_IN_DISGUISE,
    ENDLESS,
    /** Another part than the one asked for. */
    WRONG_PART,
    /** Sends to a file of the reader's own. */
    TO_A_FILE,
    /** Sends to where it was sent from. */
    IN_A_CIRCLE
  }

  private final HttpServer server;
  private final Map<String, byte[]> files;
  private final CountDownLatch closed = new CountDownLatch(1);
  volatile long sent;
  volatile Manner manner = Manner.WELL;

  /** The Range header of every request; empty for none. */
  final List<String> ranges = new ArrayList<>();

  FileServer(Map<String, byte[]> files) throws IOException {
    this.files = files;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  EngineSource source() {
    return new EngineSource.Repository(
        URI.create("http://localhost:" + server.getAddress().getPort() + "/"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] file = files.get(exchange.getRequestURI().getPath().substring(1));
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      if (manner == Manner.SILENT) closed.await();
      String range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(range == null ? "" : range);
      boolean partial = range != null && manner != Manner.WITHOUT_RANGES;
      int from = partial ? Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1")) : 0;
      byte[] rest = Arrays.copyOfRange(file, from, file.length);
      if (file.length >= SMALL && sendsSomethingElse(exchange)) return;
      if (partial)
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes %d-%d/%d"
                    .formatted(
                        manner == Manner.WRONG_PART ? 0 : from, file.length - 1, file.length));
      exchange.sendResponseHeaders(partial ? 206 : 200, rest.length);
      send(rest, exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean sendsSomethingElse(HttpExchange exchange) throws IOException {
    switch (manner) {
      case PAGE -> exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      case PAGE_IN_DISGUISE, ENDLESS -> {}
      case TO_A_FILE, IN_A_CIRCLE -> {
        String to = manner == Manner.TO_A_FILE ? "file:///etc/hostname" : "";
        exchange.getResponseHeaders().set("Location", to + exchange.getRequestURI());
        exchange.sendResponseHeaders(302, -1);
        return true;
      }
      default -> {
        return false;
      }
    }
    exchange.sendResponseHeaders(200, 0);
    byte[] page = "<html>please log in</html>".repeat(1000).getBytes(StandardCharsets.UTF_8);
    do {
      exchange.getResponseBody().write(page);
      sent += page.length;
    } while (manner == Manner.ENDLESS);
    return true;
  }

  private void send(byte[] bytes, OutputStream out) throws IOException, InterruptedException {
    boolean whole = bytes.length < SMALL || manner != Manner.CUT && manner != Manner.STALLED;
    out.write(bytes, 0, whole ? bytes.length : bytes.length / 2);
    out.flush();
    if (!whole && manner == Manner.STALLED) closed.await();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
