package io.github.robustj.task.landmark;

import io.github.robustj.data.Landmark;
import io.github.robustj.data.PointRow;
import io.github.robustj.metric.KnownMean;
import io.github.robustj.task.Aimed;
import io.github.robustj.tensor.Tensor;
import java.util.Map;

/**
 * A target of landmarks: some are to be found elsewhere, the others where they are found now.
 *
 * @param steering rows {@code [slice, 2 n, column]} of n landmarks: first those that are to move,
 *     at their targets, then those that are to stay, at the places where they are found; the others
 *     of each part are not present
 * @param found rows {@code [slice, n, column]} of the places in the clean images
 */
public record AimedPoints(LandmarkTask task, Tensor steering, Tensor found) implements Aimed {

  /**
   * @param truth rows {@code [slice, landmark, column]}
   * @param target the same with some of them elsewhere; a slice is to stay as it is if fewer move
   * @param moves how many move in a slice that has them all
   * @param outputs for the clean images
   */
  public static AimedPoints of(
      LandmarkTask task, Tensor truth, Tensor target, int moves, Tensor outputs) {
    Tensor found = found(task, truth, outputs);
    int n = truth.shape(1);
    Tensor steering = Tensor.zeros(truth.samples(), 2 * n, PointRow.COLUMNS);
    for (int i = 0; i < truth.samples(); i++) {
      int moved = 0;
      for (int l = 0; l < n; l++) if (moves(truth, target, i * n + l)) moved++;
      for (int l = 0; l < n; l++) {
        boolean moving = moved == moves && moves(truth, target, i * n + l);
        copy(moving ? target : found, i * n + l, steering, i * 2 * n + l + (moving ? 0 : n));
      }
    }
    return new AimedPoints(task, steering, found);
  }

  private static boolean moves(Tensor truth, Tensor target, int row) {
    int at = row * PointRow.COLUMNS;
    float[] from = truth.data();
    float[] to = target.data();
    return from[at + PointRow.PRESENT] > 0
        && to[at + PointRow.PRESENT] > 0
        && (from[at + PointRow.Y] != to[at + PointRow.Y]
            || from[at + PointRow.X] != to[at + PointRow.X]);
  }

  private static void copy(Tensor from, int row, Tensor to, int toRow) {
    int n = PointRow.COLUMNS;
    System.arraycopy(from.data(), row * n, to.data(), toRow * n, n);
  }

  /** The rows of the truth with the places that the model finds. */
  private static Tensor found(LandmarkTask task, Tensor truth, Tensor outputs) {
    Tensor found = truth.copy();
    var slices = task.decode(outputs).slices();
    for (int k = 0; k < truth.samples() * truth.shape(1); k++) {
      Map<String, Landmark> points = slices.get(k / truth.shape(1));
      Landmark point = points.get(task.names().get(k % truth.shape(1)));
      found.data()[k * PointRow.COLUMNS + PointRow.Y] = (float) point.y();
      found.data()[k * PointRow.COLUMNS + PointRow.X] = (float) point.x();
    }
    return found;
  }

  /** Half of the rows: 0 for those that are to move, 1 for those that are to stay. */
  static Tensor part(Tensor steering, int half) {
    int n = steering.shape(1) / 2;
    Tensor part = Tensor.zeros(steering.samples(), n, PointRow.COLUMNS);
    for (int k = 0; k < steering.samples() * n; k++)
      copy(steering, k / n * 2 * n + half * n + k % n, part, k);
    return part;
  }

  @Override
  public Tensor targets() {
    Tensor targets = part(steering, 0);
    Tensor held = part(steering, 1);
    for (int k = 0; k < targets.samples() * targets.shape(1); k++)
      if (targets.data()[k * PointRow.COLUMNS + PointRow.PRESENT] == 0) copy(held, k, targets, k);
    return targets;
  }

  @Override
  public int[] wanted() {
    int n = found.shape(1);
    int[] wanted = new int[found.samples()];
    Tensor moving = part(steering, 0);
    for (int k = 0; k < wanted.length * n; k++)
      if (moving.data()[k * PointRow.COLUMNS + PointRow.PRESENT] > 0) wanted[k / n]++;
    return wanted;
  }

  /** Those that are nearer to their target than half the way to it from where they were found. */
  @Override
  public int[] reached(Tensor outputs) {
    int n = found.shape(1);
    int[] reached = new int[found.samples()];
    Tensor moving = part(steering, 0);
    double[][] now = task.errors(outputs, moving).values();
    for (int k = 0; k < reached.length * n; k++)
      if (now[k / n][k % n] < distance(moving, k) / 2) reached[k / n]++;
    return reached;
  }

  @Override
  public String inWords(Tensor before, Tensor after, String unit) {
    return "%s landmarks; mean distance from the target's places %.3f, was %.3f %s"
        .formatted(reach(after).inWords(), mean(after), mean(before), unit);
  }

  private double mean(Tensor outputs) {
    return KnownMean.of(task.score(outputs, targets()).values());
  }

  private double distance(Tensor moving, int row) {
    int at = row * PointRow.COLUMNS;
    float[] to = moving.data();
    float[] from = found.data();
    return Math.hypot(
        (to[at + PointRow.Y] - from[at + PointRow.Y]) * from[at + PointRow.HEIGHT],
        (to[at + PointRow.X] - from[at + PointRow.X]) * from[at + PointRow.WIDTH]);
  }
}
