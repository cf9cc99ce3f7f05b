package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.OutputLock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The blocks of a prediction as parts that any processes may do, in any order and at the same time.
 * What they find is where {@link BlockPrediction} finds it, which then goes on with it.
 */
public final class BlockParts {

  private final BlockPrediction.Request request;
  private final SeenBlocks blocks;
  private final BlockStart own;

  private BlockParts(BlockPrediction.Request request, SeenBlocks blocks, BlockStart own) {
    this.request = request;
    this.blocks = blocks;
    this.own = own;
  }

  /**
   * Looks at what there is to do.
   *
   * @throws RobustJException if the image cannot be read, or the model does not fit it
   */
  public static BlockParts of(BlockPrediction.Request request, JobListener listener) {
    BlockedImage blocked = BlockedImage.of(request, listener);
    return new BlockParts(request, SeenBlocks.of(blocked), BlockStart.of(request, blocked.side()));
  }

  /** Where they are; one without words for a network that sees the image whole. */
  public List<String> places() {
    return isWhole()
        ? List.of("")
        : IntStream.range(0, blocks.count()).mapToObj(blocks::words).toList();
  }

  /** Changes with the image's files. */
  public String imageSum() {
    return own.imageSum();
  }

  private boolean isWhole() {
    return blocks.count() == 0;
  }

  /**
   * Whether what a part has found is there, of the image and the model as they are now; for a
   * network that sees the image whole it is nowhere but in its job's result, and this is true.
   *
   * @throws RobustJException if what says of which run they are is damaged, and may not be lost
   */
  public boolean isFinished(int part) {
    if (isWhole()) return true;
    return BlockStart.there(request)
        .filter(start -> own.difference(start).isEmpty())
        .filter(start -> blocks.isFinished(start.plan(request, ""), part))
        .isPresent();
  }

  /**
   * Does a part. Before the first one of all, the image's intensities are looked at, by one process
   * while others wait.
   *
   * @throws RobustJException if that fails, or there are blocks of another run and the request does
   *     not say that they may be lost
   */
  public Job<?> job(int part, Engine engine, JobListener listener) {
    if (isWhole())
      return new PredictSlideJob(
          request.image(), request.model(), request.tile(), request.pixelSize());
    return new BlockJob(start(engine, listener).plan(request, ""), part, 0);
  }

  private BlockStart start(Engine engine, JobListener listener) {
    Optional<BlockStart> there = own.begun(request);
    if (there.isPresent()) return there.get();
    try (OutputLock lock = OutputLock.await(request.work(), listener::check)) {
      return own.begun(request).orElseGet(() -> own.begin(request, engine, listener));
    }
  }
}
