package io.github.robustj.model;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A model for images of any size and number in bounded memory: it gives at most {@code batch}
 * images of at most a tile's size to the network at once.
 *
 * <p>Predictions of larger images are blended from tiles that overlap by half, weighted by a
 * Gaussian of an eighth of the tile's side, as in nnU-Net (Isensee et al. 2021); the halo of a tile
 * has no weight. Their loss is the mean over disjoint tiles, weighted by area, each seen with the
 * context of an eighth of its side, or of the halo where that is more; its gradient is the exact
 * gradient of that mean. A pullback is that of the blended prediction. Closing it closes the model
 * inside.
 *
 * <p>Where memory does not suffice it halves the batch, then, in predictions only, the tile, begins
 * the call again and stays there. A loss takes the tiles that a prediction before it has found: an
 * attack compares losses, and those of other tiles are others.
 */
public final class TiledModel extends ForwardingModel {

  private final DifferentiableModel model;
  private final Shrinking shrinking;
  private volatile Tiling tiles;
  private volatile int batch;

  /**
   * @param tile longest side of a tile in pixels, at least 16
   * @param batch most images per call, at least 1
   * @param check called before each call of the network; may throw to stop
   * @param shrinking what is done where memory is short
   */
  public TiledModel(
      DifferentiableModel model, int tile, int batch, Runnable check, Shrinking shrinking) {
    this(model, Tiling.square(tile), batch, check, shrinking);
  }

  /**
   * @param batch most images per call, at least 1
   * @param check called before each call of the network; may throw to stop
   * @param shrinking what is done where memory is short; its least tile is at least twice the halo
   */
  public TiledModel(
      DifferentiableModel model, Tiling tiles, int batch, Runnable check, Shrinking shrinking) {
    super(model);
    if (batch < 1) throw new IllegalArgumentException("batches of " + batch);
    this.model = asking(model, check);
    this.tiles = tiles;
    this.batch = batch;
    this.shrinking = shrinking;
  }

  @Override
  public Tensor predict(Tensor images) {
    return shrinking(
        images,
        shrinking.leastTile(),
        () ->
            fits(images)
                ? inBatches(images, batch, model::predict)
                : inBatches(images, 1, this::blend));
  }

