package io.github.robustj.task.instance;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves one outline for each object: a candidate goes where a surer one that is kept covers more
 * than a share of the smaller of the two, as StarDist has it.
 */
final class StarSuppression {

  private final double share;
  private final BoxIndex index = new BoxIndex();
  private final List<Star> kept = new ArrayList<>();

  /**
   * @param share of the smaller one, 0 to 1
   */
  StarSuppression(double share) {
    this.share = share;
  }

  /** Whether the next candidate is kept; the surest come first. */
  boolean keeps(Star star) {
    Box around = star.surroundings();
    if (index.isAnyNear(around, i -> kept.get(i).covers(star, share))) return false;
    index.add(around);
    kept.add(star);
    return true;
  }
}
