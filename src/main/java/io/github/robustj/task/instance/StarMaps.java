package io.github.robustj.task.instance;

import io.github.robustj.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a network should say of objects in a label image, cell by cell, as StarDist trains it: the
 * distance to the nearest pixel that is not the object's over the largest of these in the object,
 * and how far it is along each ray to where the object ends, or the image.
 */
public final class StarMaps {

  /** In the place of a probability where nothing counts. */
  private static final float UNKNOWN = -1;

  private StarMaps() {}

  /**
   * @param labels numbers of objects {@code [sample, y, x, 1]}, 0 for background, negative for what
   *     does not count
   * @param rays of the network
   * @param stride pixels from cell to cell
   * @return {@code [sample, y, x, 1 + ray]} for the network's cells: the probability, -1 where
   *     nothing counts, and distances in pixels, 0 outside of objects
   */
  public static Tensor of(Tensor labels, int rays, int stride) {
    int height = labels.shape(1);
    int width = labels.shape(2);
    int down = (height + stride - 1) / stride;
    int across = (width + stride - 1) / stride;
    Tensor maps = Tensor.zeros(labels.samples(), down, across, 1 + rays);
    for (int i = 0; i < labels.samples(); i++) {
      float[] slice = labels.slice(i, i + 1).data();
      float[] probability = probability(slice, width);
      for (int y = 0; y < down; y++)
        for (int x = 0; x < across; x++) {
          int pixel = y * stride * width + x * stride;
          int at = ((i * down + y) * across + x) * (1 + rays);
          maps.data()[at] = probability[pixel];
          if (slice[pixel] > 0)
            for (int k = 0; k < rays; k++)
              maps.data()[at + 1 + k] = distance(slice, width, pixel, 2 * Math.PI * k / rays);
        }
    }
    return maps;
  }

  /** In steps of a pixel; from the last one half a pixel along the longer axis is left. */
  private static float distance(float[] labels, int width, int pixel, double angle) {
    int height = labels.length / width;
    double cosine = Math.cos(angle);
    double sine = Math.sin(angle);
    int steps = 0;
    int x;
    int y;
    do {
      steps++;
      x = (int) Math.rint(pixel % width + steps * cosine);
      y = (int) Math.rint(pixel / width + steps * sine);
    } while (0 <= x && x < width && 0 <= y && y < height && labels[y * width + x] == labels[pixel]);
    return (float) (steps - 1 + .5 / Math.max(Math.abs(cosine), Math.abs(sine)));
  }

  private static float[] probability(float[] labels, int width) {
    float[] probability = new float[labels.length];
    for (int i = 0; i < labels.length; i++) if (labels[i] < 0) probability[i] = UNKNOWN;
    bounds(labels, width)
        .forEach((label, bounds) -> fill(labels, width, label, bounds, probability));
    return probability;
  }

  /** With a pixel around them where the image goes on: left, top, right, bottom. */
  private static Map<Float, int[]> bounds(float[] labels, int width) {
    int height = labels.length / width;
    Map<Float, int[]> all = new TreeMap<>();
    for (int i = 0; i < labels.length; i++)
      if (labels[i] > 0) {
        int[] b = all.computeIfAbsent(labels[i], v -> new int[] {width, height, 0, 0});
        b[0] = Math.min(b[0], Math.max(0, i % width - 1));
        b[1] = Math.min(b[1], Math.max(0, i / width - 1));
        b[2] = Math.max(b[2], Math.min(width, i % width + 2));
        b[3] = Math.max(b[3], Math.min(height, i / width + 2));
      }
    return all;
  }

  private static void fill(
      float[] labels, int width, float label, int[] bounds, float[] probability) {
    int across = bounds[2] - bounds[0];
    int down = bounds[3] - bounds[1];
    boolean[] inside = new boolean[across * down];
    boolean other = false;
    for (int k = 0; k < inside.length; k++) {
      inside[k] = labels[index(k, across, bounds, width)] == label;
      other |= !inside[k];
    }
    double[] squared = other ? ObjectDistances.squared(inside, across) : framed(across, down);
    double most = 0;
    for (double value : squared) most = Math.max(most, value);
    for (int k = 0; k < inside.length; k++)
      if (inside[k])
        probability[index(k, across, bounds, width)] = (float) Math.sqrt(squared[k] / most);
  }

  private static int index(int k, int across, int[] bounds, int width) {
    return (bounds[1] + k / across) * width + bounds[0] + k % across;
  }

  /** Of an object that fills the image: as if background were around that. */
  private static double[] framed(int across, int down) {
    double[] squared = new double[across * down];
    for (int k = 0; k < squared.length; k++) {
      int x = Math.min(k % across, across - 1 - k % across) + 1;
      int y = Math.min(k / across, down - 1 - k / across) + 1;
      squared[k] = Math.pow(Math.min(x, y), 2);
    }
    return squared;
  }
}
