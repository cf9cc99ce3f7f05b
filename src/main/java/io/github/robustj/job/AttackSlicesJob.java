package io.github.robustj.job;

import io.github.robustj.model.Backend;

/**
 * An attack on some slices of a volume that is read where the job runs. What all parts of a volume
 * have found is joined by {@link JoinedAttackJob}.
 *
 * @param volume the attack on all slices, not {@link AttackFileJob#undivided}
 */
public record AttackSlicesJob(AttackFileJob volume, SliceRange slices)
    implements Job<AttackedSlices> {

  @Override
  public AttackedSlices run(Backend backend, JobListener listener) {
    String sum = volume.sum();
    return volume.of(volume.image().read()).slices(slices, sum, backend, listener);
  }
}
