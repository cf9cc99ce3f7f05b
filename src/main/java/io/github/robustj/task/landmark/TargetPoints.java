package io.github.robustj.task.landmark;

import io.github.robustj.data.PointRow;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Aim;
import io.github.robustj.task.Target;
import io.github.robustj.tensor.Tensor;

/**
 * Where a targeted attack wants a network to find landmarks, made from where they are. All
 * functions take rows {@code [slice, landmark, column]} with the columns of {@link PointRow} and
 * give new ones; the other landmarks stay, and one that a slice lacks is not aimed at.
 */
public final class TargetPoints {

  private TargetPoints() {}

  static Aim aim(LandmarkTask task, Target target, Tensor truth, Tensor images) {
    Tensor wanted = wanted(task, target, truth, new Size(images.shape(1), images.shape(2)));
    int moves = target.kind().equals("swap") ? 2 : 1;
    return outputs -> AimedPoints.of(task, truth, wanted, moves, outputs);
  }

  private static Tensor wanted(LandmarkTask task, Target target, Tensor truth, Size image) {
    String what = "a landmark";
    return switch (target.kind()) {
      case "move" ->
          move(
              truth,
              target.structure(task.names(), what),
              target.move().distance(),
              target.move().degrees(),
              image);
      case "swap" -> {
        int one = target.structure(task.names(), what);
        yield swap(truth, one, target.requireOther(one, target.other(task.names(), what)));
      }
      case "erase", "shrink", "mask" ->
          throw target.notFor("does not exist for landmarks; choose none, move or swap");
      default ->
          throw target.notFor("is only for a model that finds objects; choose another target");
    };
  }

  /** An image as large as this, in pixels. */
  public record Size(int height, int width) {}

  /**
   * One landmark has moved, in every slice.
   *
   * @param distance in the unit of the pixel size
   * @param degrees 0 to the right, 90 up, as ImageJ measures angles
   * @throws RobustJException if it would leave the image
   */
  public static Tensor move(
      Tensor rows, int landmark, double distance, double degrees, Size image) {
    Tensor moved = rows.copy();
    double angle = Math.toRadians(degrees);
    for (int i = 0; i < rows.samples(); i++) {
      int row = (i * rows.shape(1) + landmark) * PointRow.COLUMNS;
      float[] r = moved.data();
      if (r[row + PointRow.PRESENT] == 0) continue;
      r[row + PointRow.Y] -= (float) (distance * Math.sin(angle) / r[row + PointRow.HEIGHT]);
      r[row + PointRow.X] += (float) (distance * Math.cos(angle) / r[row + PointRow.WIDTH]);
      requireInside(r[row + PointRow.Y], r[row + PointRow.X], image);
    }
    return moved;
  }

  /** Two landmarks have taken each other's place. */
  public static Tensor swap(Tensor rows, int one, int other) {
    Tensor swapped = rows.copy();
    int n = PointRow.COLUMNS;
    for (int i = 0; i < rows.samples(); i++) {
      int first = (i * rows.shape(1) + one) * n;
      int second = (i * rows.shape(1) + other) * n;
      System.arraycopy(rows.data(), first, swapped.data(), second, n);
      System.arraycopy(rows.data(), second, swapped.data(), first, n);
    }
    return swapped;
  }

  private static void requireInside(double y, double x, Size image) {
    if (y >= -.5 && x >= -.5 && y <= image.height - .5 && x <= image.width - .5) return;
    throw new RobustJException(
        "The target would move the landmark out of the image, where nothing can be found; give a"
            + " smaller target_distance or another target_direction.");
  }
}
