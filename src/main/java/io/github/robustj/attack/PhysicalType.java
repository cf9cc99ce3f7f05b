package io.github.robustj.attack;

import io.github.robustj.attack.GradientAttack.Keep;

/** The entry of a search for the worst change of one kind, see {@link PhysicalAttack}. */
abstract class PhysicalType extends AttackType {

  PhysicalType(String name, String label, String help) {
    super(name, label, help, Trait.STEPS, Trait.RESTARTS, Trait.TARGETS, Trait.PHYSICAL);
  }

  abstract PhysicalChange change();

  /** What it finds, as in {@code the worst bias field}. */
  abstract String words();

  @Override
  public Attack create(AttackSpec spec, Keep keep) {
    return new PhysicalAttack(change(), spec.steps(), spec.restarts());
  }

  @Override
  public int calls(AttackSpec spec, ObjectiveCalls objective) {
    return super.calls(spec, objective) + 1;
  }

  @Override
  public String inWords(AttackSpec spec) {
    return words() + ", " + spec.steps() + " steps";
  }
}
