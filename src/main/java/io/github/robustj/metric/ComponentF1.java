package io.github.robustj.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many of the separate pieces of a structure are found, such as lesions: the F1 of its
 * connected components. A component that is found and one of the truth are a pair where they
 * overlap enough; each is in one pair at most, those that overlap most first.
 */
public final class ComponentF1 {

  /** Least intersection over union of a pair: small lesions overlap little (Maier-Hein 2024). */
  static final double LEAST_OVERLAP = .1;

  private ComponentF1() {}

  private record Pair(int found, int drawn, double overlap) {}

  /**
   * {@code 2 TP / (2 TP + FP + FN)}; NaN if neither has a component.
   *
   * @param predicted in the order x, y, slice, as {@code truth}
   */
  public static double of(boolean[] predicted, boolean[] truth, Voxels voxels) {
    int[] found = voxels.components(predicted);
    int[] drawn = voxels.components(truth);
    Map<Integer, Integer> foundSizes = sizes(found);
    Map<Integer, Integer> drawnSizes = sizes(drawn);
    Set<Integer> usedFound = new HashSet<>();
    Set<Integer> usedDrawn = new HashSet<>();
    for (Pair pair : pairs(found, drawn, foundSizes, drawnSizes))
      if (!usedFound.contains(pair.found) && !usedDrawn.contains(pair.drawn)) {
        usedFound.add(pair.found);
        usedDrawn.add(pair.drawn);
      }
    return 2. * usedFound.size() / (foundSizes.size() + drawnSizes.size());
  }

  private static Map<Integer, Integer> sizes(int[] components) {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int component : components) if (component > 0) sizes.merge(component, 1, Integer::sum);
    return sizes;
  }

  private static List<Pair> pairs(
      int[] found, int[] drawn, Map<Integer, Integer> foundSizes, Map<Integer, Integer> sizes) {
    Map<Long, Integer> common = new HashMap<>();
    for (int i = 0; i < found.length; i++)
      if (found[i] > 0 && drawn[i] > 0)
        common.merge((long) found[i] << 32 | drawn[i], 1, Integer::sum);
    List<Pair> pairs = new ArrayList<>();
    common.forEach(
        (key, both) -> {
          int one = (int) (key >> 32);
          int other = key.intValue();
          int all = foundSizes.get(one) + sizes.get(other) - both;
          if (both >= LEAST_OVERLAP * all) pairs.add(new Pair(one, other, (double) both / all));
        });
    pairs.sort(
        Comparator.comparingDouble(Pair::overlap)
            .reversed()
            .thenComparingInt(Pair::drawn)
            .thenComparingInt(Pair::found));
    return pairs;
  }
}
