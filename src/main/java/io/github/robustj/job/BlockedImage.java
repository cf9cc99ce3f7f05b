package io.github.robustj.job;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.model.BlendedPart;
import io.github.robustj.model.Tiling;
import io.github.robustj.omezarr.OmeZarrLabels;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectTask;
import io.github.robustj.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An image that is predicted block by block, and how a model sees it.
 *
 * @param image with the channels that the network wants
 * @param side of a block
 */
record BlockedImage(
    Image image, ModelDescription description, Task<?> task, Sight sight, int tile, int side) {

  /** Label images that may be painted in one go. */
  private static final int PAINTED = 4096;

  static BlockedImage of(Path image, Path model, int tile, int side, JobListener listener) {
    return of(ImageReader.read(image, Role.IMAGE), model, tile, side, listener);
  }

  private static BlockedImage of(Image read, Path model, int tile, int side, JobListener listener) {
    ModelFolder folder = ModelFolder.open(model);
    ModelDescription description = folder.description();
    Image suited = OpenModel.suited(read, model, description.network(), listener);
    Sight sight =
        new Sight(
            description.task().resolution(), description.input().normalization(), listener::log);
    return new BlockedImage(suited, description, ModelTask.taskOf(folder), sight, tile, side);
  }

  /** With blocks as large as wanted, or as they should be. */
  static BlockedImage of(BlockPrediction.Request wanted, JobListener listener) {
    BlockedImage blocked =
        of(wanted.image(), wanted.model(), wanted.tile(), wanted.side(), listener);
    if (wanted.side() <= 0) blocked = blocked.withSide(BlockSide.automatic(blocked));
    String tiles = blocked.tilesInWords();
    if (!tiles.isEmpty()) listener.log(tiles);
    return blocked;
  }

  private BlockedImage withSide(int other) {
    return new BlockedImage(image, description, task, sight, tile, other);
  }

  /** As {@link OpenModel#tilesInWords}; of a network that sees the image whole nothing. */
  private String tilesInWords() {
    if (!isMask() && !hasObjects()) return "";
    if (!sight.seesSlides()) return OpenModel.tilesInWords(tile, image.width(), image.height());
    Slide slide = slide();
    return OpenModel.tilesInWords(tile, slide.width(), slide.height());
  }

  static BlockedImage of(BlockPlan plan, JobListener listener) {
    return of(KeptImage.of(plan), plan.model(), plan.tile(), plan.side(), listener);
  }

  boolean isMask() {
    return task.pixels().isPresent();
  }

  boolean hasObjects() {
    return task instanceof ObjectTask;
  }

  /** Whether objects have outlines, which become labels. */
  boolean hasOutlines() {
    return task instanceof ObjectTask objects && objects.hasOutlines();
  }

  Tiling tiles() {
    return OpenModel.tiles(description.source(), tile);
  }

  /** Whether the network sees slices whole, and some of them at once. */
  boolean seesWhole() {
    if (isMask()) return BlendedPart.isWhole(image.height(), image.width(), tiles());
    return !sight.seesSlides() && Math.max(image.height(), image.width()) <= objectTile();
  }

  /** The blocks of a mask. */
  List<BlockGrid.Place> places() {
    int together = seesWhole() ? OpenModel.BATCH : 0;
    return new BlockGrid(image.height(), image.width(), image.slices(), labelled(side), together)
        .places();
  }

  /** The parts in which a label image is painted. */
  List<BlockGrid.Place> canvases() {
    return new BlockGrid(image.height(), image.width(), image.slices(), labelled(PAINTED), 0)
        .places();
  }

  /** As wide as wanted, or more: a multiple of what is stored together of labels. */
  private int labelled(int wanted) {
    int chunk = OmeZarrLabels.side(image.width(), image.height());
    return Math.max(1, (wanted + chunk - 1) / chunk) * chunk;
  }

  private int objectTile() {
    return sight.seesSlides() ? tile : OpenModel.objectTile(description.source(), tile);
  }

  Slide slide() {
    return sight.slide(image, objectTile());
  }

  ObjectSeeds seeds() {
    Slide slide = slide();
    return ((ObjectTask) task).seeds(slide.height(), slide.width());
  }

  ObjectGrid grid() {
    return ObjectGrid.of(slide(), task.stride(), side);
  }

  /**
   * The blocks of objects: the groups of each, by their index.
   *
   * @param grid see {@link #grid}
   */
  List<List<Integer>> blocks(ObjectGrid grid) {
    int together = seesWhole() ? OpenModel.BATCH : 1;
    int groups = grid.groups().size();
    List<List<Integer>> blocks = new ArrayList<>();
    for (int from = 0; from < groups; from += together)
      blocks.add(IntStream.range(from, Math.min(groups, from + together)).boxed().toList());
    return blocks;
  }

  /**
   * @param largest label
   */
  LabelBlocks labels(BlockPlan plan, int largest) {
    Calibration size = image.calibration();
    return OmeZarrLabels.open(
        plan.labels(),
        plan.image(),
        size,
        image.width(),
        image.height(),
        image.slices(),
        largest,
        plan.run());
  }

  /** The largest value of a class. */
  int largestValue() {
    return description.task().classes().stream().mapToInt(LabelClass::value).max().orElse(0);
  }
}
