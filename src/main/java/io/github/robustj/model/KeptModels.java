package io.github.robustj.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The models that were closed last, still open, because the next job often wants one of them: an
 * image after another, a prediction after an attack. A model is given to one user at a time, or, in
 * an executor of a cluster, to all that ask for it: each session of its own would be warmed up and
 * held in memory once more. One whose files have changed since is closed, when nobody has it any
 * more.
 */
public final class KeptModels {

  private final int most;
  private final long largest;
  private final boolean shared;
  private final Deque<Kept> kept = new ArrayDeque<>();

  /** An open model and how many have it. */
  private static final class Kept {
    private final Key key;
    private final DifferentiableModel model;
    private int users;

    Kept(Key key, DifferentiableModel model) {
      this.key = key;
      this.model = model;
    }
  }

  /**
   * @param files size, time and identity of every file by its path
   */
  private record Key(Path savedModel, Map<String, String> files, Loss loss, Compute compute) {

    /** Of the same place with other files. */
    boolean isStale(Key now) {
      return savedModel.equals(now.savedModel) && !files.equals(now.files);
    }
  }

  /** Each for one user at a time. */
  public KeptModels(int most, long largest) {
    this(most, largest, false);
  }

  /**
   * @param most how many that nobody has, at least 1
   * @param largest bytes of a model's files, above which it is not kept
   * @param shared whether several users have a model at the same time; then the models of the
   *     backend must take calls of several threads
   */
  public KeptModels(int most, long largest, boolean shared) {
    this.most = most;
    this.largest = largest;
    this.shared = shared;
  }

  /**
   * A model that is kept, else one that the backend loads. Closing it keeps it.
   *
   * @param backend that computes in this way
   */
  DifferentiableModel load(Backend backend, Path savedModel, Loss loss, Compute compute) {
    Optional<Key> key = key(savedModel, loss, compute);
    if (key.isEmpty()) return backend.load(savedModel, loss);
    Supplier<Kept> loading = () -> new Kept(key.get(), backend.load(savedModel, loss));
    Kept one = shared ? together(key.get(), loading) : alone(key.get(), loading);
    return new Lent(one.model, () -> giveBack(one));
  }

  /** Closes all that are kept; those that somebody has, when they are given back. */
  public synchronized void clear() {
    List.copyOf(kept).forEach(this::drop);
  }

  private Kept alone(Key key, Supplier<Kept> loading) {
    Kept one = idle(key).orElseGet(loading);
    return lend(one);
  }

  /** Whoever asks for one that is being loaded waits for it. */
  private synchronized Kept together(Key key, Supplier<Kept> loading) {
    dropStale(key);
    Optional<Kept> open = kept.stream().filter(one -> one.key.equals(key)).findFirst();
    return lend(open.orElseGet(loading));
  }

  /** Taken off, so that no other gets it meanwhile. */
  private synchronized Optional<Kept> idle(Key key) {
    dropStale(key);
    Optional<Kept> idle =
        kept.stream().filter(one -> one.users == 0 && one.key.equals(key)).findFirst();
    idle.ifPresent(kept::remove);
    return idle;
  }

  private synchronized Kept lend(Kept one) {
    one.users++;
    putFirst(one);
    return one;
  }

  private synchronized void giveBack(Kept one) {
    one.users--;
    if (kept.contains(one)) putFirst(one);
    else if (one.users == 0) one.model.close();
    List<Kept> idle = kept.stream().filter(any -> any.users == 0).toList();
    idle.stream().skip(most).forEach(this::drop);
  }

  private void putFirst(Kept one) {
    kept.remove(one);
    kept.addFirst(one);
  }

  private void dropStale(Key now) {
    List.copyOf(kept).stream().filter(one -> one.key.isStale(now)).forEach(this::drop);
  }

  private void drop(Kept one) {
    kept.remove(one);
    if (one.users == 0) one.model.close();
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
