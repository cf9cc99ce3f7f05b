package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Objective;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Slices that the model misreads as they are, for which fmn has nothing to search. */
final class AlreadyBroken {

  private static final int MOST_NAMED = 10;

  private final AttackSpec attack;
  private final List<Integer> slices = new ArrayList<>();

  /**
   * @param attack with its tolerance settled
   */
  AlreadyBroken(AttackSpec attack) {
    this.attack = attack;
  }

  /** Looks at clean slices, the first of which is that of this number, counted from 0. */
  void look(Objective objective, Tensor clean, int first) {
    if (!attack.has(Trait.TOLERANCE)) return;
    float[] harm = objective.harm(clean);
    for (int i = 0; i < harm.length; i++)
      if (harm[i] > objective.harmOf(attack.tolerance())) slices.add(first + i + 1);
  }

  /** Their numbers so far, counted from 1. */
  List<Integer> slices() {
    return List.copyOf(slices);
  }

  /** Those that were found elsewhere, the next ones. */
  void add(List<Integer> others) {
    slices.addAll(others);
  }

  private String named() {
    return slices.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Says which, if there are any. */
  void tell(int all, JobListener listener) {
    if (slices.isEmpty()) return;
    String which =
        slices.size() == all
            ? (all == 1 ? "the clean image is" : "all slices of the clean image are")
            : "slices of the clean image are (%s%s)"
                .formatted(named(), slices.size() > MOST_NAMED ? " and others" : "");
    listener.log(
        "%s already beyond the tolerance %s, so that the smallest perturbation is none"
            .formatted(which, attack.tolerance()));
  }
}
