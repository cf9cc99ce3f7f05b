package io.github.robustj.omezarr;

import io.github.robustj.zarr.ZarrArray;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * The smaller levels of an image, each made of the one before it, block by block: memory for one
 * block and a chunk, whatever the image's size. Blocks that are there are not made again.
 *
 * @param levels the finest first; their arrays are there
 * @param nearest whether every second pixel is taken, else the mean of the two by two that there
 *     are
 */
record Pyramid(OmeImage image, List<ZarrArray> levels, boolean nearest) {

  void write(DoubleConsumer progress) {
    double all = 0;
    for (int level = 1; level < levels.size(); level++) all += blocks(level);
    long done = 0;
    progress.accept(0);
    for (int level = 1; level < levels.size(); level++)
      for (long block = 0; block < blocks(level); block++) {
        write(level, block);
        progress.accept(++done / all);
      }
  }

  private int side(int level, int whole) {
    return OmeImage.at(level, whole);
  }

  private long rows(int level) {
    int h = side(level, image.height());
    return (h + OmeImage.block(h) - 1) / OmeImage.block(h);
  }

  private long columns(int level) {
    int w = side(level, image.width());
    return (w + OmeImage.block(w) - 1) / OmeImage.block(w);
  }

  private long blocks(int level) {
    return rows(level) * columns(level) * image.slices() * image.channels();
  }

  private void write(int level, long block) {
    long column = block % columns(level);
    long row = block / columns(level) % rows(level);
    long plane = block / columns(level) / rows(level);
    int slice = (int) (plane % image.slices());
    int channel = (int) (plane / image.slices());
    StoredBlock place =
        StoredBlock.of(image, levels.get(level), level, channel, slice, row, column);
    if (place.isStored()) return;
    if (nearest) place.write(nearest(place, level));
    else place.write(means(place, level));
  }

  /** What is done with a chunk of the finer level: its pixels row by row. */
  private interface Use {
    void accept(byte[] chunk, int top, int left, int height, int width, int rowLength);
  }

  /** All chunks of the finer level beneath a block. */
  private void beneath(StoredBlock place, int level, Use use) {
    ZarrArray finer = levels.get(level - 1);
    int[] chunks = finer.chunks();
    int ch = chunks[chunks.length - 2];
    int cw = chunks[chunks.length - 1];
    int h = side(level - 1, image.height());
    int w = side(level - 1, image.width());
    long bottom = Math.min(h, 2L * (place.top() + place.height()));
    long right = Math.min(w, 2L * (place.left() + place.width()));
    for (long y = 2L * place.top(); y < bottom; y += ch)
      for (long x = 2L * place.left(); x < right; x += cw) {
        byte[] chunk = finer.read(image.index(place.channel(), place.slice(), y / ch, x / cw));
        int height = (int) Math.min(ch, bottom - y);
        int width = (int) Math.min(cw, right - x);
        use.accept(chunk, (int) y, (int) x, height, width, cw);
      }
  }

  private int[] nearest(StoredBlock place, int level) {
    int[] labels = new int[place.height() * place.width()];
    beneath(
        place,
        level,
        (chunk, top, left, height, width, row) -> {
          int[] values = image.type().ints(chunk);
          for (int y = 0; y < height; y += 2) {
            int at = ((top + y) / 2 - place.top()) * place.width() + left / 2 - place.left();
            for (int x = 0; x < width; x += 2) labels[at + x / 2] = values[y * row + x];
          }
        });
    return labels;
  }

  private float[] means(StoredBlock place, int level) {
    double[] sums = new double[place.height() * place.width()];
    byte[] counts = new byte[sums.length];
    beneath(
        place,
        level,
        (chunk, top, left, height, width, row) -> {
          float[] values = image.type().floats(chunk);
          for (int y = 0; y < height; y++) {
            int at = ((top + y) / 2 - place.top()) * place.width() + left / 2 - place.left();
            for (int x = 0; x < width; x++) {
              sums[at + x / 2] += values[y * row + x];
              counts[at + x / 2]++;
            }
          }
        });
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) means[i] = (float) (sums[i] / counts[i]);
    return means;
  }
}
