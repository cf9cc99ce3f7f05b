package io.github.robustj.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far the surfaces of two structures are from each other. A surface is the centres of the
 * voxels that touch what does not belong to the structure, see {@link Voxels#surface}.
 *
 * @param there from each voxel of the first surface to the nearest of the second, sorted
 * @param back from the second to the first, sorted
 */
public record SurfaceDistances(double[] there, double[] back) {

  /**
   * @param one structure, as {@code other} in the order x, y, slice
   * @param lost the distance to a surface that is not there, such as the longest one that images
   *     have: a structure that is lost may not look better than one that is misplaced
   * @return without a distance if neither structure is there
   */
  public static SurfaceDistances between(
      boolean[] one, boolean[] other, Voxels voxels, double lost) {
    boolean[] first = voxels.surface(one);
    boolean[] second = voxels.surface(other);
    return new SurfaceDistances(
        distances(first, second, voxels, lost), distances(second, first, voxels, lost));
  }

  private static double[] distances(boolean[] from, boolean[] to, Voxels voxels, double lost) {
    double[] nearest = voxels.distances(to);
    return IntStream.range(0, from.length)
        .filter(i -> from[i])
        .mapToDouble(i -> Math.min(nearest[i], lost))
        .sorted()
        .toArray();
  }

  /**
   * The 95 % Hausdorff distance: the larger of the two directions' 95th percentiles, each
   * interpolated between the neighbouring ranks (Huttenlocher 1993; Maier-Hein 2024); NaN if
   * neither structure is there.
   */
  public double hausdorff95() {
    if (there.length + back.length == 0) return Double.NaN;
    return Math.max(percentile(there, .95), percentile(back, .95));
  }

  private static double percentile(double[] sorted, double share) {
    if (sorted.length == 0) return 0;
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  /**
   * The average symmetric surface distance: the mean over the voxels of both surfaces (Heimann
   * 2009); NaN if neither structure is there.
   */
  public double average() {
    double sum = Arrays.stream(there).sum() + Arrays.stream(back).sum();
    return sum / (there.length + back.length);
  }

  /**
   * The surface Dice: the share of the voxels of both surfaces that lie within a tolerance of the
   * other one (Nikolov 2021); NaN if neither structure is there, 0 if only one is.
   *
   * @param tolerance in the unit of the raster, not negative
   */
  public double dice(double tolerance) {
    if (there.length == 0 ^ back.length == 0) return 0;
    // Rounding of a root may not decide where the distance is the tolerance.
    double limit = tolerance * (1 + 1e-9);
    long within =
        Arrays.stream(there).filter(d -> d <= limit).count()
            + Arrays.stream(back).filter(d -> d <= limit).count();
    return (double) within / (there.length + back.length);
  }
}
