package io.github.robustj.job;

import io.github.robustj.model.BlendedPart;
import io.github.robustj.tensor.Tensor;
import java.util.concurrent.CompletableFuture;

/**
 * Gives finished rows on, one piece after another, while the network sees the windows below them;
 * {@link #close} waits for the last.
 */
final class BackgroundRows implements BlendedPart.Rows, AutoCloseable {

  private final BlendedPart.Rows rows;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  BackgroundRows(BlendedPart.Rows rows) {
    this.rows = rows;
  }

  /** Waits for the rows before, so that memory holds those and no more. */
  @Override
  public void take(int top, Tensor logits) {
    finish();
    last =
        Background.begin(
            () -> {
              rows.take(top, logits);
              return null;
            });
  }

  @Override
  public void close() {
    finish();
  }

  /** Throws why rows could not be taken, once: whoever then closes has it already. */
  private void finish() {
    CompletableFuture<Void> before = last;
    last = CompletableFuture.completedFuture(null);
    Background.await(before);
  }
}
