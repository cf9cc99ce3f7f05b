package io.github.robustj.task.instance;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.LabelOutlines;
import io.github.robustj.data.Outline;
import io.github.robustj.metric.F1;
import io.github.robustj.task.Target;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What targets of attacks make of outlined objects, as of those in boxes: {@code vanish}, or {@code
 * fabricate} all over beside the true ones.
 */
record TargetInstances(InstanceTask task, Target target) {

  static final List<String> KINDS = List.of("none", "vanish", "fabricate");

  /** Radius of fabricated objects where there is no true one, in pixels of the network's input. */
  private static final double RADIUS = 8;

  private static final int CORNERS = 32;

  /**
   * @throws io.github.robustj.error.RobustJException if it is no target for outlines, or names
   *     another class
   */
  TargetInstances {
    if (!KINDS.contains(target.kind()))
      throw target.notFor("is not for a model that outlines objects; choose vanish or fabricate");
    if (!target.structure().isBlank()) target.structure(List.of(InstanceTask.OBJECT), "a class");
  }

  /**
   * @param truth numbers of objects {@code [slice, y, x, 1]}
   * @param outputs of the model for the clean slices
   */
  AimedInstances aimed(Tensor truth, Tensor outputs) {
    int height = truth.shape(1);
    int width = truth.shape(2);
    Tensor steering = Tensor.zeros(truth.samples(), height, width, 2);
    for (int i = 0; i < truth.samples(); i++) {
      List<BoxedObject> drawn = LabelMaps.outlines(truth.slice(i, i + 1)).all();
      List<BoxedObject> seen = task.counted(outputs.slice(i, i + 1)).all();
      boolean vanish = is("vanish");
      List<BoxedObject> changing =
          vanish ? vanishing(seen, drawn) : fabricated(seen, drawn, height, width);
      int[] changes = LabelOutlines.painted(changing, height, width);
      int[] stay =
          LabelOutlines.painted(vanish && !changing.isEmpty() ? List.of() : seen, height, width);
      for (int k = 0; k < changes.length; k++) {
        int at = i * steering.sampleLength() + 2 * k;
        steering.data()[at + 1] = changes[k];
        boolean made = !vanish && changes[k] > 0;
        steering.data()[at] = made ? seen.size() + changes[k] : stay[k];
      }
    }
    return new AimedInstances(task, steering);
  }

  private boolean is(String kind) {
    return target.kind().equals(kind);
  }

  /** All that is seen, once some of it is there. */
  private static List<BoxedObject> vanishing(List<BoxedObject> seen, List<BoxedObject> drawn) {
    boolean any = seen.stream().anyMatch(o -> drawn.stream().anyMatch(d -> d.iou(o) >= F1.FOUND));
    return any ? seen : List.of();
  }

  /** A grid of discs as large as the true objects are on average, where nothing is. */
  private static List<BoxedObject> fabricated(
      List<BoxedObject> seen, List<BoxedObject> drawn, int height, int width) {
    double radius =
        drawn.stream()
            .mapToDouble(o -> Math.sqrt(o.shape().area() / Math.PI))
            .average()
            .orElse(RADIUS);
    List<BoxedObject> taken = new ArrayList<>(drawn);
    taken.addAll(seen);
    List<BoxedObject> made = new ArrayList<>();
    int down = (int) Math.max(1, height / (3 * radius));
    int across = (int) Math.max(1, width / (3 * radius));
    for (int k = 0; k < down * across; k++) {
      BoxedObject disc =
          BoxedObject.outlined(
              InstanceTask.OBJECT,
              disc((k % across + .5) * width / across, (k / across + .5) * height / down, radius));
      // Of what is near, nothing may reach into it: held objects keep their pixels.
      if (taken.stream().allMatch(other -> other.shape().intersection(disc.shape()) == 0))
        made.add(disc);
    }
    return made;
  }

  private static Outline disc(double x, double y, double radius) {
    double[] ring = new double[2 * CORNERS];
    for (int k = 0; k < CORNERS; k++) {
      ring[2 * k] = x + radius * Math.cos(2 * Math.PI * k / CORNERS);
      ring[2 * k + 1] = y + radius * Math.sin(2 * Math.PI * k / CORNERS);
    }
    return new Outline(List.of(ring));
  }
}
