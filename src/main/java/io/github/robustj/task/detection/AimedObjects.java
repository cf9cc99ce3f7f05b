package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.metric.F1;
import io.github.robustj.task.Aimed;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A target of a detection: objects that are to be gone, made up or taken for others, beside those
 * that are to stay as they are seen.
 *
 * @param steering {@code [slice, object, column]}, see {@link AimRow}
 * @param targets rows of what is to be seen, see {@link BoxRow}
 */
public record AimedObjects(DetectionTask task, Tensor steering, Tensor targets) implements Aimed {

  /** A counted object of its class that meets the place by more, and no held one better. */
  private static final double STILL_THERE = .1;

  /** What is to become of an object. */
  public enum Fate {
    /** It stays as it is seen. */
    HELD,
    /** Nothing of its class is seen there any more. */
    GONE,
    /** It is seen, though it was not. */
    MADE,
    /** It is seen as one of another class, and not as one of its own. */
    RENAMED
  }

  /**
   * @param object as the model sees it in the clean image, or where one is to be made, in pixels of
   *     the network's input
   * @param other the class that it gets, for {@link Fate#RENAMED} only
   */
  public record Wish(Fate fate, BoxedObject object, String other) {}

  /**
   * @param wishes slice by slice
   * @param truth rows of what was drawn; its crowds stay crowds, and its scale counts
   * @param outputs for the clean images
   */
  public static AimedObjects of(
      DetectionTask task, List<List<Wish>> wishes, Tensor truth, Tensor outputs) {
    int most = Math.max(1, wishes.stream().mapToInt(List::size).max().orElse(0));
    Tensor steering = Tensor.zeros(wishes.size(), most, AimRow.COLUMNS);
    Tensor targets = Tensor.zeros(wishes.size(), most + truth.shape(1), BoxRow.COLUMNS);
    BoxOutputs read = new BoxOutputs(outputs);
    for (int i = 0; i < wishes.size(); i++) {
      int row = i * most;
      int target = i * targets.shape(1);
      for (Wish wish : wishes.get(i)) {
        AimRow.write(steering, row++, wish, task.classes(), read, i);
        if (wish.fate == Fate.GONE) continue;
        String name = wish.fate == Fate.RENAMED ? wish.other : wish.object.name();
        BoxedObject wanted = BoxedObject.drawn(name, wish.object.box());
        int index = task.classes().indexOf(name);
        BoxRow.write(targets.data(), target++ * BoxRow.COLUMNS, index, wanted);
      }
      crowds(truth, i, targets, target);
      sizes(truth, i, steering);
    }
    return new AimedObjects(task, steering, targets);
  }

  private static void crowds(Tensor truth, int sample, Tensor targets, int target) {
    int n = BoxRow.COLUMNS;
    int first = sample * truth.sampleLength();
    for (int row = first; row < first + truth.sampleLength(); row += n)
      if (BoxRow.role(truth.data(), row).filter(r -> r == BoxedObject.Role.CROWD).isPresent())
        System.arraycopy(truth.data(), row, targets.data(), target++ * n, n);
    int head = sample * targets.sampleLength();
    for (int column : BoxRow.OF_SAMPLE)
      targets.data()[head + column] = truth.sampleLength() == 0 ? 0 : truth.data()[first + column];
  }

  private static void sizes(Tensor truth, int sample, Tensor steering) {
    if (truth.sampleLength() == 0) return;
    int first = sample * truth.sampleLength();
    int head = sample * steering.sampleLength();
    steering.data()[head + AimRow.WIDTH] = truth.data()[first + BoxRow.WIDTH];
    steering.data()[head + AimRow.HEIGHT] = truth.data()[first + BoxRow.HEIGHT];
  }

  @Override
  public int[] wanted() {
    int[] wanted = new int[steering.samples()];
    for (int i = 0; i < wanted.length; i++)
      for (AimRow row : AimRow.of(steering, i)) if (row.fate() != Fate.HELD) wanted[i]++;
    return wanted;
  }

  @Override
  public int[] reached(Tensor outputs) {
    int[] reached = new int[steering.samples()];
    for (int i = 0; i < reached.length; i++)
      reached[i] = reached(i, seen(task, outputs, i, targets));
    return reached;
  }

  @Override
  public String inWords(Tensor before, Tensor after, String unit) {
    return reach(after).inWords() + " objects";
  }

  private int reached(int sample, List<BoxedObject> seen) {
    List<AimRow> rows = AimRow.of(steering, sample);
    int reached = 0;
    for (AimRow row : rows)
      if (row.fate() != Fate.HELD && holds(row, rows, seen, task.classes())) reached++;
    return reached;
  }

  /**
   * What counts in a slice, in pixels of the network's input.
   *
   * @param rows that tell the size of the samples: a truth, a target or what steers to it
   */
  public static List<BoxedObject> seen(
      DetectionTask task, Tensor outputs, int sample, Tensor rows) {
    List<BoxedObject> seen = new ArrayList<>(task.decode(outputs.slice(sample, sample + 1)).all());
    seen.removeIf(o -> o.score() < F1.COUNTS);
    return BoxTargets.inside(seen, rows, sample);
  }

  /**
   * Whether an object is as it was wished to be.
   *
   * @param rows all of its slice
   */
  static boolean holds(
      AimRow row, List<AimRow> rows, List<BoxedObject> seen, List<String> classes) {
    String own = classes.get(row.index());
    return switch (row.fate()) {
      case HELD, MADE -> best(seen, own, row.box()) >= F1.FOUND;
      case GONE -> isGone(row, rows, named(seen, own));
      case RENAMED ->
          isGone(row, rows, named(seen, own))
              && best(seen, classes.get(row.other()), row.box()) >= F1.FOUND;
    };
  }

  /** A neighbour that is to stay may overlap with the place: what is nearer to it is that one. */
  private static boolean isGone(AimRow row, List<AimRow> rows, List<BoxedObject> seen) {
    List<AimRow> held =
        rows.stream().filter(r -> r.fate() == Fate.HELD && r.index() == row.index()).toList();
    return seen.stream()
        .filter(o -> o.box().iou(row.box()) > STILL_THERE)
        .allMatch(o -> held.stream().anyMatch(h -> h.box().iou(o.box()) > o.box().iou(row.box())));
  }

  private static double best(List<BoxedObject> seen, String name, Box place) {
    return named(seen, name).stream().mapToDouble(o -> o.box().iou(place)).max().orElse(0);
  }

  private static List<BoxedObject> named(List<BoxedObject> seen, String name) {
    return seen.stream().filter(o -> o.name().equals(name)).toList();
  }
}
