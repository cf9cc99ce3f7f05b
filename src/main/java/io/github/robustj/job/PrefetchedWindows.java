package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Resampling;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.BlendedPart;
import io.github.robustj.model.BlendedPart.Area;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * What a network says of the windows of a slice, with the next one read meanwhile. Windows that
 * hold one colour and nothing else, as most of a slide around its tissue, are seen once for each
 * colour that follows another.
 */
final class PrefetchedWindows implements BlendedPart.Network {

  /**
   * Where windows are cut out.
   *
   * @param scaling normalisation of the image
   */
  record Slice(Image image, int slice, Scaling scaling) {}

  private final Slice of;
  private final DifferentiableModel network;
  private final IntConsumer progress;
  private int seen;
  private Area next;
  private Area ahead;
  private CompletableFuture<Tensor> read;

  /** What the network has seen last: filled anew, unless it is kept. */
  private Tensor before;

  private Tensor empty;
  private Tensor emptySaid;

  /**
   * @param network that sees a window whole
   * @param progress hears how many windows were seen; may throw to stop
   */
  PrefetchedWindows(Slice of, DifferentiableModel network, IntConsumer progress) {
    this.of = of;
    this.network = network;
    this.progress = progress;
  }

  @Override
  public void next(Area window) {
    next = window;
  }

  @Override
  public Tensor see(Area window) {
    Tensor spare = before == empty ? null : before;
    Tensor own = window.equals(ahead) ? Background.await(read) : pixels(window, null);
    if (next != null) {
      Area following = next;
      ahead = following;
      read = Background.begin(() -> pixels(following, spare));
      next = null;
    }
    Tensor said = said(own);
    before = own;
    progress.accept(++seen);
    return said;
  }

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

  private Tensor pixels(Area window, Tensor spare) {
    Image image = of.image();
    Resampling.Part part =
        new Resampling.Part(
            image.width(),
            image.height(),
            window.left(),
            window.top(),
            window.width(),
            window.height());
    return Preprocessing.part(image, of.slice(), part, of.scaling(), spare);
  }
}
