package io.github.robustj.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The models that were closed last, still open, because the next job often wants one of them: an
 * image after another, a prediction after an attack. A model is given to one user at a time; one
 * whose files have changed since is closed.
 */
public final class KeptModels {

  private final int most;
  private final long largest;
  private final Deque<Kept> kept = new ArrayDeque<>();

  private record Kept(Key key, DifferentiableModel model) {}

  /**
   * @param files size, time and identity of every file by its path
   */
  private record Key(Path savedModel, Map<String, String> files, Loss loss, Compute compute) {}

  /**
   * @param most how many, at least 1
   * @param largest bytes of a model's files, above which it is not kept
   */
  public KeptModels(int most, long largest) {
    this.most = most;
    this.largest = largest;
  }

  /**
   * A model that is kept, else one that the backend loads. Closing it keeps it.
   *
   * @param backend that computes in this way
   */
  DifferentiableModel load(Backend backend, Path savedModel, Loss loss, Compute compute) {
    Optional<Key> key = key(savedModel, loss, compute);
    if (key.isEmpty()) return backend.load(savedModel, loss);
    DifferentiableModel model = take(key.get()).orElseGet(() -> backend.load(savedModel, loss));
    return new Lent(model, () -> keep(new Kept(key.get(), model)));
  }

  /** Closes all that are kept. */
  public synchronized void clear() {
    kept.forEach(one -> one.model().close());
    kept.clear();
  }

  private synchronized Optional<DifferentiableModel> take(Key key) {
    for (Iterator<Kept> each = kept.iterator(); each.hasNext(); ) {
      Kept one = each.next();
      boolean same = one.key().equals(key);
      boolean stale =
          one.key().savedModel().equals(key.savedModel()) && !one.key().files().equals(key.files());
      if (same || stale) each.remove();
      if (stale) one.model().close();
      if (same) return Optional.of(one.model());
    }
    return Optional.empty();
  }

  private synchronized void keep(Kept one) {
    kept.addFirst(one);
    if (kept.size() > most) kept.removeLast().model().close();
  }

  /**
   * Nothing for a folder that cannot be read, of which the backend will tell, and for large ones.
   */
  private Optional<Key> key(Path savedModel, Loss loss, Compute compute) {
    Map<String, String> files = new TreeMap<>();
    long bytes = 0;
    try (Stream<Path> all = Files.walk(savedModel)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        bytes += facts.size();
        files.put(
            savedModel.relativize(file).toString(),
            "%d %s %s".formatted(facts.size(), facts.lastModifiedTime(), facts.fileKey()));
      }
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
    if (bytes > largest) return Optional.empty();
    return Optional.of(new Key(savedModel.toAbsolutePath().normalize(), files, loss, compute));
  }

  /** A model that is given back when it is closed. */
  private static final class Lent extends ForwardingModel {

    private final Runnable back;
    private boolean closed;

    Lent(DifferentiableModel model, Runnable back) {
      super(model);
      this.back = back;
    }

    @Override
    protected DifferentiableModel network() {
      if (closed) throw new IllegalStateException("the model is closed");
      return super.network();
    }

    @Override
    public void close() {
      if (!closed) back.run();
      closed = true;
    }
  }
}
