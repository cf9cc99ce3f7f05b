package io.github.robustj.model;

import java.util.Optional;

/**
 * How the arithmetic is done.
 *
 * @param target where
 * @param gpu number of the GPU, counted from 0; of no meaning on the CPU
 * @param gpuMemory most memory of the GPU that may be taken: 0 for as much as is needed, up to 1 a
 *     share of it, above in MiB
 * @param precision in which convolutions multiply
 */
public record Compute(Target target, int gpu, double gpuMemory, Precision precision) {

  /** Where the arithmetic is done. */
  public enum Target {
    /** The first GPU if there is one, else the CPU. */
    AUTO,
    CPU,
    GPU
  }

  /** In which convolutions multiply; weights and all else are float32. */
  public enum Precision {
    FLOAT32,
    /** In bfloat16, 8 bits in the range of float32 (Micikevicius 2018, Kalamkar et al. 2019). */
    MIXED,
    /** Mixed where the device has such arithmetic and a short trial was faster with it. */
    AUTO
  }

  /**
   * What a process settles with its first use of a GPU, for as long as it lives.
   *
   * @param memory as {@link Compute#gpuMemory}
   */
  public record Claim(int gpu, double memory) {}

  private static final Compute AUTOMATIC = new Compute(Target.AUTO, 0, 0, Precision.FLOAT32);

  public Compute {
    if (gpu < 0 || !(gpuMemory >= 0))
      throw new IllegalArgumentException("GPU " + gpu + " with memory " + gpuMemory);
  }

  /** On the first GPU if there is one, with all memory it needs, in float32. */
  public static Compute automatic() {
    return AUTOMATIC;
  }

  public static Compute cpu() {
    return new Compute(Target.CPU, 0, 0, Precision.FLOAT32);
  }

  /** Empty where no GPU is used. */
  public Optional<Claim> claim() {
    return target == Target.CPU ? Optional.empty() : Optional.of(new Claim(gpu, gpuMemory));
  }
}
