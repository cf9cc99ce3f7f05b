package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.NetworkPorts.Port;
import io.github.robustj.model.Sides;
import io.github.robustj.option.Options;
import java.util.Optional;

/**
 * Which heights and widths of images a network takes, in pixels.
 *
 * @param source of the network, for sentences
 * @param options with {@link ImportTable#NETWORK}
 */
record ProposedSides(Object source, Options options) {

  /** Of a tile, in pixels. */
  private static final int LEAST_SIDE = 16;

  /** Of an image that a network must have at least, which is given to it as a whole. */
  private static final int MOST_SIDE = 8192;

  /**
   * The network's own length, else what the user says, else the package, where strides allow that.
   *
   * @param axis y or x
   * @param strides of the network
   * @throws RobustJException if the package contradicts the network
   */
  Sides sides(Port port, String axes, char axis, Optional<Sides> described, int strides) {
    int length = ProposedAxes.length(port, axes, axis);
    if (length > 0 && !described.map(sides -> sides.contains(length)).orElse(true))
      throw new RobustJException(
          "The description in %s says %s along the axis %s but its network has %d (%s); take another version of the package."
              .formatted(source, described.get().inWords(), axis, length, port.words()));
    if (length > 0) return Sides.only(length);
    int given = options.get(ImportTable.MULTIPLE);
    if (described.isPresent() && described.get().isFixed()) return described.get();
    int multiple = given > 0 ? given : strides;
    int least = described.map(Sides::least).orElse(multiple);
    int step = described.map(Sides::step).orElse(multiple);
    if (given == 0 && step % multiple == 0) return new Sides(least, step);
    return new Sides(Sides.multiplesOf(multiple).atLeast(least), multiple);
  }

  /**
   * @throws RobustJException if RobustJ's tiles do not fit into such images, or the halo leaves
   *     nothing of them
   */
  void requireTiles(Sides height, Sides width, int halo) {
    boolean small =
        height.isFixed() && height.least() < LEAST_SIDE
            || width.isFixed() && width.least() < LEAST_SIDE;
    if (small)
      throw new RobustJException(
          "The network in %s takes images of %s x %s pixels only, but RobustJ needs %d on each side; export it for larger ones."
              .formatted(source, height.inWords(), width.inWords(), LEAST_SIDE));
    if (Math.max(height.least(), width.least()) > MOST_SIDE)
      throw new RobustJException(
          "The network in %s takes images of %s x %s pixels, but RobustJ takes at most %d on each side; export it for smaller ones."
              .formatted(source, height.inWords(), width.inWords(), MOST_SIDE));
    int most = Math.min(longest(height), longest(width)) / 2;
    if (halo >= most)
      throw new RobustJException(
          "The network in %s has a halo of %d pixels, which leaves nothing of tiles of %d; give a smaller one by the option halo."
              .formatted(source, halo, 2 * most));
  }

  private static int longest(Sides sides) {
    return sides.atMost(OpenModel.TILE);
  }
}
