package io.github.robustj.job;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.model.Backend;
import java.util.Comparator;
import java.util.List;

/**
 * Paints the numbers of objects into a part of a label image, as {@code LabelOutlines} paints them
 * into the whole.
 *
 * @param place of the part among all, counted from 0
 * @param largest number of an object
 */
public record PaintJob(BlockPlan plan, int place, int largest) implements Job<BlockJob.Done> {

  @Override
  public BlockJob.Done run(Backend backend, JobListener listener) {
    BlockedImage blocked = BlockedImage.of(plan, listener);
    try (LabelBlocks labels = blocked.labels(plan, largest)) {
      BlockGrid.Place canvas = blocked.canvases().get(place);
      List<NumberedObjects.Numbered> objects =
          NumberedObjects.read(plan.painted(place), blocked.seeds(), blocked.image()).stream()
              .sorted(Comparator.comparingDouble(o -> o.object().score()))
              .toList();
      for (LabelBlocks.Block chunk : labels.blocks()) {
        if (!canvas.holds(chunk)) continue;
        listener.check();
        int[] pixels = new int[chunk.height() * chunk.width()];
        for (NumberedObjects.Numbered one : objects) paint(one, chunk, pixels);
        labels.write(chunk, pixels);
      }
    }
    return new BlockJob.Done(place);
  }

  private static void paint(NumberedObjects.Numbered one, LabelBlocks.Block chunk, int[] pixels) {
    BoxedObject object = one.object();
    boolean beside =
        object.box().bottom() < chunk.top()
            || object.box().top() > chunk.top() + chunk.height()
            || object.box().right() < chunk.left()
            || object.box().left() > chunk.left() + chunk.width();
    if (!beside)
      object.shape().paint(pixels, chunk.left(), chunk.top(), chunk.width(), one.number());
  }
}
