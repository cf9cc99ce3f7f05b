package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.BlendedPart;
import io.github.robustj.model.BlendedPart.Area;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Tiling;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.PixelReading;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

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
    PrefetchedWindows windows =
        new PrefetchedWindows(
            new PrefetchedWindows.Slice(image, place.from(), scaling),
            network,
            seen -> {
              listener.check();
              listener.progress((double) seen / all, "tile %d of %d".formatted(seen, all));
            });
    try (BackgroundRows painting = new BackgroundRows(strips::take)) {
      BlendedPart.predict(image.height(), image.width(), tiles, area, windows, painting);
    }
    return strips.sums;
  }

  private Strips strips(BlockGrid.Place place, int slice, List<LabelBlocks.Block> chunks) {
    return new Strips(place.area(), chunks.stream().filter(c -> c.slice() == slice).toList());
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
