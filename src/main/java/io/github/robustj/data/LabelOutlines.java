package io.github.robustj.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The outlines of the objects in a label image, along the edges of its pixels: a value above 0 is
 * an object, with all its parts.
 */
public final class LabelOutlines {

  private LabelOutlines() {}

  /**
   * @param labels row by row
   * @return by value
   */
  public static Map<Integer, Outline> of(int[] labels, int width) {
    Map<Integer, Edges> edges = new TreeMap<>();
    int height = labels.length / width;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) {
        int value = labels[y * width + x];
        if (value <= 0) continue;
        Edges own = edges.computeIfAbsent(value, v -> new Edges(new HashMap<>()));
        if (y == 0 || labels[(y - 1) * width + x] != value) own.add(x, y, x + 1, y);
        if (x == width - 1 || labels[y * width + x + 1] != value) own.add(x + 1, y, x + 1, y + 1);
        if (y == height - 1 || labels[(y + 1) * width + x] != value)
          own.add(x + 1, y + 1, x, y + 1);
        if (x == 0 || labels[y * width + x - 1] != value) own.add(x, y + 1, x, y);
      }
    Map<Integer, Outline> outlines = new TreeMap<>();
    edges.forEach((value, own) -> outlines.put(value, new Outline(own.rings())));
    return outlines;
  }

  /**
   * The objects as a label image: each has the pixels whose centre is in it; where they overlap,
   * the surest has them, and of equally sure ones the last.
   *
   * @return numbers of the objects in their order, from 1, row by row; 0 for background
   */
  public static int[] painted(List<BoxedObject> objects, int height, int width) {
    int[] pixels = new int[height * width];
    IntStream.range(0, objects.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> objects.get(i).score()))
        .forEach(i -> objects.get(i).shape().paint(pixels, width, i + 1));
    return pixels;
  }

  /**
   * Edges of pixels with the object on their right.
   *
   * @param ends by the corner where they begin; two where pixels meet in a corner alone
   */
  private record Edges(Map<Long, Deque<Long>> ends) {

    void add(int fromX, int fromY, int toX, int toY) {
      ends.computeIfAbsent(key(fromX, fromY), k -> new ArrayDeque<>(2)).add(key(toX, toY));
    }

    private static long key(int x, int y) {
      return (long) y << 32 | x;
    }

    /** Corners alone, without what lies on a straight line. */
    List<double[]> rings() {
      List<double[]> rings = new ArrayList<>();
      for (long start : ends.keySet().stream().sorted().toList())
        while (!ends.get(start).isEmpty()) rings.add(ring(start));
      return rings;
    }

    private double[] ring(long start) {
      List<Long> corners = new ArrayList<>();
      long at = start;
      do {
        corners.add(at);
        at = ends.get(at).poll();
      } while (at != start);
      int n = corners.size();
      return IntStream.range(0, n)
          .filter(
              i -> turns(corners.get((i + n - 1) % n), corners.get(i), corners.get((i + 1) % n)))
          .mapToObj(corners::get)
          .flatMapToDouble(c -> DoubleStream.of(c.intValue(), (int) (c >> 32)))
          .toArray();
    }

    private static boolean turns(long before, long at, long after) {
      return at - before != after - at;
    }
  }
}
