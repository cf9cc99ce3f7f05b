package io.github.robustj.evaluation.check;

import io.github.robustj.evaluation.EvaluationCase.AimedCase;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The slices that checks look at: a few of cases chosen at random, among those that the model
 * solves best, since only they have something to lose.
 */
record Probe(List<Part> parts) {

  private static final int CASES = 4;

  /** Cases without a slice to look at, after which no other is tried. */
  private static final int MISSES = 4;

  /**
   * @param slices at most, at least 1
   */
  static Probe of(Subject subject, DifferentiableModel model, int slices) {
    List<Integer> order =
        new ArrayList<>(IntStream.range(0, subject.cases().size()).boxed().toList());
    Collections.shuffle(order, new Random(Seeds.random(subject.seed(), 1).nextLong()));
    int each = Math.max(1, slices / Math.min(CASES, order.size()));
    List<Part> parts = new ArrayList<>();
    int missing = slices;
    int misses = 0;
    for (int index : order) {
      if (missing <= 0 || misses > MISSES) break;
      Part part = part(subject, model, index, Math.min(each, missing));
      if (part.slices().length == 0) misses++;
      else parts.add(part);
      missing -= part.slices().length;
    }
    return new Probe(List.copyOf(parts));
  }

  private static Part part(Subject subject, DifferentiableModel model, int index, int slices) {
    AimedCase aimed = AimedCase.of(subject.cases().get(index).get(), model);
    Tensor images = aimed.subject().images();
    Tensor outputs = model.predict(images);
    int all = images.samples();
    var ball = aimed.ball(subject.spec().norm(), subject.epsilon(), 0, all);
    Part whole = new Part(aimed, IntStream.range(0, all).toArray(), outputs, ball);
    int[] chosen = chosen(whole.success(subject.task(), outputs), subject, slices);
    return new Part(aimed, chosen, outputs, ball.gather(chosen));
  }

  /** Evenly among the better half of those that have something to lose. */
  private static int[] chosen(double[] success, Subject subject, int most) {
    // A score or a target that is lost or reached already has nothing to tell; errors have no end.
    boolean bounded = subject.task().higherIsBetter();
    int[] best =
        IntStream.range(0, success.length)
            .filter(i -> !Double.isNaN(success[i]) && (!bounded || success[i] < 1))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> success[i]))
            .mapToInt(i -> i)
            .toArray();
    int half = (best.length + 1) / 2;
    int taken = Math.min(most, best.length);
    int among = Math.max(half, taken);
    return IntStream.range(0, taken).map(i -> best[i * among / taken]).sorted().toArray();
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** How many slices there are. */
  int slices() {
    return parts.stream().mapToInt(part -> part.slices().length).sum();
  }
}
