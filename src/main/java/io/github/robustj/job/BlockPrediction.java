package io.github.robustj.job;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.ObjectTask;
import io.github.robustj.task.Prediction;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

    String owner() {
      return "image %s, model %s"
          .formatted(image.getFileName(), model.toAbsolutePath().normalize().getFileName());
    }
  }

  /** Of a mask the part that is done when all blocks are. */
  private static final double PREDICTED = .95;

  private final Request request;
  private final Engine engine;
  private final JobListener listener;
  private final BlockedImage blocked;
  private final BlockStart start;

  private BlockPrediction(
      Request request,
      Engine engine,
      JobListener listener,
      BlockedImage blocked,
      BlockStart start) {
    this.request = request;
    this.engine = engine;
    this.listener = listener;
    this.blocked = blocked;
    this.start = start;
  }

  /**
   * Begins, or goes on: looks at the image's intensities unless that was done.
   *
   * @throws RobustJException if the image cannot be read, the model does not fit it, or blocks are
   *     there that are not of this run
   */
  public static BlockPrediction begin(Request request, Engine engine, JobListener listener) {
    BlockedImage blocked = BlockedImage.of(request, listener);
    BlockStart own = BlockStart.of(request, blocked.side());
    if (!blocked.isMask() && !blocked.hasObjects())
      return new BlockPrediction(request, engine, listener, blocked, own);
    Optional<BlockStart> earlier = request.resume ? own.begun(request) : Optional.empty();
    BlockStart start = earlier.orElseGet(() -> own.begin(request, engine, listener));
    return new BlockPrediction(request, engine, listener, blocked, start);
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
    return blocked.description().task().classes();
  }

  /** The names of the classes of objects; empty for other tasks. */
  public List<String> classes() {
    return blocked.task() instanceof ObjectTask task ? task.classes() : List.of();
  }

  /** What a network that sees whole images finds in it, at the network's scale. */
  public Prediction whole() {
    return engine.run(
        new PredictSlideJob(request.image, request.model, request.tile, request.pixelSize),
        listener);
  }

  /** With the channels that the network sees. */
  public Image image() {
    return blocked.image().calibrated(request.pixelSize);
  }

  public boolean isMask() {
    return blocked.isMask();
  }

  public boolean hasObjects() {
    return blocked.hasObjects();
  }

  /** Whether the objects have outlines, so that they become a label image. */
  public boolean hasOutlines() {
    return blocked.hasOutlines();
  }

  private BlockPlan plan(String labels) {
    return start.plan(request, labels);
  }

  /**
   * Predicts the mask and writes its label image.
   *
   * @return what it holds, slice by slice
   * @throws RobustJException naming the blocks that failed, if any did
   */
  public List<MaskSums> mask() {
    BlockPlan plan = plan("");
    try (LabelBlocks labels = blocked.labels(plan, blocked.largestValue())) {
      SeenBlocks blocks = SeenBlocks.of(blocked);
      new BlockRun(engine, new Share(listener, 0, PREDICTED), plan.work())
          .run(
              blocks.missing(plan),
              blocks.count(),
              block -> new BlockJob(plan, block, 0),
              blocks::words);
      labels.finish(BlockRun.finishing(listener, PREDICTED));
      return sums(plan, blocks.count());
    }
  }

  private List<MaskSums> sums(BlockPlan plan, int blocks) {
    int classes = blocked.task().outputChannels();
    List<MaskSums> slices =
        Stream.generate(() -> MaskSums.of(classes)).limit(image().slices()).toList();
    for (int block = 0; block < blocks; block++)
      BlockFiles.read(plan.sums(block), in -> add(in, slices));
    return slices;
  }

  /** What a block counts, from the first of its slices on. */
  private static List<MaskSums> add(DataInputStream in, List<MaskSums> slices) throws IOException {
    int from = in.readInt();
    List<MaskSums> own = slices.subList(from, from + in.readInt());
    for (MaskSums slice : own) slice.add(MaskSums.read(in));
    return own;
  }

  /**
   * Finds the objects.
   *
   * @throws RobustJException naming the blocks that failed, if any did
   */
  public void objects() {
    found("").find();
  }

  private BlockedObjects found(String labels) {
    return new BlockedObjects(blocked, plan(labels), engine, listener);
  }

  /** Takes objects one after another. */
  @FunctionalInterface
  public interface Objects {
    void take(BoxedObject object);
  }

  /** The objects of a slice, the surest first, in the image's pixels; after {@link #objects()}. */
  public void objects(int slice, Objects sink) {
    found("").each(slice, sink);
  }

  /**
   * Writes the numbers of objects, slice by slice from 1, as a label image; after {@link
   * #objects()}.
   *
   * @param counted which of the objects have a number
   * @param words what decides about that, for {@link BlockPlan#run}
   */
  public void paint(Predicate<BoxedObject> counted, String words) {
    found(", " + words).paint(counted);
  }

  /** Removes what blocks have left. */
  public void end() {
    if (Files.exists(request.work)) BlockStart.remove(request.work);
  }
}
