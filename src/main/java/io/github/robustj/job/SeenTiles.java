package io.github.robustj.job;

import io.github.robustj.data.Scaling;
import io.github.robustj.model.CellTile;
import io.github.robustj.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a network sees of tiles of a slice, one after the other, each made while it still looks at
 * the one before. Two tensors take turns: new ones are paid for with memory that the system clears.
 */
final class SeenTiles {

  private final Slide slide;
  private final int slice;
  private final Scaling scaling;
  private final Iterator<CellTile> tiles;
  private CompletableFuture<Tensor> ahead;
  private Tensor given;

  SeenTiles(Slide slide, int slice, Scaling scaling, List<CellTile> tiles) {
    this.slide = slide;
    this.slice = slice;
    this.scaling = scaling;
    this.tiles = tiles.iterator();
    ahead = made(null);
  }

  /** The next one; the one before is overwritten. */
  Tensor next() {
    Tensor spare = given;
    given = Background.await(ahead);
    if (tiles.hasNext()) ahead = made(spare);
    return given;
  }

  private CompletableFuture<Tensor> made(Tensor spare) {
    CellTile tile = tiles.next();
    return Background.begin(() -> slide.cut(slice, tile, scaling, spare));
  }
}
