package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Resampling;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.BlendedPart;
import io.github.robustj.model.BlendedPart.Area;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Tiling;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.PixelReading;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Segments blocks of an image that may be larger than memory: as {@link PredictJob} segments the
 * whole, to the last bit.
 *
 * @param network without tiles, or in batches for slices that it sees whole
 * @param labels where label values go
 */
record MaskBlock(
    Image image,
    Scaling scaling,
    DifferentiableModel network,
    Tiling tiles,
    PixelReading classes,
    LabelBlocks labels,
    JobListener listener) {

  /**
   * Writes the labels of a block and says what it holds, slice by slice.
   *
   * @param place of whole chunks of the label image
   */
  List<MaskSums> predict(BlockGrid.Place place) {
    List<LabelBlocks.Block> chunks = labels.blocks().stream().filter(place::holds).toList();
    if (!BlendedPart.isWhole(image.height(), image.width(), tiles))
      return List.of(square(place, chunks));
    Tensor seen = Preprocessing.slices(image, scaling, place.from(), place.to());
    listener.check();
    Tensor logits = network.predict(seen);
    List<MaskSums> sums = new ArrayList<>();
    for (int z = place.from(); z < place.to(); z++) {
      Strips strips = strips(place, z, chunks);
      strips.take(0, logits.slice(z - place.from(), z - place.from() + 1));
      sums.add(strips.sums);
    }
    return sums;
  }

  private MaskSums square(BlockGrid.Place place, List<LabelBlocks.Block> chunks) {
    Area area = place.area();
    Strips strips = strips(place, place.from(), chunks);
    int all = BlendedPart.windows(image.height(), image.width(), tiles, area);
    Windows windows = new Windows(place.from(), all);
    try (Painting painting = new Painting(strips)) {
      BlendedPart.predict(image.height(), image.width(), tiles, area, windows, painting);
    }
    return strips.sums;
  }

  private Strips strips(BlockGrid.Place place, int slice, List<LabelBlocks.Block> chunks) {
    return new Strips(place.area(), chunks.stream().filter(c -> c.slice() == slice).toList());
  }

  /**
   * What the network sees and says, with the next window read meanwhile. Windows that hold one
   * colour and nothing else, as most of a slide around its tissue, are seen once for each colour
   * that follows another.
   */
  private final class Windows implements BlendedPart.Network {

    private final int slice;
    private final int all;
    private int seen;
    private Area ahead;
    private CompletableFuture<Tensor> read;

    Windows(int slice, int all) {
      this.slice = slice;
      this.all = all;
    }

    @Override
    public Tensor see(Area window) {
      listener.check();
      Tensor own = window.equals(ahead) ? Slide.await(read) : pixels(window);
      if (next != null) {
        ahead = next;
        Area following = next;
        read = CompletableFuture.supplyAsync(() -> pixels(following));
        next = null;
      }
      Tensor said = said(own);
      listener.progress((double) ++seen / all, "tile %d of %d".formatted(seen, all));
      return said;
    }

    private Tensor empty;
    private Tensor emptySaid;

    private Tensor said(Tensor own) {
      if (!isOneColour(own)) return network.predict(own);
      boolean same =
          empty != null
              && empty.shape(1) == own.shape(1)
              && empty.shape(2) == own.shape(2)
              && Arrays.equals(empty.data(), own.data());
      if (!same) {
        empty = own;
        emptySaid = network.predict(own);
      }
      return emptySaid;
    }

    private static boolean isOneColour(Tensor window) {
      float[] values = window.data();
      int channels = window.shape(3);
      // Each pixel is the one before it.
      return Arrays.equals(values, channels, values.length, values, 0, values.length - channels);
    }

    private Area next;

    @Override
    public void next(Area window) {
      next = window;
    }

    private Tensor pixels(Area window) {
      Image part =
          Resampling.part(
              image,
              slice,
              new Resampling.Part(
                  image.width(),
                  image.height(),
                  window.left(),
                  window.top(),
                  window.width(),
                  window.height()));
      return Preprocessing.images(part, scaling);
    }
  }

  /** Labels finished rows while the network sees the windows below them. */
  private static final class Painting implements BlendedPart.Rows, AutoCloseable {

    private final Strips strips;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Painting(Strips strips) {
      this.strips = strips;
    }

    /** Waits for the rows before, so that memory holds those and no more. */
    @Override
    public void take(int top, Tensor logits) {
      Slide.await(last);
      last = CompletableFuture.runAsync(() -> strips.take(top, logits));
    }

    @Override
    public void close() {
      Slide.await(last);
    }
  }

  /** Collects rows until a row of chunks is complete. */
  private final class Strips {

    private final Area area;
    private final MaskSums sums = MaskSums.of(classes.classes().size());

    /** The chunks by their first rows. */
    private final TreeMap<Integer, List<LabelBlocks.Block>> rows = new TreeMap<>();

    /** Of the chunks that are being filled. */
    private List<int[]> strip;

    Strips(Area area, List<LabelBlocks.Block> chunks) {
      this.area = area;
      for (LabelBlocks.Block chunk : chunks)
        rows.computeIfAbsent(chunk.top(), top -> new ArrayList<>()).add(chunk);
    }

    void take(int top, Tensor logits) {
      int[] values = new int[logits.shape(1) * area.width()];
      int[] n = {0};
      classes.read(
          logits,
          (index, value, score) -> {
            sums.add(index, score);
            values[n[0]++] = value;
          });
      for (int y = top; y < top + logits.shape(1); y++) put(y, values, (y - top) * area.width());
    }

    private void put(int y, int[] values, int from) {
      List<LabelBlocks.Block> chunks = rows.floorEntry(y).getValue();
      int first = chunks.get(0).top();
      int height = chunks.get(0).height();
      if (strip == null) strip = chunks.stream().map(c -> new int[height * c.width()]).toList();
      for (int i = 0; i < strip.size(); i++) {
        LabelBlocks.Block chunk = chunks.get(i);
        int column = from + chunk.left() - area.left();
        System.arraycopy(values, column, strip.get(i), (y - first) * chunk.width(), chunk.width());
      }
      if (y + 1 < first + height) return;
      for (int i = 0; i < strip.size(); i++) labels.write(chunks.get(i), strip.get(i));
      strip = null;
    }
  }
}
