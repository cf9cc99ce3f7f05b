package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A rectangle of pixels {@code top <= y < top + height}, {@code left <= x < left + width} of an
 * image.
 */
record Window(int top, int left, int height, int width) {

  /**
   * Windows of the tile's sides (or the image's, if smaller) that overlap by at least half, or by
   * two halos where these are more, and cover the image.
   */
  static List<Window> overlapping(Tensor image, Tiling tiles) {
    return overlapping(image.shape(1), image.shape(2), tiles);
  }

  /** The same of an image of this size. */
  static List<Window> overlapping(int imageHeight, int imageWidth, Tiling tiles) {
    Window whole = new Window(0, 0, imageHeight, imageWidth);
    return overlapping(imageHeight, imageWidth, tiles, whole);
  }

  /**
   * Those of them that touch a part of the image; the others, which may be millions, are not made.
   */
  static List<Window> overlapping(int imageHeight, int imageWidth, Tiling tiles, Window part) {
    List<Window> windows = new ArrayList<>();
    int height = Math.min(tiles.height(), imageHeight);
    int width = Math.min(tiles.width(), imageWidth);
    int[] lefts = starts(imageWidth, tiles.width(), tiles.halo());
    for (int top : starts(imageHeight, tiles.height(), tiles.halo()))
      if (top < part.top + part.height && top + height > part.top)
        for (int left : lefts)
          if (left < part.left + part.width && left + width > part.left)
            windows.add(new Window(top, left, height, width));
    return windows;
  }

  /**
   * Disjoint cores that cover the image, each in the middle of a window of at most the tile's
   * sides.
   */
  static List<Core> disjoint(Tensor image, Tiling tiles) {
    List<Core> cores = new ArrayList<>();
    for (Stretch down : stretches(image.shape(1), tiles.height(), tiles))
      for (Stretch across : stretches(image.shape(2), tiles.width(), tiles))
        cores.add(
            new Core(
                new Window(down.core, across.core, down.coreLength, across.coreLength),
                new Window(down.seen, across.seen, down.seenLength, across.seenLength)));
    return cores;
  }

  /** Of one axis: where a core and what is seen around it begin, and how long they are. */
  private record Stretch(int core, int coreLength, int seen, int seenLength) {}

  private static List<Stretch> stretches(int length, int side, Tiling tiles) {
    int context = tiles.context(side);
    int step = side - 2 * context;
    List<Stretch> stretches = new ArrayList<>();
    for (int core = 0; core < length; core += step) {
      int seen = Math.max(0, core - context);
      int end = Math.min(length, core + step + context);
      if (tiles.isWhole()) {
        seen = Math.max(0, Math.min(seen, length - side));
        end = Math.min(length, seen + side);
      }
      stretches.add(new Stretch(core, Math.min(step, length - core), seen, end - seen));
    }
    return stretches;
  }

  /** A private copy of these pixels of a single image {@code [1, y, x, channel]}. */
  Tensor cut(Tensor image) {
    int channels = image.shape(3);
    Tensor part = Tensor.zeros(1, height, width, channels);
    for (int y = 0; y < height; y++)
      System.arraycopy(
          image.data(), offset(image, y), part.data(), y * width * channels, width * channels);
    return part;
  }

  /** Adds {@code factor} times a part of this window's size to the image. */
  void addTo(Tensor image, Tensor part, float factor) {
    int row = width * image.shape(3);
    for (int y = 0; y < height; y++)
      for (int i = 0, to = offset(image, y), from = y * row; i < row; i++)
        image.data()[to + i] += factor * part.data()[from + i];
  }

  private int offset(Tensor image, int y) {
    return ((top + y) * image.shape(2) + left) * image.shape(3);
  }

  private static int[] starts(int length, int tile, int halo) {
    if (length <= tile) return new int[] {0};
    double step = Math.min(tile / 2.0, tile - 2.0 * halo);
    int n = (int) Math.ceil((length - tile) / step) + 1;
    int[] starts = new int[n];
    for (int i = 0; i < n; i++) starts[i] = Math.round((float) (length - tile) * i / (n - 1));
    return starts;
  }

