package io.github.robustj.data.lazy;

import io.github.robustj.data.StoredPixels;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import net.imglib2.img.cell.Cell;

/**
 * Blocks of images that were read, up to a number of bytes; those that were used longest ago go
 * first. For any number of threads: one reads a block, the others that want it wait for it.
 */
public final class BlockCache {

  /** What part of Java's memory the blocks of all images together may take. */
  private static final int PART = 8;

  private static final BlockCache SHARED = new BlockCache(Runtime.getRuntime().maxMemory() / PART);

  private static final long HALF_REGION = 1 << 19;

  /** A block of an image, which is told by its identity. */
  private record Key(Object image, long block) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.image == image && key.block == block;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(image) + Long.hashCode(block);
    }
  }

  /** A block that is read or was; its bytes are 0 until then. */
  private static final class Entry extends FutureTask<Cell<StoredPixels>> {

    private long bytes;

    Entry(Supplier<Cell<StoredPixels>> load) {
      super(load::get);
    }
  }

  private final long most;
  private final Map<Key, Entry> blocks = new LinkedHashMap<>(16, .75f, true);
  private long held;
  private long loads;

  /**
   * @param most bytes that are kept, as {@link #memory} counts them
   */
  public BlockCache(long most) {
    this.most = most;
  }

  /** That of all images of this process: an eighth of the memory that Java may take. */
  public static BlockCache shared() {
    return SHARED;
  }

  /** Bytes that are kept at most. */
  public long most() {
    return most;
  }

  /**
   * What an array may take of Java's memory. Large ones get whole regions of the garbage collector
   * G1 for themselves, of at least 1 MB each and twice the array's size at most.
   */
  static long memory(long bytes) {
    return bytes < HALF_REGION ? bytes : 2 * bytes;
  }

  /** Bytes that are kept now. */
  public synchronized long held() {
    return held;
  }

  /** How many blocks were read, those that were read again included. */
  public synchronized long loads() {
    return loads;
  }

  /**
   * @param image that the block is of
   * @param load reads the block; if that fails, it is tried anew by each who waited for it
   */
  Cell<StoredPixels> get(Object image, long block, Supplier<Cell<StoredPixels>> load) {
    Key key = new Key(image, block);
    while (true) {
      Entry entry;
      boolean mine;
      synchronized (this) {
        entry = blocks.get(key);
        mine = entry == null;
        if (mine) blocks.put(key, entry = new Entry(load));
      }
      if (mine) entry.run();
      try {
        Cell<StoredPixels> cell = result(key, entry);
        if (mine) account(entry, cell);
        return cell;
      } catch (RuntimeException e) {
        // It may be for the other thread alone, which was interrupted.
        if (mine) throw e;
      }
    }
  }

  private Cell<StoredPixels> result(Key key, Entry entry) {
    boolean interrupted = false;
    try {
      while (true)
        try {
          return entry.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          synchronized (this) {
            blocks.remove(key, entry);
          }
          if (e.getCause() instanceof Error error) throw error;
          throw (RuntimeException) e.getCause();
        }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private synchronized void account(Entry entry, Cell<StoredPixels> cell) {
    entry.bytes = Math.max(1, memory(cell.getData().bytes()));
    held += entry.bytes;
    loads++;
    Iterator<Entry> eldest = blocks.values().iterator();
    while (held > most && eldest.hasNext()) {
      Entry old = eldest.next();
      // What is being read is not counted yet.
      if (old.bytes == 0) continue;
      held -= old.bytes;
      eldest.remove();
    }
  }
}
