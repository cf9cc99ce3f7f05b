package io.github.robustj.engine;

import io.github.robustj.engine.EngineSource.Transfer;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Mebibytes;
import io.github.robustj.file.SystemReason;
import io.github.robustj.file.WriteFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Fetches one file over HTTP. What arrived before a failure or cancellation stays, and the next
 * attempt asks for the rest only. What is not the file, a login page of the network for instance,
 * is not kept, and never more bytes than the file has.
 *
 * @param base of the repository, ending in a slash
 * @param patience how long the server may say next to nothing
 */
record Download(HttpClient client, URI base, Duration patience) {

  private static final long POLL_MILLIS = 50;
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;

  static Download from(URI base, Duration patience) {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    return new Download(client, base, patience);
  }

  /**
   * @param part where the bytes go; may hold the first of them
   * @throws RobustJException if the server refuses, falls silent or ends too early
   */
  void fetch(Path part, Transfer transfer) throws InterruptedException {
    URI address = base.resolve(transfer.file().path());
    try {
      long there = Files.exists(part) ? Files.size(part) : 0;
      if (there == transfer.file().bytes()) return;
      if (there > transfer.file().bytes()) {
        Files.delete(part);
        there = 0;
      }
      receive(send(request(address, there), transfer), part, transfer);
      if (Files.size(part) < transfer.file().bytes())
        throw new IOException("the connection was cut");
    } catch (IOException e) {
      throw failure(address, part, transfer, e);
    }
  }

  /** A server may take long to answer; the user may not want to wait. */
  private HttpResponse<InputStream> send(HttpRequest request, Transfer transfer)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request, BodyHandlers.ofInputStream());
    try {
      while (true) {
        try {
          return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          transfer.listener().check();
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(URI address, long there) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
    if (there > 0) request.header("Range", "bytes=" + there + "-");
    return request.build();
  }

  private void receive(HttpResponse<InputStream> response, Path part, Transfer transfer)
      throws IOException {
    try (InputStream in = response.body();
        StallGuard guard = new StallGuard(in, patience, transfer.listener()::cancelled)) {
      int status = response.statusCode();
      if (status == NOT_SATISFIABLE) Files.deleteIfExists(part);
      if (status != PARTIAL && status != 200) throw new IOException("the server says " + status);
      long there = status == PARTIAL ? Files.size(part) : 0;
      Body body = new Body(response.headers());
      body.require(there, transfer.file().bytes());
      StandardOpenOption how =
          status == PARTIAL ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
      try (OutputStream out = open(part, how)) {
        copy(in, bytes -> write(out, bytes, part), there, transfer, guard);
      }
      // Nothing was cut where the server did not say how much it would send.
      long size = Files.size(part);
      if (size > transfer.file().bytes() || size < transfer.file().bytes() && !body.tellsLength()) {
        Files.delete(part);
        throw new IOException(Body.NO_FILE);
      }
    }
  }

  /** What a server says about what it sends. */
  private record Body(HttpHeaders headers) {

    private static final String NO_FILE =
        "the server sent something else than the file, perhaps because the network wants a login";

    boolean tellsLength() {
      return headers.firstValueAsLong("Content-Length").isPresent();
    }

    /**
     * Before a byte of it is kept.
     *
     * @param there bytes that it goes on from
     * @throws IOException if it cannot be the rest of the file
     */
    void require(long there, long bytes) throws IOException {
      boolean page =
          headers.firstValue("Content-Type").filter(t -> t.startsWith("text/html")).isPresent();
      boolean fits =
          headers.firstValueAsLong("Content-Length").orElse(bytes - there) == bytes - there;
      boolean begins =
          there == 0
              || headers
                  .firstValue("Content-Range")
                  .filter(range -> range.startsWith("bytes " + there + "-"))
                  .isPresent();
      if (page || !fits || !begins) throw new IOException(NO_FILE);
    }
  }

  /** A disk that does not take the bytes is not the server's fault. */
  private static OutputStream open(Path part, StandardOpenOption how) {
    try {
      return Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    } catch (IOException e) {
      throw WriteFailure.sentence(part, e);
    }
  }

  private static void write(OutputStream out, ByteBuffer bytes, Path part) {
    try {
      out.write(bytes.array(), 0, bytes.limit());
    } catch (IOException e) {
      throw WriteFailure.sentence(part, e);
    }
  }

  private static void copy(
      InputStream in, Consumer<ByteBuffer> out, long there, Transfer transfer, StallGuard guard)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = there;
    try {
      // One too many is enough to know.
      for (int n = in.read(buffer);
          n >= 0 && bytes <= transfer.file().bytes();
          n = in.read(buffer)) {
        out.accept(ByteBuffer.wrap(buffer, 0, n));
        bytes += n;
        guard.came(n);
        transfer.tell(Math.min(bytes, transfer.file().bytes()));
      }
    } catch (IOException e) {
      transfer.listener().check();
      throw guard.stalled() ? new IOException(guard.words(), e) : e;
    }
    transfer.listener().check();
    if (guard.stalled()) throw new IOException(guard.words());
  }

  private static RobustJException failure(
      URI address, Path part, Transfer transfer, IOException cause) {
    return new RobustJException(
        "%s could not be downloaded (%s); check the network and install again, which goes on from %d of %d MiB, or install from a folder or zip."
            .formatted(
                address,
                SystemReason.of(cause),
                part.toFile().length() >> 20,
                Mebibytes.of(transfer.file().bytes())),
        cause);
  }
}