  /**
   * @param inner the pixels that count
   * @param window the pixels that are seen: the inner ones and some context
   */
  record Core(Window inner, Window window) {

    /** Targets of the window, {@code nothing} on the context. */
    Tensor targets(Tensor targets, float nothing) {
      Tensor part = window.cut(targets);
      int channels = targets.shape(3);
      for (int y = 0; y < window.height; y++)
        for (int x = 0; x < window.width; x++)
          if (!contains(y, x))
            for (int c = 0; c < channels; c++)
              part.data()[(y * window.width + x) * channels + c] = nothing;
      return part;
    }

    private boolean contains(int y, int x) {
      int dy = y + window.top - inner.top;
      int dx = x + window.left - inner.left;
      return dy >= 0 && dy < inner.height && dx >= 0 && dx < inner.width;
    }

    float share(Tensor image) {
      return (float)
          ((double) inner.height * inner.width / ((double) image.shape(1) * image.shape(2)));
    }

    /** Writes the inner part of the window's outputs to the image's. */
    void copyTo(Tensor outputs, Tensor part) {
      Window local =
          new Window(inner.top - window.top, inner.left - window.left, inner.height, inner.width);
      inner.addTo(outputs, local.cut(part), 1);
    }
  }

  /** A weighted mean of overlapping maps. */
  static final class Blend {

    private final Tensor sum;
    private final float[] weights;
    private final int halo;

    /**
     * @param halo along the edges of a window, except those of the image, that does not count
     */
    Blend(Tensor image, int channels, int halo) {
      this.halo = halo;
      sum = Tensor.zeros(1, image.shape(1), image.shape(2), channels);
      weights = new float[image.shape(1) * image.shape(2)];
    }

    /** Adds a window's part of the map. */
    void add(Window window, Tensor part) {
      int channels = part.shape(3);
      cover(window);
      visit(
          window,
          (to, from, weight) -> {
            for (int c = 0; c < channels; c++)
              sum.data()[to * channels + c] += weight * part.data()[from * channels + c];
          });
    }

    /** Counts a window without adding anything. */
    void cover(Window window) {
      visit(window, (to, from, weight) -> weights[to] += weight);
    }

    /**
     * What a window's part is worth to the mean over all windows covered: {@code map} times the
     * window's share of each pixel.
     */
    Tensor share(Window window, Tensor map) {
      Tensor part = window.cut(map);
      int channels = map.shape(3);
      visit(
          window,
          (to, from, weight) -> {
            for (int c = 0; c < channels; c++)
              part.data()[from * channels + c] *= weight / weights[to];
          });
      return part;
    }

    private void visit(Window window, Visitor visitor) {
      float[] vertical = counted(window.top, window.height, sum.shape(1), halo);
      float[] horizontal = counted(window.left, window.width, sum.shape(2), halo);
      for (int y = 0; y < window.height; y++)
        for (int x = 0; x < window.width; x++)
          visitor.at(
              (window.top + y) * sum.shape(2) + window.left + x,
              y * window.width + x,
              vertical[y] * horizontal[x]);
    }

    /** Along an axis: 0 on halos. */
    static float[] counted(int start, int length, int whole, int halo) {
      float[] values = gaussian(length);
      for (int i = 0; i < Math.min(halo, length); i++) {
        if (start > 0) values[i] = 0;
        if (start + length < whole) values[length - 1 - i] = 0;
      }
      return values;
    }

    Tensor mean() {
      int channels = sum.shape(3);
      for (int i = 0; i < sum.data().length; i++) sum.data()[i] /= weights[i / channels];
      return sum;
    }

    /** Never 0, so that a pixel that only a tile's corner covers keeps its value. */
    private static float[] gaussian(int length) {
      float[] values = new float[length];
      double sigma = length / 8.0;
      for (int i = 0; i < length; i++) {
        double z = (i - (length - 1) / 2.0) / sigma;
        values[i] = (float) Math.max(1e-4, Math.exp(-z * z / 2));
      }
      return values;
    }

    /** Sees a pixel: its position in the image, that in the window, its weight there. */
    private interface Visitor {
      void at(int inImage, int inWindow, float weight);
    }
  }
}
