package io.github.robustj.model;

import java.util.List;
import java.util.Optional;

/**
 * How the arithmetic is done.
 *
 * @param target where
 * @param gpus numbers of the GPUs, counted from 0; none for all that there are, of which all but a
 *     training use the first; of no meaning on the CPU
 * @param cpus parts that the CPU computes of every batch of a training as if they were devices, at
 *     least 1
 * @param workers machines that a training computes on instead of this one, as in {@code host:2222}
 * @param gpuMemory most memory of a GPU that may be taken: 0 for as much as is needed, up to 1 a
 *     share of it, above in MiB
 * @param precision in which convolutions multiply
 */
public record Compute(
    Target target,
    List<Integer> gpus,
    int cpus,
    List<String> workers,
    double gpuMemory,
    Precision precision) {

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
   * @param gpus as {@link Compute#gpus}
   * @param memory as {@link Compute#gpuMemory}
   */
  public record Claim(List<Integer> gpus, double memory) {}

  private static final Compute AUTOMATIC = new Compute(Target.AUTO, 0, 0, Precision.FLOAT32);

  public Compute {
    gpus = List.copyOf(gpus);
    workers = List.copyOf(workers);
    if (gpus.stream().anyMatch(gpu -> gpu < 0) || cpus < 1 || !(gpuMemory >= 0))
      throw new IllegalArgumentException(
          "GPUs %s with memory %s, %d CPUs".formatted(gpus, gpuMemory, cpus));
  }

  /**
   * On one device.
   *
   * @param gpu number of the GPU
   */
  public Compute(Target target, int gpu, double gpuMemory, Precision precision) {
    this(target, List.of(gpu), 1, List.of(), gpuMemory, precision);
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
    return target == Target.CPU ? Optional.empty() : Optional.of(new Claim(gpus, gpuMemory));
  }
}
