package io.github.robustj.task;

import io.github.robustj.model.CellTile;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A network of objects for images of any size: it gives the network tiles of at most {@code tile} x
 * {@code tile} pixels and puts what it says of their cells side by side, see {@link CellTile}. The
 * loss of a larger image is that of these outputs, its gradient the exact one, so that an attack
 * sees what a prediction gives. Closing it closes the network.
 */
public final class CellTiles extends ForwardingModel {

  private final int tile;
  private final int stride;
  private final BiFunction<Tensor, Tensor, ObjectiveType.Value> loss;

  /**
   * @param tile longest side of a tile in pixels, at least 16
   * @param stride side of a cell in pixels
   * @param loss of outputs and targets, with its slope, see {@link Task#loss(Tensor, Tensor)}
   */
  public CellTiles(
      DifferentiableModel network,
      int tile,
      int stride,
      BiFunction<Tensor, Tensor, ObjectiveType.Value> loss) {
    super(network);
    this.stride = stride;
    this.loss = loss;
    if (tile < 16) throw new IllegalArgumentException("tiles of " + tile + " pixels");
    this.tile = tile;
  }

  @Override
  public Tensor predict(Tensor images) {
    if (fits(images)) return super.predict(images);
    Tensor outputs = null;
    for (int i = 0; i < images.samples(); i++)
      for (CellTile part : tiles(images)) {
        Tensor said = super.predict(part.cut(images, i));
        if (outputs == null) outputs = nothing(images, said.shape(3));
        part.copyTo(outputs, i, said);
      }
    return outputs;
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    if (fits(images)) return super.loss(images, targets);
    Tensor outputs = predict(images);
    ObjectiveType.Value at = loss.apply(outputs, targets);
    return new LossAndGradient(at.value(), pullback(images, at.gradient()), outputs);
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    if (fits(images)) return super.pullback(images, weights);
    Tensor gradient = Tensor.zeros(images.shape());
    for (int i = 0; i < images.samples(); i++)
      for (CellTile part : tiles(images))
        part.addTo(gradient, i, super.pullback(part.cut(images, i), part.cellsOf(weights, i)));
    return gradient;
  }

  /**
   * Of patches, which fit into a tile: training alone asks for it.
   *
   * @throws IllegalArgumentException for larger images
   */
  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    if (!fits(images)) throw new IllegalArgumentException("the divergence of tiles: " + images);
    return super.divergence(images, reference);
  }

  private boolean fits(Tensor images) {
    return images.shape(1) <= tile && images.shape(2) <= tile;
  }

  private List<CellTile> tiles(Tensor images) {
    return CellTile.of(images.shape(1), images.shape(2), tile, stride);
  }

  private Tensor nothing(Tensor images, int channels) {
    return Tensor.zeros(
        images.samples(),
        CellTile.cells(images.shape(1), stride),
        CellTile.cells(images.shape(2), stride),
        channels);
  }
}
