package io.github.robustj.omezarr;

import com.google.gson.JsonObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.error.RobustJException;
import io.github.robustj.zarr.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * A label image as OME-Zarr in a folder of its own, with smaller copies of nearest pixels. Blocks
 * have 2048 x 2048 pixels, in 16 chunks or one shard. A block that was written stays written when
 * the process is killed; who opens the same folder for the same run goes on with the others.
 */
public final class OmeZarrLabels implements LabelBlocks {

  private final Path folder;
  private final NewOmeZarr zarr;
  private final Optional<Path> source;
  private final int largest;

  private OmeZarrLabels(Path folder, NewOmeZarr zarr, Optional<Path> source, int largest) {
    this.folder = folder;
    this.zarr = zarr;
    this.source = source;
    this.largest = largest;
  }

  /**
   * Begins a label image, or goes on with one that the same run began, by this process or another.
   *
   * @param folder called {@code NAME.ome.zarr}; made if needed
   * @param source the image that the labels are of: if it is OME-Zarr, the labels have its version
   *     and place and say that they are its; else they are of version 0.4
   * @param size of a pixel, where the source is not OME-Zarr
   * @param largest label; it decides whether 8, 16 or 32 bits are stored
   * @param run what decides about the labels: the same text for the same labels only
   * @throws RobustJException if another image or run is in the folder, or it cannot be written
   */
  public static OmeZarrLabels open(
      Path folder,
      Path source,
      Calibration size,
      int width,
      int height,
      int slices,
      int largest,
      String run) {
    Optional<Placing> known = OmeZarr.placing(source);
    OmeImage image =
        new OmeImage(
            OmeVersion.like(source),
            width,
            height,
            1,
            slices,
            type(largest),
            known.orElseGet(() -> Placing.of(size)));
    Optional<Path> zarr = known.isPresent() ? Optional.of(source) : Optional.empty();
    return new OmeZarrLabels(folder, NewOmeZarr.open(folder, image, run), zarr, largest);
  }

  /**
   * The {@code run} of the image in a folder, finished or not; empty if none of ours is there.
   *
   * @throws RobustJException if its mark cannot be read
   */
  public static Optional<String> run(Path folder) {
    return NewOmeZarr.run(folder);
  }

  /** The longest side of a block of {@link #blocks()}, of which all starts are multiples. */
  public static int side(int width, int height) {
    return Math.max(
        Math.min(width, OmeImage.block(width)), Math.min(height, OmeImage.block(height)));
  }

  private static DataType type(int largest) {
    if (largest < 1 << 8) return DataType.UINT8;
    return largest < 1 << 16 ? DataType.UINT16 : DataType.UINT32;
  }

  @Override
  public List<Block> blocks() {
    OmeImage image = zarr.image();
    int high = OmeImage.block(image.height());
    int wide = OmeImage.block(image.width());
    List<Block> blocks = new ArrayList<>();
    for (int slice = 0; slice < image.slices(); slice++)
      for (long top = 0; top < image.height(); top += high)
        for (long left = 0; left < image.width(); left += wide)
          blocks.add(
              new Block(
                  slice,
                  (int) top,
                  (int) left,
                  (int) Math.min(high, image.height() - top),
                  (int) Math.min(wide, image.width() - left)));
    return blocks;
  }

  private StoredBlock stored(Block block) {
    OmeImage image = zarr.image();
    int row = block.top() / OmeImage.block(image.height());
    int column = block.left() / OmeImage.block(image.width());
    StoredBlock stored = zarr.block(0, block.slice(), row, column);
    boolean same =
        stored.top() == block.top()
            && stored.left() == block.left()
            && stored.height() == block.height()
            && stored.width() == block.width();
    if (!same) throw new IllegalArgumentException(block + " is none of blocks()");
    return stored;
  }

  @Override
  public boolean isWritten(Block block) {
    return zarr.isFinished() || stored(block).isStored();
  }

  @Override
  public void write(Block block, int[] labels) {
    if (labels.length != block.height() * block.width())
      throw new IllegalArgumentException(labels.length + " labels for " + block);
    for (int label : labels)
      if (label < 0 || label > largest)
        throw new IllegalArgumentException("label " + label + " is not from 0 to " + largest);
    stored(block).write(labels);
  }

  /**
   * @throws RobustJException if a block was not written, or the disk refuses
   */
  @Override
  public void finish(DoubleConsumer progress) {
    List<Block> missing = blocks().stream().filter(block -> !isWritten(block)).toList();
    if (!missing.isEmpty())
      throw new RobustJException(
          "%s lacks %d of its %d blocks; run the command again, which goes on with them."
              .formatted(folder, missing.size(), blocks().size()));
    JsonObject more = new JsonObject();
    JsonObject label = new JsonObject();
    if (zarr.image().version() == OmeVersion.V0_4)
      label.addProperty("version", zarr.image().version().text());
    source.flatMap(this::way).ifPresent(way -> label.add("source", way));
    more.add("image-label", label);
    zarr.finish(true, more, progress);
  }

  /** From the labels to their image; nothing where no relative path leads there. */
  private Optional<JsonObject> way(Path image) {
    Path from = folder.toAbsolutePath().normalize();
    Path to = image.toAbsolutePath().normalize();
    if (from.getRoot() == null || !from.getRoot().equals(to.getRoot())) return Optional.empty();
    JsonObject way = new JsonObject();
    way.addProperty("image", from.relativize(to).toString().replace('\\', '/'));
    return Optional.of(way);
  }

  /** Nothing is held open. */
  @Override
  public void close() {}
}
