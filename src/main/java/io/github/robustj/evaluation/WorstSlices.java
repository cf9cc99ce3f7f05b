package io.github.robustj.evaluation;

import io.github.robustj.attack.VolumeAttack;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.TensorImages;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.WorstCase.Shown;
import io.github.robustj.metric.KnownMean;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps of the worst cases of an evaluation the slice in which most was lost, and nothing of the
 * others. Threads may offer at the same time.
 */
public final class WorstSlices {

  private final int most;
  private final Task<?> task;
  private final List<WorstCase> kept = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  /**
   * @param most cases that are kept; 0 for none
   */
  public WorstSlices(Task<?> task, int most) {
    this.task = task;
    this.most = most;
  }

  /**
   * A case after the attack at the largest epsilon.
   *
   * @param epsilons that it was attacked with, rising; {@code scores} one for each
   * @param attacked all slices, and what the network says of them
   * @param cleanOutputs what it says of the clean ones; asked only if the case is kept
   */
  synchronized void offer(
      EvaluationCase subject,
      List<Double> epsilons,
      List<CaseScore> scores,
      VolumeAttack.Result attacked,
      Supplier<Tensor> cleanOutputs) {
    seen.add(subject.name());
    int last = epsilons.size() - 1;
    double after = scores.get(last).mean();
    if (epsilons.get(last) == 0 || Double.isNaN(after)) return;
    if (!isAmongWorst(subject.name(), after)) return;
    if (task.annotation(subject.targets()).isEmpty()) return;
    Tensor clean = cleanOutputs.get();
    int slice = slice(clean, attacked.outputs(), subject.targets());
    kept.add(
        new WorstCase(
            subject.name(),
            slice + 1,
            attacked.images().samples(),
            epsilons.get(last),
            epsilons.get(0) == 0 ? scores.get(0).mean() : Double.NaN,
            after,
            Optional.of(shown(subject, slice, attacked, clean))));
    kept.sort(worstFirst());
    if (kept.size() > most) kept.remove(most);
  }

  /** How many are kept at most. */
  int most() {
    return most;
  }

  /** The names of all cases that were offered. */
  synchronized Set<String> seen() {
    return Set.copyOf(seen);
  }

  /** The worst first. */
  public synchronized List<WorstCase> worst() {
    return List.copyOf(kept);
  }

  private boolean isAmongWorst(String name, double score) {
    if (most == 0) return false;
    if (kept.size() < most) return true;
    WorstCase best = kept.get(most - 1);
    if (score == best.after()) return name.compareTo(best.name()) < 0;
    return task.higherIsBetter() ? score < best.after() : score > best.after();
  }

  /** Of equal ones by name, whatever their order was. */
  private Comparator<WorstCase> worstFirst() {
    Comparator<WorstCase> rising = Comparator.comparingDouble(WorstCase::after);
    return (task.higherIsBetter() ? rising : rising.reversed()).thenComparing(WorstCase::name);
  }

  private int slice(Tensor clean, Tensor attacked, Tensor targets) {
    int worst = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int z = 0; z < targets.samples() && targets.samples() > 1; z++) {
      double lost = lost(clean.slice(z, z + 1), attacked.slice(z, z + 1), targets.slice(z, z + 1));
      if (lost > largest) worst = z;
      largest = Math.max(largest, lost);
    }
    return worst;
  }

  /** Of masks how many pixels more are wrong, for Dice of a slice is lost with few; else score. */
  private double lost(Tensor clean, Tensor attacked, Tensor targets) {
    Annotation truth = task.annotation(targets).orElseThrow();
    if (truth instanceof Annotation.Mask mask)
      return wrong(mask, task.decode(attacked)) - wrong(mask, task.decode(clean));
    double lost =
        KnownMean.of(task.score(clean, targets).values())
            - KnownMean.of(task.score(attacked, targets).values());
    return task.higherIsBetter() ? lost : -lost;
  }

  private static double wrong(Annotation.Mask truth, Annotation seen) {
    return truth.differences((Annotation.Mask) seen);
  }

  private Shown shown(
      EvaluationCase subject, int slice, VolumeAttack.Result attacked, Tensor cleanOutputs) {
    Image clean = image(subject.name(), subject.images(), slice);
    Image adversarial = image(subject.name(), attacked.images(), slice);
    return new Shown(
        clean,
        adversarial,
        task.annotation(subject.targets().slice(slice, slice + 1)).orElseThrow(),
        seen(clean, cleanOutputs, slice),
        seen(adversarial, attacked.outputs(), slice));
  }

  private static Image image(String name, Tensor slices, int slice) {
    return TensorImages.image(name, slices.slice(slice, slice + 1));
  }

  private Prediction seen(Image image, Tensor outputs, int slice) {
    Task.Reading reading = task.reading(image, image.width(), image.height());
    reading.add(outputs.slice(slice, slice + 1));
    return reading.prediction();
  }
}
