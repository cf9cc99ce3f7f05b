package io.github.robustj.job;

import io.github.robustj.data.LabelBlocks;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.model.Backend;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.MaskSums;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Predicts one block of an image. Labels, and what else was found, go to the plan's files, which
 * appear whole.
 *
 * @param block counted from 0
 * @param reach of objects: pixels that those of other blocks may reach into this one; 0 for
 *     automatic
 */
public record BlockJob(BlockPlan plan, int block, double reach) implements Job<BlockJob.Done> {

  /**
   * A block that is finished.
   *
   * @param block its number
   */
  public record Done(int block) {}

  @Override
  public String lighter() {
    int tile = plan.tile();
    return "tile=%d instead of %d".formatted(Math.max(OpenModel.LEAST_TILE, tile / 2), tile);
  }

  /**
   * @throws RobustJException if the image cannot be read there, among others
   */
  @Override
  public Done run(Backend backend, JobListener listener) {
    listener.progress(0, "opening the model");
    BlockedImage blocked = BlockedImage.of(plan, listener);
    if (blocked.isMask()) mask(blocked, backend, listener);
    else objects(blocked, backend, listener);
    return new Done(block);
  }

  private void mask(BlockedImage blocked, Backend backend, JobListener listener) {
    try (LabelBlocks labels = blocked.labels(plan, blocked.largestValue());
        DifferentiableModel network = network(blocked, backend, listener)) {
      BlockGrid.Place place = blocked.places().get(block);
      MaskBlock part =
          new MaskBlock(
              blocked.image(),
              plan.scaling(),
              network,
              blocked.tiles(),
              blocked.task().pixels().orElseThrow(),
              labels,
              listener);
      List<MaskSums> sums = part.predict(place);
      write(
          plan.sums(block),
          out -> {
            out.writeInt(place.from());
            out.writeInt(sums.size());
            for (MaskSums slice : sums) slice.write(out);
          });
    }
  }

  /** In tiles that the block cuts itself, or in batches of slices that are seen whole. */
  private DifferentiableModel network(BlockedImage blocked, Backend backend, JobListener listener) {
    return blocked.seesWhole()
        ? OpenModel.open(plan.model(), backend, plan.tile(), listener).network()
        : OpenModel.network(ModelFolder.open(plan.model()), blocked.task(), backend);
  }

  private void objects(BlockedImage blocked, Backend backend, JobListener listener) {
    ObjectGrid grid = blocked.grid();
    List<Integer> groups = blocked.blocks(grid).get(block);
    try (OpenModel open = OpenModel.open(plan.model(), backend, plan.tile(), listener)) {
      ObjectBlock part =
          new ObjectBlock(
              blocked.slide(),
              plan.scaling(),
              open.network(),
              blocked.seeds(),
              blocked.task().logitChannels(),
              grid,
              reach,
              listener);
      List<FoundSeeds> found =
          blocked.seesWhole()
              ? part.predict(groups.get(0), groups.get(groups.size() - 1) + 1)
              : List.of(part.predict(grid.groups().get(groups.get(0))));
      for (int i = 0; i < groups.size(); i++) write(plan.seeds(groups.get(i)), found.get(i)::write);
    }
  }

  /** Writes what a block has found. */
  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static void write(Path file, Content content) {
    AtomicFiles.write(
        file,
        stream -> {
          DataOutputStream out = new DataOutputStream(stream);
          content.write(out);
          out.flush();
        });
  }
}
