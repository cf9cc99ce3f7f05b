package io.github.robustj.tensorflow;

import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The terms of a training loss as one batch: every tensor of images once, however many terms hold
 * it, and for each term the rows it speaks of.
 */
final class TermBatch {

  /** The terms besides the supervised one. */
  enum Kind {
    SMOOTHNESS,
    DOUBTFUL_SMOOTHNESS,
    BOOSTED_CROSS_ENTROPY,
    AGREEMENT
  }

  /** All terms of one kind. */
  static final class Rows {

    /** Of the images whose probabilities are measured; of smoothness, the adversarial ones. */
    final List<Integer> rows = new ArrayList<>();

    /** Of the clean images they are compared with; else the rows again. */
    final List<Integer> partners = new ArrayList<>();

    final List<Float> weights = new ArrayList<>();

    /** Of an agreement, else empty. */
    final List<Tensor> reference = new ArrayList<>();

    private void add(int row, int partner, float[] more) {
      for (int i = 0; i < more.length; i++) {
        rows.add(row + i);
        partners.add(partner + i);
        weights.add(more[i]);
      }
    }
  }

  private final List<Tensor> images = new ArrayList<>();
  private final List<Tensor> targets = new ArrayList<>();
  private final List<float[]> supervised = new ArrayList<>();
  private final Map<Tensor, Integer> first = new IdentityHashMap<>();
  private final Map<Kind, Rows> others = new EnumMap<>(Kind.class);
  private int samples;

  TermBatch(List<LossTerm> terms) {
    terms.forEach(this::add);
    if (targets.isEmpty()) throw new IllegalArgumentException("no terms");
  }

  private void add(LossTerm term) {
    if (term instanceof LossTerm.Supervised t) {
      int block = block(t.images(), t.targets());
      float[] sum = supervised.get(block);
      for (int i = 0; i < sum.length; i++) sum[i] += t.weights()[i];
    } else if (term instanceof LossTerm.Smoothness t) {
      pair(Kind.SMOOTHNESS, block(t.adversarial(), null), block(t.images(), t.targets()), t);
    } else if (term instanceof LossTerm.DoubtfulSmoothness t) {
      int clean = block(t.images(), t.targets());
      pair(Kind.DOUBTFUL_SMOOTHNESS, block(t.adversarial(), null), clean, t);
    } else if (term instanceof LossTerm.BoostedCrossEntropy t) {
      int block = block(t.images(), t.targets());
      pair(Kind.BOOSTED_CROSS_ENTROPY, block, block, t);
    } else if (term instanceof LossTerm.Agreement t) {
      int block = block(t.images(), t.targets());
      pair(Kind.AGREEMENT, block, block, t).reference.add(t.reference());
    }
  }

  private Rows pair(Kind kind, int block, int partner, LossTerm term) {
    Rows rows = others.computeIfAbsent(kind, k -> new Rows());
    rows.add(start(block), start(partner), term.weights());
    return rows;
  }

  /** Where these images stand in the list; a new place if they stand there with other targets. */
  private int block(Tensor wanted, Tensor itsTargets) {
    Integer known = first.get(wanted);
    if (known != null) {
      Tensor had = targets.get(known);
      if (itsTargets == null || had == null || had == itsTargets) {
        if (had == null) targets.set(known, itsTargets);
        return known;
      }
    }
    images.add(wanted);
    targets.add(itsTargets);
    supervised.add(new float[wanted.samples()]);
    samples += wanted.samples();
    first.put(wanted, images.size() - 1);
    return images.size() - 1;
  }

  private int start(int block) {
    return images.subList(0, block).stream().mapToInt(Tensor::samples).sum();
  }

  Tensor images() {
    return Tensor.concat(images.toArray(Tensor[]::new));
  }

  /** Zeros where a block has none: nothing there looks at them. */
  Tensor targets() {
    int[] shape = targets.stream().filter(t -> t != null).findFirst().orElseThrow().shape();
    Tensor[] filled = new Tensor[targets.size()];
    for (int b = 0; b < filled.length; b++) {
      shape[0] = images.get(b).samples();
      filled[b] = targets.get(b) == null ? Tensor.zeros(shape) : targets.get(b);
    }
    return Tensor.concat(filled);
  }

  /** The weight of each row's supervised loss, 0 for none. */
  float[] supervised() {
    float[] all = new float[samples];
    for (int b = 0; b < supervised.size(); b++)
      System.arraycopy(supervised.get(b), 0, all, start(b), supervised.get(b).length);
    return all;
  }

  Map<Kind, Rows> others() {
    return others;
  }

  static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(i -> i).toArray();
  }

  static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = values.get(i));
    return floats;
  }
}
