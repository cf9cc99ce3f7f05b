package io.github.robustj.job;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Scaling;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectTask;
import io.github.robustj.task.Prediction;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The prediction of an image that may be larger than memory: block by block, by an engine that may
 * be a cluster, and put together here. What is found is what {@link PredictJob} finds, to the last
 * bit. Finished blocks stay on disk until {@link #end}, so that a run that was stopped goes on.
 */
public final class BlockPrediction {

  /**
   * What is wanted.
   *
   * @param image file or folder
   * @param model folder
   * @param work folder for what blocks find; made, and removed at the end
   * @param labels label image to write
   * @param side of a block in pixels; 0 for automatic
   * @param pixelSize of landmarks, see {@link PredictSlideJob}
   * @param resume whether to go on with the blocks of an earlier run
   * @param overwrite whether a label image of another run may be replaced
   */
  public record Request(
      Path image,
      Path model,
      Path work,
      Path labels,
      int tile,
      int side,
      double pixelSize,
      boolean resume,
      boolean overwrite) {

    private String owner() {
      return "image %s, model %s"
          .formatted(image.getFileName(), model.toAbsolutePath().normalize().getFileName());
    }
  }

  private final Request request;
  private final Engine engine;
  private final JobListener listener;
  private final BlockScene scene;
  private final BlockStart start;

  private BlockPrediction(
      Request request, Engine engine, JobListener listener, BlockScene scene, BlockStart start) {
    this.request = request;
    this.engine = engine;
    this.listener = listener;
    this.scene = scene;
    this.start = start;
  }

  /**
   * Begins, or goes on: looks at the image's intensities unless that was done.
   *
   * @throws RobustJException if the image cannot be read, the model does not fit it, or blocks are
   *     there that are not of this run
   */
  public static BlockPrediction begin(Request request, Engine engine, JobListener listener) {
    BlockScene seen =
        BlockScene.of(request.image, request.model, request.tile, request.side, listener);
    int side = request.side > 0 ? request.side : BlockSide.automatic(seen);
    BlockScene scene =
        BlockScene.of(request.image, request.model, request.tile, side, JobListener.SILENT);
    BlockStart own = BlockStart.of(request.image, request.model, request.tile, side);
    if (!seen.isMask() && !seen.hasObjects())
      return new BlockPrediction(request, engine, listener, scene, own);
    Optional<BlockStart> earlier =
        request.resume ? BlockStart.read(request.work) : Optional.empty();
    earlier.ifPresent(then -> own.requireSame(then, request.work));
    BlockStart start = earlier.orElse(null);
    if (start == null) {
      LabelFolder.require(request.labels, request.owner(), request.overwrite);
      BlockStart.clear(request.work);
      Scaling scaling =
          engine.run(new SurveyJob(request.image, request.model, request.tile), listener);
      LabelFolder.clear(request.labels, request.owner(), request.overwrite);
      start = own.with(scaling);
      start.write(request.work);
    }
    return new BlockPrediction(request, engine, listener, scene, start);
  }

  /** The file or folder of the image. */
  public Path file() {
    return request.image;
  }

  /** The label image. */
  public Path labels() {
    return request.labels;
  }

  /** Of a mask, background first; else empty. */
  public List<LabelClass> labelClasses() {
    return scene.description().task().classes();
  }

  /** The names of the classes of objects; empty for other tasks. */
  public List<String> classes() {
    return scene.task() instanceof ObjectTask task ? task.classes() : List.of();
  }

  /** What a network that sees whole images finds in it, at the network's scale. */
  public Prediction whole() {
    return engine.run(
        new PredictSlideJob(request.image, request.model, request.tile, request.pixelSize),
        listener);
  }

  /** With the channels that the network sees. */
  public Image image() {
    return scene.image().calibrated(request.pixelSize);
  }

  public boolean isMask() {
    return scene.isMask();
  }

  public boolean hasObjects() {
    return scene.hasObjects();
  }

  /** Whether the objects have outlines, so that they become a label image. */
  public boolean hasOutlines() {
    return scene.hasOutlines();
  }

  private BlockPlan plan(String labels) {
    return new BlockPlan(
        request.image,
        request.model,
        request.work,
        request.labels,
        request.tile,
        start.side(),
        start.scaling(),
        "%s, %s %s, tile %d%s"
            .formatted(request.owner(), start.imageSum(), start.modelSum(), start.tile(), labels));
  }

  /**
   * Predicts the mask and writes its label image.
   *
   * @return what it holds, slice by slice
   * @throws RobustJException naming the blocks that failed, if any did
   */
  public List<MaskSums> mask() {
    BlockPlan plan = plan("");
    try (LabelBlocks labels = scene.labels(plan, scene.largestValue())) {
      List<BlockGrid.Place> places = scene.places(labels);
      blocks(plan)
          .run(
              missing(
                  places.size(),
                  i -> Files.isRegularFile(plan.sums(i)) && isWritten(labels, places.get(i))),
              places.size(),
              block -> new BlockJob(plan, block, 0),
              block -> places.get(block).inWords());
      labels.finish(finishing());
      return sums(plan, places.size());
    }
  }

  private BlockRun blocks(BlockPlan plan) {
    return new BlockRun(engine, new Share(listener, 0, .95), plan.work());
  }

  private static List<Integer> missing(int count, Predicate<Integer> finished) {
    return IntStream.range(0, count).boxed().filter(finished.negate()).toList();
  }

  private DoubleConsumer finishing() {
    return done -> {
      listener.check();
      listener.progress(.95 + .05 * done, "writing smaller copies of the labels");
    };
  }

  private List<MaskSums> sums(BlockPlan plan, int blocks) {
    int classes = scene.task().outputChannels();
    List<MaskSums> slices =
        Stream.generate(() -> MaskSums.of(classes)).limit(image().slices()).toList();
    for (int block = 0; block < blocks; block++) {
      Path file = plan.sums(block);
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
        int from = in.readInt();
        for (int n = in.readInt(), z = from; z < from + n; z++)
          slices.get(z).add(MaskSums.read(in));
      } catch (EOFException e) {
        throw SeedRuns.damaged(file, e);
      } catch (IOException e) {
        throw ReadFailure.sentence(file, e);
      }
    }
    return slices;
  }

  /**
   * Finds the objects.
   *
   * @throws RobustJException naming the blocks that failed, if any did
   */
  public void objects() {
    BlockPlan plan = plan("");
    ObjectGrid grid = scene.grid();
    List<List<Integer>> blocks = scene.blocks(grid);
    Predicate<Integer> finished =
        block -> blocks.get(block).stream().allMatch(g -> Files.isRegularFile(plan.seeds(g)));
    BlockRun run = blocks(plan);
    run.run(
        missing(blocks.size(), finished),
        blocks.size(),
        block -> new BlockJob(plan, block, 0),
        block -> words(grid, blocks.get(block)));
    List<ObjectGrid.Group> groups = grid.groups();
    ObjectSeeds seeds = scene.seeds();
    ObjectMerge merge =
        new ObjectMerge(
            seeds,
            grid,
            group -> plan.seeds(groups.indexOf(group)),
            new SeedRuns(seeds, plan.work()),
            listener::check);
    for (int z = 0; z < image().slices(); z++) {
      again(merge, z, groups, plan, grid);
      listener.progress(
          .9 + .05 * z / image().slices(), "putting together the objects of all blocks");
      merge.merge(z, plan.objects(z));
    }
  }

  private static String words(ObjectGrid grid, List<Integer> groups) {
    ObjectGrid.Group first = grid.groups().get(groups.get(0));
    ObjectSeeds.Cells cells = grid.cells(first);
    int n = grid.stride();
    return "x %d to %d, y %d to %d at the model's scale, slice %d"
        .formatted(
            cells.left() * n,
            (cells.left() + cells.width()) * n,
            cells.top() * n,
            (cells.top() + cells.height()) * n,
            first.slice() + 1);
  }

  /** Sees blocks again that objects of others reach into further than was thought. */
  private void again(
      ObjectMerge merge,
      int slice,
      List<ObjectGrid.Group> groups,
      BlockPlan plan,
      ObjectGrid grid) {
    Map<ObjectGrid.Group, Double> far = merge.reachedTooFar(slice);
    if (far.isEmpty()) return;
    List<Integer> blocks = far.keySet().stream().map(groups::indexOf).sorted().toList();
    listener.log(
        "Objects reach far into %d blocks next to theirs; these are seen again."
            .formatted(blocks.size()));
    blocks(plan)
        .run(
            blocks,
            groups.size(),
            block -> new BlockJob(plan, block, far.get(groups.get(block))),
            block -> words(grid, List.of(block)));
  }

  /** Takes objects one after another. */
  @FunctionalInterface
  public interface Objects {
    void take(BoxedObject object);
  }

  /** The objects of a slice, the surest first, in the image's pixels; after {@link #objects()}. */
  public void objects(int slice, Objects sink) {
    ObjectSeeds seeds = scene.seeds();
    new SeedRuns(seeds, request.work)
        .each(plan("").objects(slice), seed -> seeds.object(seed, image()).ifPresent(sink::take));
  }

  /**
   * Writes the numbers of objects, slice by slice from 1, as a label image; after {@link
   * #objects()}.
   *
   * @param counted which of the objects have a number
   * @param words what decides about that, for {@link BlockPlan#run}
   */
  public void paint(Predicate<BoxedObject> counted, String words) {
    int largest = IntStream.range(0, image().slices()).map(z -> count(z, counted)).max().orElse(0);
    BlockPlan plan = plan(", " + words);
    try (LabelBlocks labels = scene.labels(plan, largest)) {
      List<BlockGrid.Place> canvases = scene.canvases(labels);
      number(plan, canvases, counted);
      new BlockRun(engine, new Share(listener, .95, .98), plan.work())
          .run(
              missing(canvases.size(), i -> isWritten(labels, canvases.get(i))),
              canvases.size(),
              place -> new PaintJob(plan, place, largest),
              place -> canvases.get(place).inWords());
      labels.finish(finishing());
    }
  }

  private int count(int slice, Predicate<BoxedObject> counted) {
    int[] count = {0};
    objects(
        slice,
        object -> {
          if (counted.test(object)) count[0]++;
        });
    return count[0];
  }

  private static boolean isWritten(LabelBlocks labels, BlockGrid.Place canvas) {
    return labels.blocks().stream().filter(canvas::holds).allMatch(labels::isWritten);
  }

  private void number(
      BlockPlan plan, List<BlockGrid.Place> canvases, Predicate<BoxedObject> counted) {
    NumberedObjects numbered = new NumberedObjects(canvases, plan::painted);
    ObjectSeeds seeds = scene.seeds();
    for (int z = 0; z < image().slices(); z++) {
      int slice = z;
      int[] number = {0};
      new SeedRuns(seeds, plan.work())
          .each(
              plan.objects(z),
              seed -> {
                BoxedObject object = seeds.object(seed, image()).orElse(null);
                if (object != null && counted.test(object))
                  numbered.add(slice, ++number[0], seed, object);
              });
    }
    numbered.flush();
  }

  /** Removes what blocks have left. */
  public void end() {
    if (Files.exists(request.work)) BlockStart.remove(request.work);
  }
}
