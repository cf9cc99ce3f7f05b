package io.github.robustj.task.segmentation;

import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Aim;
import io.github.robustj.task.Target;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a targeted attack wants a network to see, made from what is there. All functions take class
 * indices {@code [slice, y, x, 1]}, negative ones stay, and give new ones; index 0 is background.
 */
public final class TargetMasks {

  private TargetMasks() {}

  static Aim aim(SegmentationTask task, Target target, Tensor truth) {
    Tensor wanted = wanted(task, target, truth);
    return outputs -> {
      Tensor seen = AimedMasks.seen(outputs, truth);
      if (target.mask().isPresent()) return AimedMasks.of(wanted, seen);
      Tensor changed = wanted(task, target, seen);
      // Where the truth has nothing of the kind, what is seen of it is a mistake, and stays one.
      for (int i = 0; i < truth.samples(); i++)
        if (Arrays.equals(wanted.slice(i, i + 1).data(), truth.slice(i, i + 1).data()))
          changed.setSample(i, seen, i);
      return AimedMasks.of(changed, seen);
    };
  }

  private static Tensor wanted(SegmentationTask task, Target target, Tensor from) {
    List<LabelClass> classes = task.classes();
    return switch (target.kind()) {
      case "erase" -> erase(from, index(classes, "target_class", target.structure()));
      case "shrink" ->
          shrink(from, index(classes, "target_class", target.structure()), target.pixels());
      case "swap" -> {
        int one = index(classes, "target_class", target.structure());
        int other = index(classes, "target_other", target.other());
        yield swap(from, one, target.requireOther(one, other));
      }
      case "mask" -> task.encode(target.mask().orElseThrow());
      case "move" ->
          throw target.notFor(
              "does not exist for a segmentation; choose none, erase, shrink, swap or mask");
      default ->
          throw target.notFor("is only for a model that finds objects; choose another target");
    };
  }

  private static int index(List<LabelClass> classes, String key, String wanted) {
    for (int i = 1; i < classes.size(); i++) {
      LabelClass known = classes.get(i);
      String text = wanted.strip();
      if (known.name().equalsIgnoreCase(text) || text.equals("" + known.value())) return i;
    }
    String names =
        classes.stream()
            .skip(1)
            .map(c -> c.name() + " (" + c.value() + ")")
            .collect(Collectors.joining(", "));
    throw new RobustJException(
        "The option %s is \"%s\", but must be a structure of the model: %s."
            .formatted(key, wanted, names));
  }

  /** The structure is gone: background in its place. */
  public static Tensor erase(Tensor targets, int structure) {
    Tensor target = targets.copy();
    for (int k = 0; k < target.data().length; k++)
      if (target.data()[k] == structure) target.data()[k] = 0;
    return target;
  }

  /**
   * The structure has lost, in each slice, every pixel that is at most so far from a pixel of
   * something else; the border of the image takes nothing away.
   *
   * @param pixels Euclidean distance between pixel centres, at least 1
   */
  public static Tensor shrink(Tensor targets, int structure, double pixels) {
    Tensor target = targets.copy();
    int height = targets.shape(1);
    int width = targets.shape(2);
    for (int k = 0; k < target.data().length; k++) {
      int slice = k / (height * width) * height * width;
      if (targets.data()[k] == structure && touchesOther(targets, slice, k - slice, pixels))
        target.data()[k] = 0;
    }
    return target;
  }

  /** Two structures have taken each other's place. */
  public static Tensor swap(Tensor targets, int one, int other) {
    Tensor target = targets.copy();
    for (int k = 0; k < target.data().length; k++) {
      if (targets.data()[k] == one) target.data()[k] = other;
      else if (targets.data()[k] == other) target.data()[k] = one;
    }
    return target;
  }

  /**
   * Per sample the share of pixels whose class is that of the target, 0 to 1; 1 if no pixel has a
   * target.
   *
   * @param logits {@code [slice, y, x, class]}
   */
  public static float[] agreement(Tensor logits, Tensor targets) {
    int[] winners = Softmax.winner(logits);
    float[] agreement = new float[targets.samples()];
    int n = targets.sampleLength();
    for (int i = 0; i < agreement.length; i++) {
      int counted = 0;
      int same = 0;
      for (int k = i * n; k < (i + 1) * n; k++) {
        if (targets.data()[k] < 0) continue;
        counted++;
        if (winners[k] == targets.data()[k]) same++;
      }
      agreement[i] = counted == 0 ? 1 : (float) same / counted;
    }
    return agreement;
  }

  private static boolean touchesOther(Tensor targets, int slice, int pixel, double reach) {
    int height = targets.shape(1);
    int width = targets.shape(2);
    int y = pixel / width;
    int x = pixel % width;
    int r = (int) reach;
    float own = targets.data()[slice + pixel];
    for (int v = Math.max(y - r, 0); v <= Math.min(y + r, height - 1); v++)
      for (int u = Math.max(x - r, 0); u <= Math.min(x + r, width - 1); u++)
        if (Math.hypot(v - y, u - x) <= reach && targets.data()[slice + v * width + u] != own)
          return true;
    return false;
  }
}
