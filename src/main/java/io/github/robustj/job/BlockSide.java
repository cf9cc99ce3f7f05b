package io.github.robustj.job;

import java.util.stream.IntStream;

/** How large blocks are where users do not say it. */
final class BlockSide {

  private static final int[] SIDES = {8192, 4096, 2048, 1024};

  /** Bytes that a block may take beside the network. */
  private static final long MOST = 256L << 20;

  /** Rows of labels that are stored together. */
  private static final int STRIP = 2048;

  private BlockSide() {}

  /**
   * The largest of some whose block fits into memory, whatever the image: fewer tiles are seen
   * twice in large ones.
   */
  static int automatic(BlockedImage blocked) {
    return IntStream.of(SIDES)
        .filter(side -> bytes(blocked, side) <= MOST)
        .findFirst()
        .orElse(SIDES[SIDES.length - 1]);
  }

  /**
   * Of a mask the sums of as many rows as a tile has, and a strip of labels; of objects the outputs
   * of a block, or where seeds need no neighbours a tenth of them, which are seeds.
   */
  private static long bytes(BlockedImage blocked, long side) {
    long channels = blocked.task().outputChannels();
    if (blocked.isMask())
      return Float.BYTES * side * ((channels + 1) * blocked.tiles().height() + STRIP);
    if (!blocked.hasObjects()) return 0;
    long cells = (side / blocked.task().stride()) * (side / blocked.task().stride());
    long all = Float.BYTES * cells * channels;
    return blocked.seeds().context() > 0 ? all : all / 10;
  }
}
