package io.github.robustj.job;

import io.github.robustj.data.Box;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.CellRange;
import io.github.robustj.model.CellTile;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectSeeds.Seed;
import io.github.robustj.task.SeedSweep;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds objects in a group of tiles of an image that may be larger than memory, and decides which
 * of them stay as far as the group's neighbours have no say in it. What is held are the seeds of a
 * row of tiles and those that are open; where a seed depends on the cells around it, the outputs of
 * the group.
 *
 * @param reach pixels that seeds of other groups shall be allowed to reach into this one; 0 for
 *     twice as far as its own reach
 */
record ObjectBlock(
    Slide slide,
    Scaling scaling,
    DifferentiableModel network,
    ObjectSeeds seeds,
    int kinds,
    ObjectGrid grid,
    double reach,
    JobListener listener) {

  FoundSeeds predict(ObjectGrid.Group group) {
    // Seeds of later rows that reach further up than half a tile are not met in images of tissue.
    Search search = new Search(group, Math.max(reach, slide.tile() / 2.));
    FoundSeeds found = search.run();
    return found != null ? found : new Search(group, Double.POSITIVE_INFINITY).run();
  }

  /**
   * Slices that the network sees whole, in one batch, as it does in memory.
   *
   * @return slice by slice
   */
  List<FoundSeeds> predict(int from, int to) {
    Tensor said = network.predict(Preprocessing.slices(slide.image(), scaling, from, to));
    List<FoundSeeds> found = new ArrayList<>();
    for (int z = from; z < to; z++) {
      Search search = new Search(new ObjectGrid.Group(z, 0, 0), Double.POSITIVE_INFINITY);
      Tensor outputs = said.slice(z - from, z - from + 1);
      search.find(outputs, search.cells, Double.NEGATIVE_INFINITY);
      found.add(search.found(seeds.context() > 0 ? outputs : null));
    }
    return found;
  }

  private final class Search {

    private final ObjectGrid.Group group;
    private final CellRange cells;

    /** Pixels that seeds are supposed not to reach while not all of the group are known. */
    private final double guard;

    private final SeedSweep sweep = new SeedSweep(seeds);
    private final List<Seed> kept = new ArrayList<>();
    private Box extent;
    private double farthest;

    Search(ObjectGrid.Group group, double guard) {
      this.group = group;
      this.guard = guard;
      cells = grid.cells(group);
    }

    /** Null if a seed has reached further than it is supposed to. */
    FoundSeeds run() {
      List<List<CellTile>> rows = grid.rows(group);
      List<CellTile> all = rows.stream().flatMap(List::stream).toList();
      Tensor whole = null;
      SeenTiles pixels = new SeenTiles(slide, group.slice(), scaling, all);
      int seen = 0;
      for (List<CellTile> row : rows) {
        int top = row.get(0).cells().top();
        double above = top == cells.top() ? Double.NEGATIVE_INFINITY : top * (double) grid.stride();
        for (CellTile tile : row) {
          listener.check();
          Tensor said = network.predict(pixels.next());
          listener.progress(
              ++seen / (double) all.size(), "tile %d of %d".formatted(seen, all.size()));
          if (seeds.context() > 0) whole = put(whole, tile, said);
          else if (!find(counted(tile, said), tile.cells(), above)) return null;
        }
        int bottom = row.get(0).cells().bottom();
        if (seeds.context() == 0 && bottom < cells.bottom())
          kept.addAll(sweep.settle(box -> isNear(box, guard, bottom)));
      }
      if (whole != null) find(whole, cells, Double.NEGATIVE_INFINITY);
      return found(whole);
    }

    private FoundSeeds found(Tensor whole) {
      double allowed = Math.max(reach, Math.min(guard, 2 * farthest));
      kept.addAll(sweep.settle(box -> isNear(box, allowed, Integer.MAX_VALUE)));
      kept.sort(seeds.order());
      EdgeLogits edges =
          whole == null ? EdgeLogits.none(cells) : EdgeLogits.of(cells, kinds, whole);
      return new FoundSeeds(cells, extent, allowed, edges, sweep.open(), kept);
    }

    private boolean find(Tensor outputs, CellRange at, double above) {
      boolean[] fits = {true};
      seeds.find(
          outputs,
          at,
          seed -> {
            Box box = sweep.add(seed);
            extent = extent == null ? box : extent.with(box);
            farthest = Math.max(farthest, reach(seed, box));
            if (box.top() < above - guard) fits[0] = false;
          });
      return fits[0];
    }

    private double reach(Seed seed, Box box) {
      double x = (seed.x() + .5) * grid.stride();
      double y = (seed.y() + .5) * grid.stride();
      double across = Math.max(x - box.left(), box.right() - x);
      return Math.max(across, Math.max(y - box.top(), box.bottom() - y)) + grid.stride();
    }

    /**
     * Whether a seed that is not known may reach a box.
     *
     * @param end the first row of cells that is not known yet
     */
    private boolean isNear(Box box, double far, int end) {
      double stride = grid.stride();
      CellRange image = grid.whole();
      int bottom = cells.bottom();
      int right = cells.right();
      return box.bottom() >= Math.min(end, bottom) * stride - far
              && Math.min(end, bottom) < image.height()
          || cells.top() > 0 && box.top() <= cells.top() * stride + far
          || cells.left() > 0 && box.left() <= cells.left() * stride + far
          || right < image.width() && box.right() >= right * stride - far;
    }

    private Tensor put(Tensor whole, CellTile tile, Tensor said) {
      Tensor all =
          whole != null ? whole : Tensor.zeros(1, cells.height(), cells.width(), said.shape(3));
      Tensor part = counted(tile, said);
      CellRange at = tile.cells();
      int length = at.width() * said.shape(3);
      for (int y = 0; y < at.height(); y++)
        System.arraycopy(
            part.data(),
            y * length,
            all.data(),
            ((at.top() - cells.top() + y) * cells.width() + at.left() - cells.left())
                * said.shape(3),
            length);
      return all;
    }
  }

  /** What the network says of the cells that it is asked for. */
  private static Tensor counted(CellTile tile, Tensor said) {
    CellRange at = tile.cells();
    int channels = said.shape(3);
    Tensor counted = Tensor.zeros(1, at.height(), at.width(), channels);
    int top = at.top() - tile.top() / tile.stride();
    int left = at.left() - tile.left() / tile.stride();
    for (int y = 0; y < at.height(); y++)
      System.arraycopy(
          said.data(),
          ((top + y) * said.shape(2) + left) * channels,
          counted.data(),
          y * at.width() * channels,
          at.width() * channels);
    return counted;
  }
}
