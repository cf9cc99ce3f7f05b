package io.github.robustj.task;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The size of the training patches and the depth of the network that fits it, as nnU-Net derives
 * them from the data.
 *
 * @param height {@code width} of a patch in pixels, multiples of {@code 2^depth}
 * @param depth number of down-samplings, after which at least 4 pixels are left on each side where
 *     the images are that large
 */
public record Geometry(int height, int width, int depth) {

  private static final int LARGEST_DEPTH = 5;
  private static final int SMALLEST_MAP = 4;

  /**
   * @param heights {@code widths} of the training images, at least one
   * @param patch side of the patch the user asks for, 0 to take the median size of the images
   * @param largest patch that is taken then
   * @param depth that the user asks for, 0 for automatic
   */
  public static Geometry of(
      List<Integer> heights, List<Integer> widths, int patch, int largest, int depth) {
    return of(side(heights, patch, largest), side(widths, patch, largest), depth);
  }

  private static int side(List<Integer> lengths, int patch, int largest) {
    return patch > 0 ? patch : Math.min(largest, median(lengths));
  }

  private static Geometry of(int height, int width, int depth) {
    int levels = depth > 0 ? depth : automaticDepth(Math.min(height, width));
    return new Geometry(roundUp(height, 1 << levels), roundUp(width, 1 << levels), levels);
  }

  /**
   * Patches that show every image whole.
   *
   * @param depth as in {@link #of}
   */
  public static Geometry whole(List<Integer> heights, List<Integer> widths, int depth) {
    int height = Collections.max(heights);
    int width = Collections.max(widths);
    return of(height, width, depth);
  }

  private static int automaticDepth(int side) {
    int depth = 1;
    while (depth < LARGEST_DEPTH && side >> (depth + 1) >= SMALLEST_MAP) depth++;
    return depth;
  }

  private static int median(List<Integer> values) {
    int[] sorted = values.stream().mapToInt(v -> v).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static int roundUp(int length, int multiple) {
    return (length + multiple - 1) / multiple * multiple;
  }
}
