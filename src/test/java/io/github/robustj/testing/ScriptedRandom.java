package io.github.robustj.testing;

import java.util.random.RandomGenerator;

/** Draws given numbers, in a circle: uniform numbers in [-1, 1] become those of [0, 1]. */
public final class ScriptedRandom implements RandomGenerator {

  private final double[] uniform;
  private int drawn;

  public ScriptedRandom(double... uniform) {
    this.uniform = uniform;
  }

  @Override
  public double nextDouble() {
    return (uniform[drawn++ % uniform.length] + 1) / 2;
  }

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("only nextDouble is scripted");
  }
}
