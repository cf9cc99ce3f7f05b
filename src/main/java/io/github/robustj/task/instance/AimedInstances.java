package io.github.robustj.task.instance;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.LabelOutlines;
import io.github.robustj.data.Outline;
import io.github.robustj.metric.F1;
import io.github.robustj.task.Aimed;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A target of outlines: objects that are to be gone or made up, beside those that are to stay as
 * they are seen.
 *
 * @param steering {@code [slice, y, x, 2]}: the number of the object that is to be seen, 0 for
 *     none, and the number of the object that is to change, be it gone or made, 0 elsewhere
 */
record AimedInstances(InstanceTask task, Tensor steering) implements Aimed {

  /** An object that meets the place by more, and none that is to stay better, is still there. */
  private static final double STILL_THERE = .1;

  @Override
  public Tensor targets() {
    return channel(steering, 0);
  }

  static Tensor channel(Tensor steering, int channel) {
    Tensor one = Tensor.zeros(steering.samples(), steering.shape(1), steering.shape(2), 1);
    for (int i = 0; i < one.data().length; i++) one.data()[i] = steering.data()[2 * i + channel];
    return one;
  }

  @Override
  public int[] wanted() {
    int[] wanted = new int[steering.samples()];
    for (int i = 0; i < wanted.length; i++) wanted[i] = Things.of(steering, i).changes().size();
    return wanted;
  }

  @Override
  public int[] reached(Tensor outputs) {
    int[] reached = new int[steering.samples()];
    for (int i = 0; i < reached.length; i++)
      reached[i] = Things.of(steering, i).reached(seen(outputs, i));
    return reached;
  }

  /** What counts in a slice, in pixels of the network's input. */
  List<BoxedObject> seen(Tensor outputs, int sample) {
    return task.counted(outputs.slice(sample, sample + 1)).all();
  }

  @Override
  public String inWords(Tensor before, Tensor after, String unit) {
    return reach(after).inWords() + " objects";
  }

  /**
   * The objects of a slice.
   *
   * @param held that are to stay
   * @param changes those that are to be gone, or made, by their numbers
   * @param made the numbers of those that are to be made
   */
  record Things(Map<Integer, Outline> held, Map<Integer, Outline> changes, List<Integer> made) {

    static Things of(Tensor steering, int sample) {
      int pixels = steering.sampleLength() / 2;
      int[] seen = new int[pixels];
      int[] changing = new int[pixels];
      for (int i = 0; i < pixels; i++) {
        int at = sample * steering.sampleLength() + 2 * i;
        changing[i] = (int) steering.data()[at + 1];
        seen[i] = (int) steering.data()[at];
      }
      List<Integer> made =
          IntStream.range(0, pixels)
              .filter(i -> seen[i] > 0 && changing[i] > 0)
              .map(i -> changing[i])
              .distinct()
              .boxed()
              .toList();
      for (int i = 0; i < pixels; i++) if (changing[i] > 0) seen[i] = 0;
      int width = steering.shape(2);
      return new Things(LabelOutlines.of(seen, width), LabelOutlines.of(changing, width), made);
    }

    int reached(List<BoxedObject> seen) {
      return (int)
          changes.entrySet().stream()
              .filter(
                  change ->
                      made.contains(change.getKey())
                          ? best(seen, change.getValue()) >= F1.FOUND
                          : isGone(seen, change.getValue()))
              .count();
    }

    int stays(List<BoxedObject> seen) {
      return (int) held.values().stream().filter(o -> best(seen, o) >= F1.FOUND).count();
    }

    /** What is nearer to an object that is to stay is that one. */
    private boolean isGone(List<BoxedObject> seen, Outline place) {
      return seen.stream()
          .filter(o -> o.shape().iou(place) > STILL_THERE)
          .allMatch(
              o -> held.values().stream().anyMatch(h -> h.iou(o.shape()) > o.shape().iou(place)));
    }

    private static double best(List<BoxedObject> seen, Outline place) {
      return seen.stream().mapToDouble(o -> o.shape().iou(place)).max().orElse(0);
    }
  }
}
