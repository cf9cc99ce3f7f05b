package io.github.robustj.training;

import java.util.function.Supplier;

/** Keeps a training inside its epochs, as far as their length makes it worth it. */
final class PartKeeper {

  private final CheckpointFolder folder;
  private final Pace pace;
  private long kept;

  PartKeeper(CheckpointFolder folder, Pace pace) {
    this.folder = folder;
    this.pace = pace;
    restart();
  }

  /** An epoch was kept. */
  void restart() {
    kept = pace.nanos().getAsLong();
  }

  /** After every step. */
  void stepDone(Supplier<PartialEpoch> part) {
    if (passed() >= pace.every().toNanos()) keep(part);
  }

  /** Where work might be lost soon; whether that was worth keeping. */
  boolean mayEnd(Supplier<PartialEpoch> part) {
    return passed() >= pace.worth().toNanos() && keep(part);
  }

  /** Not a training that has diverged, of which the epoch's end tells. */
  private boolean keep(Supplier<PartialEpoch> part) {
    PartialEpoch now = part.get();
    if (!now.checkpoint().isFinite()) return false;
    folder.keep(now);
    restart();
    return true;
  }

  private long passed() {
    return pace.nanos().getAsLong() - kept;
  }
}
