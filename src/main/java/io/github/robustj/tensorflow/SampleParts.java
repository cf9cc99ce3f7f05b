package io.github.robustj.tensorflow;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

/**
 * Samples divided among devices: each takes those that follow the last one's, as many as the
 * others, or one more. What belongs to one sample stays together.
 */
final class SampleParts {

  private SampleParts() {}

  /** No part is empty, so that there are fewer parts where there are fewer samples. */
  static int count(int samples, int devices) {
    return Math.max(1, Math.min(samples, devices));
  }

  /** One part of several. */
  static Tensor of(Tensor all, int part, int parts) {
    int n = all.samples();
    return parts == 1 ? all : all.slice(from(n, part, parts), from(n, part + 1, parts));
  }

  private static int from(int samples, int part, int parts) {
    return (int) ((long) samples * part / parts);
  }

  /**
   * Terms divided sample by sample. A sample and its adversarial one, its targets and its weight
   * come to the same device; terms that share a tensor share its parts.
   *
   * @return one list of terms per device, each of all kinds; of fewer devices if a term has fewer
   *     samples
   */
  static List<List<LossTerm>> of(List<LossTerm> terms, int devices) {
    int least = terms.stream().mapToInt(term -> term.weights().length).min().orElse(0);
    int parts = count(least, devices);
    if (parts == 1) return List.of(terms);
    return IntStream.range(0, parts).mapToObj(part -> new Cut(part, parts).of(terms)).toList();
  }

  /**
   * Loss, gradient and outputs of all parts, one after another.
   *
   * @param result of three fetches for each part
   * @param first index of the first of them
   */
  static LossAndGradient read(Result result, int first, int parts) {
    return new LossAndGradient(
        joined(result, first, 3, parts).data(),
        joined(result, first + 1, 3, parts),
        joined(result, first + 2, 3, parts));
  }

  /**
   * The same value of all parts, one after another.
   *
   * @param result of {@code stride} fetches for each part
   * @param first index of that of the first part
   */
  static Tensor joined(Result result, int first, int stride, int parts) {
    Tensor[] values = new Tensor[parts];
    for (int i = 0; i < parts; i++)
      values[i] = Copies.toJava((TFloat32) result.get(first + stride * i));
    return parts == 1 ? values[0] : Tensor.concat(values);
  }

  private record Cut(int part, int parts, Map<Tensor, Tensor> known) {

    Cut(int part, int parts) {
      this(part, parts, new IdentityHashMap<>());
    }

    List<LossTerm> of(List<LossTerm> terms) {
      return terms.stream().map(this::of).toList();
    }

    private LossTerm of(LossTerm term) {
      if (term instanceof LossTerm.Supervised t)
        return new LossTerm.Supervised(of(t.images()), of(t.targets()), of(t.weights()));
      if (term instanceof LossTerm.Smoothness t)
        return new LossTerm.Smoothness(
            of(t.images()), of(t.adversarial()), of(t.targets()), of(t.weights()));
      if (term instanceof LossTerm.DoubtfulSmoothness t)
        return new LossTerm.DoubtfulSmoothness(
            of(t.images()), of(t.adversarial()), of(t.targets()), of(t.weights()));
      if (term instanceof LossTerm.BoostedCrossEntropy t)
        return new LossTerm.BoostedCrossEntropy(of(t.images()), of(t.targets()), of(t.weights()));
      LossTerm.Agreement t = (LossTerm.Agreement) term;
      return new LossTerm.Agreement(
          of(t.images()), of(t.reference()), of(t.targets()), of(t.weights()));
    }

    private Tensor of(Tensor all) {
      return known.computeIfAbsent(all, tensor -> SampleParts.of(tensor, part, parts));
    }

    private float[] of(float[] all) {
      return Arrays.copyOfRange(
          all, from(all.length, part, parts), from(all.length, part + 1, parts));
    }
  }
}
