package io.github.robustj.job;

import io.github.robustj.model.Backend;
import java.util.List;

/**
 * An attack whose search is done: what comes of it is what comes of the attack itself.
 *
 * @param found in all slices, in their order
 */
public record JoinedAttackJob(AttackJob attack, List<AttackedSlices> found)
    implements Job<AttackResult> {

  @Override
  public AttackResult run(Backend backend, JobListener listener) {
    return attack.joined(found, backend, listener);
  }
}