  /**
   * @throws OutOfMemoryException if there is not enough memory for the least either
   */
  private <T> T shrinking(Tensor images, int leastTile, Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (OutOfMemoryException | OutOfMemoryError e) {
        if (!shrink(images, leastTile)) throw exhausted(images, leastTile, e);
      }
    }
  }

  private boolean shrink(Tensor images, int leastTile) {
    int together = fits(images) ? Math.min(batch, images.samples()) : 1;
    int side = side(images);
    if (together > 1) {
      batch = together / 2;
      shrinking.log().accept("memory is short: going on with batches of " + batch + " images");
    } else if (side > leastTile) {
      int smaller = Math.max(leastTile, side / 2);
      tiles = tiles.upTo(smaller);
      shrinking.log().accept("memory is short: going on with tiles of " + smaller + " pixels");
    } else return false;
    return true;
  }

  private RuntimeException exhausted(Tensor images, int leastTile, Throwable cause) {
    int side = side(images);
    if (leastTile == Integer.MAX_VALUE) return new OutOfMemoryException(cause.getMessage(), cause);
    return new RobustJException(
        "There is not enough memory for the network, not even for one tile of %d x %d pixels; close other programs that use it, or choose another device."
            .formatted(side, side),
        cause);
  }

  /** Of the largest tile that these images are given in. */
  private int side(Tensor images) {
    return tiles.longest(images.shape(1), images.shape(2));
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    Measure measure = new Measure(model::loss, -1);
    return shrinking(images, Integer.MAX_VALUE, () -> sampleBySample(images, targets, measure));
  }

  @Override
  public boolean lossSeesPrediction(Tensor images) {
    return fits(images);
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    Measure measure = new Measure(model::divergence, Float.NaN);
    return shrinking(images, Integer.MAX_VALUE, () -> sampleBySample(images, reference, measure));
  }

  /**
   * What is measured of images against something of their size.
   *
   * @param nothing the value there that leaves a pixel out
   */
  private record Measure(BiFunction<Tensor, Tensor, LossAndGradient> of, float nothing) {}

  private LossAndGradient sampleBySample(Tensor images, Tensor targets, Measure measure) {
    int n = images.samples();
    int chunk = fits(images) ? batch : 1;
    LossAndGradient[] parts = new LossAndGradient[(n + chunk - 1) / chunk];
    for (int p = 0; p < parts.length; p++) {
      int from = p * chunk;
      int to = Math.min(n, from + chunk);
      Tensor x = n <= chunk ? images : images.slice(from, to);
      Tensor y = n <= chunk ? targets : targets.slice(from, to);
      parts[p] = fits(images) ? measure.of().apply(x, y) : sumOverTiles(measure, x, y);
    }
    return parts.length == 1 ? parts[0] : join(parts, n);
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    return shrinking(images, Integer.MAX_VALUE, () -> pullbackOnce(images, weights));
  }

  private Tensor pullbackOnce(Tensor images, Tensor weights) {
    int chunk = fits(images) ? batch : 1;
    Tensor gradient = Tensor.zeros(images.shape());
    for (int from = 0; from < images.samples(); from += chunk) {
      int to = Math.min(images.samples(), from + chunk);
      Tensor x = images.slice(from, to);
      Tensor w = weights.slice(from, to);
      Tensor part = fits(images) ? model.pullback(x, w) : blendBack(x, w);
      for (int i = from; i < to; i++) gradient.setSample(i, part, i - from);
    }
    return gradient;
  }

  private boolean fits(Tensor images) {
    return tiles.covers(images.shape(1), images.shape(2));
  }

  private static Tensor inBatches(Tensor images, int size, UnaryOperator<Tensor> f) {
    int n = images.samples();
    if (n <= size) return f.apply(images);
    Tensor all = null;
    for (int from = 0; from < n; from += size) {
      Tensor part = f.apply(images.slice(from, Math.min(n, from + size)));
      if (all == null) all = Tensor.zeros(n, part.shape(1), part.shape(2), part.shape(3));
      for (int i = 0; i < part.samples(); i++) all.setSample(from + i, part, i);
    }
    return all;
  }

  private Tensor blend(Tensor image) {
    Window.Blend blend = null;
    for (Window window : Window.overlapping(image, tiles)) {
      Tensor logits = model.predict(window.cut(image));
      if (blend == null) blend = new Window.Blend(image, logits.shape(3), tiles.halo());
      blend.add(window, logits);
    }
    return blend.mean();
  }

  private Tensor blendBack(Tensor image, Tensor weights) {
    Window.Blend blend = new Window.Blend(image, weights.shape(3), tiles.halo());
    List<Window> windows = Window.overlapping(image, tiles);
    windows.forEach(blend::cover);
    Tensor gradient = Tensor.zeros(image.shape());
    for (Window window : windows)
      window.addTo(gradient, model.pullback(window.cut(image), blend.share(window, weights)), 1);
    return gradient;
  }

  private LossAndGradient sumOverTiles(Measure measure, Tensor image, Tensor targets) {
    double loss = 0;
    Tensor gradient = Tensor.zeros(image.shape());
    Tensor outputs = null;
    for (Window.Core core : Window.disjoint(image, tiles)) {
      Tensor y = core.targets(targets, measure.nothing());
      LossAndGradient part = measure.of().apply(core.window().cut(image), y);
      float share = core.share(image);
      loss += share * part.loss()[0];
      core.window().addTo(gradient, part.gradient(), share);
      if (outputs == null)
        outputs = Tensor.zeros(1, image.shape(1), image.shape(2), part.outputs().shape(3));
      core.copyTo(outputs, part.outputs());
    }
    return new LossAndGradient(new float[] {(float) loss}, gradient, outputs);
  }

  private static LossAndGradient join(LossAndGradient[] parts, int samples) {
    float[] loss = new float[samples];
    Tensor[] gradients = new Tensor[parts.length];
    Tensor[] outputs = new Tensor[parts.length];
    int position = 0;
    for (int p = 0; p < parts.length; p++) {
      System.arraycopy(parts[p].loss(), 0, loss, position, parts[p].loss().length);
      position += parts[p].loss().length;
      gradients[p] = parts[p].gradient();
      outputs[p] = parts[p].outputs();
    }
    return new LossAndGradient(loss, Tensor.concat(gradients), Tensor.concat(outputs));
  }

  /**
   * How far a {@link TiledModel} may go where memory is short.
   *
   * @param leastTile longest side in pixels of the smallest tiles that a prediction may be made of;
   *     a model that needs its images whole has no smaller ones than it begins with
   * @param log hears, in a line, of every step
   */
  public record Shrinking(int leastTile, Consumer<String> log) {}
}
