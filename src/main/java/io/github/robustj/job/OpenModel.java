package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Connection;
import io.github.robustj.model.DescribedModel;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.TiledModel;
import io.github.robustj.model.TiledModel.Shrinking;
import io.github.robustj.model.Tiling;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.Source;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Task;
import java.nio.file.Path;
import java.util.Arrays;

/** A model from disk, ready for images of any size. */
record OpenModel(Path path, ModelDescription description, Task<?> task, DifferentiableModel network)
    implements AutoCloseable {

  /** Most slices that are given to the network at once. */
  static final int BATCH = 16;

  /** Longest side of a tile where the user does not choose it. */
  static final int TILE = 512;

  /** Longest side of the smallest tiles of a prediction where memory is short. */
  static final int LEAST_TILE = 64;

  /** Of tiles that are never made smaller. */
  private static final int WHOLE = Integer.MAX_VALUE;

  /**
   * What to say of a prediction in tiles of another side: at the edges of tiles networks see less,
   * so that outputs differ a little.
   *
   * @param sides of the image at the model's scale
   */
  static String tilesInWords(int tile, int... sides) {
    int longest = Arrays.stream(sides).max().orElse(0);
    if (tile == TILE || longest <= Math.min(tile, TILE)) return "";
    return "The image is seen in tiles of %d pixels, in attacks and evaluations of %d: what they report may differ a little from this prediction."
        .formatted(tile, TILE);
  }

  static OpenModel open(Path path, Backend backend, int tile, JobListener listener) {
    ModelFolder folder = ModelFolder.open(path);
    Task<?> task = ModelTask.taskOf(folder);
    DifferentiableModel loaded = network(folder, task, backend);
    ModelDescription description = folder.description();
    Source source = description.source();
    DifferentiableModel network =
        source == null
            ? tiled(loaded, task, tile, task.seesWholeImages() ? WHOLE : LEAST_TILE, listener)
            : tiled(loaded, task, source, tile, listener);
    return new OpenModel(path, description, task, network);
  }

  /**
   * The network without tiles, for who cuts them himself.
   *
   * @param folder of the model
   */
  static DifferentiableModel network(ModelFolder folder, Task<?> task, Backend backend) {
    NetworkSpec spec = folder.description().network();
    if (spec.stride() != task.stride())
      throw folder.damaged(
          "network.stride is %d, but of a %s it is %d"
              .formatted(spec.stride(), task.name(), task.stride()),
          null);
    folder.requireOwnNetwork();
    DifferentiableModel loaded = backend.load(folder.savedModel(), task.loss());
    return new DescribedModel(loaded, spec, folder.savedModel());
  }

  /** A network of another program may take images of one size, or one image at a time. */
  private static DifferentiableModel tiled(
      DifferentiableModel network, Task<?> task, Source source, int tile, JobListener listener) {
    Connection connection = source.connection();
    int batch = source.isSingle() ? 1 : BATCH;
    if (task.seesWholeImages()) {
      Shrinking none = new Shrinking(WHOLE, listener::log);
      TiledModel whole = new TiledModel(network, WHOLE, batch, listener::check, none);
      return task.tiled(whole, objectTile(source, tile));
    }
    boolean fixed = connection.height().isFixed() || connection.width().isFixed();
    int least = fixed ? WHOLE : Math.max(LEAST_TILE, 4 * connection.halo());
    TiledModel batches =
        new TiledModel(
            network,
            connection.tiles(tile),
            batch,
            listener::check,
            new Shrinking(least, listener::log));
    return task.tiled(batches, tile);
  }

  /**
   * The longest side of the tiles in which a network of objects sees images in their own pixels.
   *
   * @param source where the network comes from; null for our own
   * @param tile longest side that the user wants
   */
  static int objectTile(Source source, int tile) {
    if (source == null) return tile;
    Connection connection = source.connection();
    return Math.min(connection.height().atMost(tile), connection.width().atMost(tile));
  }

  /**
   * The tiles in which an image is seen whose overlapping outputs are blended.
   *
   * @param source where the network comes from; null for our own
   * @param tile longest side that the user wants
   */
  static Tiling tiles(Source source, int tile) {
    return source == null ? Tiling.square(tile) : source.connection().tiles(tile);
  }

  /**
   * A network of another program in training, whose memory is never short of less than a training
   * needs: in tiles that it takes.
   */
  static DifferentiableModel limited(
      DifferentiableModel network, Task<?> task, Connection connection) {
    if (task.seesWholeImages()) return network;
    Shrinking none = new Shrinking(WHOLE, line -> {});
    return new TiledModel(network, connection.tiles(TILE), BATCH, () -> {}, none);
  }

  /**
   * A network for images of any size, seen as a prediction with tiles of the usual side sees them.
   */
  static DifferentiableModel tiled(
      DifferentiableModel network, Task<?> task, JobListener listener) {
    return tiled(network, task, TILE, WHOLE, listener);
  }

  private static DifferentiableModel tiled(
      DifferentiableModel network, Task<?> task, int tile, int leastTile, JobListener listener) {
    int side = task.seesWholeImages() ? WHOLE : tile;
    TiledModel batches =
        new TiledModel(
            network, side, BATCH, listener::check, new Shrinking(leastTile, listener::log));
    return task.tiled(batches, tile);
  }

  /**
   * How it sees images.
   *
   * @param listener hears of images that say themselves how they are normalised
   */
  Sight sight(JobListener listener) {
    return new Sight(
        description.task().resolution(), description.input().normalization(), listener::log);
  }

  /**
   * The image with the channels that the network wants; what was done to it goes into the log.
   *
   * @throws RobustJException if it has another number of channels
   */
  Image suited(Image image, JobListener listener) {
    return suited(image, path, description.network(), listener);
  }

  /**
   * The same before the model is loaded.
   *
   * @param model its folder
   */
  static Image suited(Image image, Path model, NetworkSpec network, JobListener listener) {
    int expected = network.inputChannels();
    Image suited = image.repeated(expected);
    suited.notes().forEach(note -> listener.log(image.name() + ": " + note));
    if (suited.channels() == expected) return suited;
    throw new RobustJException(
        "The image %s has %d channel(s) but the model %s was trained on %d; convert the image%s or choose another model."
            .formatted(
                image.name(),
                image.channels(),
                model.getFileName(),
                expected,
                expected == 1 ? " (Image > Type > 8-bit makes grey of colours)" : ""));
  }

  @Override
  public void close() {
    network.close();
  }
}
