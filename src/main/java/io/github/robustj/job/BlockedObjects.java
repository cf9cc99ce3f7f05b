package io.github.robustj.job;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.ObjectSeeds;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The objects of an image that is predicted block by block, see {@link BlockPrediction}. */
record BlockedObjects(BlockedImage blocked, BlockPlan plan, Engine engine, JobListener listener) {

  /** Of the whole prediction: when all blocks are seen, put together, and painted. */
  private static final double FOUND = .9;

  private static final double MERGED = .95;
  private static final double PAINTED = .98;

  /**
   * Finds the objects.
   *
   * @throws RobustJException naming the blocks that failed, if any did
   */
  void find() {
    ObjectGrid grid = blocked.grid();
    SeenBlocks blocks = SeenBlocks.of(blocked);
    run(0, FOUND)
        .run(
            blocks.missing(plan),
            blocks.count(),
            block -> new BlockJob(plan, block, 0),
            blocks::words);
    List<ObjectGrid.Group> groups = grid.groups();
    ObjectSeeds seeds = blocked.seeds();
    ObjectMerge merge =
        new ObjectMerge(
            seeds,
            grid,
            group -> plan.seeds(groups.indexOf(group)),
            new SeedRuns(seeds, plan.work()),
            listener::check);
    int slices = blocked.image().slices();
    for (int z = 0; z < slices; z++) {
      double done = FOUND + (MERGED - FOUND) * z / slices;
      again(merge, z, groups, grid, done);
      listener.progress(done, "putting together the objects of all blocks");
      merge.merge(z, plan.objects(z));
    }
  }

  /** Sees blocks again that objects of others reach into further than was thought. */
  private void again(
      ObjectMerge merge, int slice, List<ObjectGrid.Group> groups, ObjectGrid grid, double done) {
    Map<ObjectGrid.Group, Double> far = merge.reachedTooFar(slice);
    if (far.isEmpty()) return;
    List<Integer> blocks = far.keySet().stream().map(groups::indexOf).sorted().toList();
    listener.log(
        "Objects reach far into %d blocks next to theirs; these are seen again."
            .formatted(blocks.size()));
    run(done, done)
        .run(
            blocks,
            groups.size(),
            block -> new BlockJob(plan, block, far.get(groups.get(block))),
            block -> SeenBlocks.words(grid, List.of(block)));
  }

  /** The objects of a slice, the surest first, in the image's pixels; after {@link #find}. */
  void each(int slice, BlockPrediction.Objects sink) {
    ObjectSeeds seeds = blocked.seeds();
    new SeedRuns(seeds, plan.work())
        .each(
            plan.objects(slice), seed -> seeds.object(seed, blocked.image()).ifPresent(sink::take));
  }

  /**
   * Writes the numbers of objects, slice by slice from 1, as a label image; after {@link #find}.
   *
   * @param counted which of the objects have a number; the plan's run tells of that, too
   */
  void paint(Predicate<BoxedObject> counted) {
    int slices = blocked.image().slices();
    int largest = IntStream.range(0, slices).map(z -> count(z, counted)).max().orElse(0);
    try (LabelBlocks labels = blocked.labels(plan, largest)) {
      List<BlockGrid.Place> canvases = blocked.canvases();
      number(canvases, counted);
      run(MERGED, PAINTED)
          .run(
              BlockRun.missing(canvases.size(), i -> canvases.get(i).isWritten(labels)),
              canvases.size(),
              place -> new PaintJob(plan, place, largest),
              place -> canvases.get(place).inWords());
      labels.finish(BlockRun.finishing(listener, PAINTED));
    }
  }

  private BlockRun run(double from, double to) {
    return new BlockRun(engine, new Share(listener, from, to), plan.work());
  }

  private int count(int slice, Predicate<BoxedObject> counted) {
    int[] count = {0};
    each(
        slice,
        object -> {
          if (counted.test(object)) count[0]++;
        });
    return count[0];
  }

  private void number(List<BlockGrid.Place> canvases, Predicate<BoxedObject> counted) {
    NumberedObjects numbered = new NumberedObjects(canvases, plan::painted);
    ObjectSeeds seeds = blocked.seeds();
    for (int z = 0; z < blocked.image().slices(); z++) {
      int slice = z;
      int[] number = {0};
      new SeedRuns(seeds, plan.work())
          .each(
              plan.objects(z),
              seed -> {
                BoxedObject object = seeds.object(seed, blocked.image()).orElse(null);
                if (object != null && counted.test(object))
                  numbered.add(slice, ++number[0], seed, object);
              });
    }
    numbered.flush();
  }
}
