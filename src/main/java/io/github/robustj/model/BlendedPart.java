package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@link TiledModel} says of a part of an image that is too large to be held: from all of
 * the image's windows that touch the part, in the same order and with the same additions, so that
 * it is the same to the last bit. Rows are given out as soon as no further window touches them;
 * what is held is the part's width times the height of a window.
 */
public final class BlendedPart {

  /** Pixels {@code top <= y < bottom}, {@code left <= x < right} of an image. */
  public record Area(int top, int left, int bottom, int right) {

    public int height() {
      return bottom - top;
    }

    public int width() {
      return right - left;
    }
  }

  /** What the network says of a window: logits {@code [1, y, x, channel]} of its size. */
  @FunctionalInterface
  public interface Network {
    Tensor see(Area window);

    /**
     * Called with the next window before the network sees one, so that it can be read meanwhile.
     */
    default void next(Area window) {}
  }

  /** Takes finished rows, from above to below. */
  @FunctionalInterface
  public interface Rows {

    /**
     * @param top of the first of them in the image
     * @param logits {@code [1, y, x, channel]}, as wide as the part
     */
    void take(int top, Tensor logits);
  }

  private final int height;
  private final int width;
  private final Tiling tiles;
  private final Area part;

  private float[] sum;
  private float[] weights;
  private int channels;

  /** The first row that is not given out yet, which is the first one of the sums. */
  private int first;

  private BlendedPart(int height, int width, Tiling tiles, Area part) {
    this.height = height;
    this.width = width;
    this.tiles = tiles;
    this.part = part;
    first = part.top;
  }

  /** Whether the network sees such images whole, and in batches, as nothing is blended then. */
  public static boolean isWhole(int height, int width, Tiling tiles) {
    return tiles.covers(height, width);
  }

  /** How many windows touch a part. */
  public static int windows(int height, int width, Tiling tiles, Area part) {
    return new BlendedPart(height, width, tiles, part).touching().size();
  }

  /**
   * @param height,width of the image
   * @param part of it, not empty
   */
  public static void predict(
      int height, int width, Tiling tiles, Area part, Network network, Rows rows) {
    new BlendedPart(height, width, tiles, part).predict(network, rows);
  }

  private List<Window> touching() {
    return Window.overlapping(
        height, width, tiles, new Window(part.top(), part.left(), part.height(), part.width()));
  }

  private void predict(Network network, Rows rows) {
    List<Window> windows = touching();
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      if (i + 1 < windows.size()) network.next(area(windows.get(i + 1)));
      Tensor logits = network.see(area(window));
      if (sum == null) begin(logits.shape(3), window.height());
      giveOut(Math.min(window.top(), part.bottom), rows);
      add(window, logits);
    }
    giveOut(part.bottom, rows);
  }

  private static Area area(Window w) {
    return new Area(w.top(), w.left(), w.top() + w.height(), w.left() + w.width());
  }

  private void begin(int count, int windowHeight) {
    channels = count;
    int held = Math.min(windowHeight, part.height());
    sum = new float[Math.multiplyExact(Math.multiplyExact(held, part.width()), channels)];
    weights = new float[held * part.width()];
  }

  /** The rows above {@code end}, which no later window touches. */
  private void giveOut(int end, Rows rows) {
    if (end <= first) return;
    int pixels = (end - first) * part.width();
    float[] mean = Arrays.copyOf(sum, pixels * channels);
    for (int i = 0, at = 0; i < pixels; i++) {
      float weight = weights[i];
      for (int c = 0; c < channels; c++) mean[at++] /= weight;
    }
    rows.take(first, new Tensor(mean, 1, end - first, part.width(), channels));
    moveUp(sum, pixels * channels);
    moveUp(weights, pixels);
    first = end;
  }

  private static void moveUp(float[] values, int by) {
    System.arraycopy(values, by, values, 0, values.length - by);
    Arrays.fill(values, values.length - by, values.length, 0);
  }

  private void add(Window window, Tensor logits) {
    float[] vertical = Window.Blend.counted(window.top(), window.height(), height, tiles.halo());
    float[] horizontal = Window.Blend.counted(window.left(), window.width(), width, tiles.halo());
    int bottom = Math.min(window.top() + window.height(), part.bottom);
    int left = Math.max(window.left(), part.left);
    int right = Math.min(window.left() + window.width(), part.right);
    float[] each = Arrays.copyOfRange(horizontal, left - window.left(), right - window.left());
    float[] spread = new float[each.length * channels];
    for (int i = 0; i < spread.length; i++) spread[i] = each[i / channels];
    RowSum sums = new RowSum(spread);
    RowSum counts = new RowSum(each);
    for (int y = Math.max(window.top(), first); y < bottom; y++) {
      float row = vertical[y - window.top()];
      int to = (y - first) * part.width() + left - part.left;
      int from = (y - window.top()) * window.width() + left - window.left();
      sums.add(row, logits.data(), from * channels, sum, to * channels);
      counts.add(row, weights, to);
    }
  }

  /**
   * Adds rows to others. Both are copied to where they begin at the same index, since only then the
   * compiler makes vectors of the loop, which is several times faster, copies included.
   *
   * @param weights of the values of a row
   */
  private record RowSum(float[] weights, float[] values, float[] sums) {

    RowSum(float[] weights) {
      this(weights, new float[weights.length], new float[weights.length]);
    }

    /** Adds {@code row * weight * value}. */
    void add(float row, float[] from, int begin, float[] into, int at) {
      System.arraycopy(from, begin, values, 0, values.length);
      System.arraycopy(into, at, sums, 0, sums.length);
      for (int i = 0; i < sums.length; i++) sums[i] += row * weights[i] * values[i];
      System.arraycopy(sums, 0, into, at, sums.length);
    }

    /** Adds {@code row * weight}. */
    void add(float row, float[] into, int at) {
      System.arraycopy(into, at, sums, 0, sums.length);
      for (int i = 0; i < sums.length; i++) sums[i] += row * weights[i];
      System.arraycopy(sums, 0, into, at, sums.length);
    }
  }
}
