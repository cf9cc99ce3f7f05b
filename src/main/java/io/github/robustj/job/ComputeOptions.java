package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.option.Options;
import java.util.Locale;

/** How a job computes, from named options: {@code device, gpu_memory, precision}. */
public final class ComputeOptions {

  private static final String GPU = "gpu";

  private ComputeOptions() {}

  /**
   * @param options whose table contains {@link OptionTable#COMPUTE}; automatic if it does not
   * @throws RobustJException if memory of a GPU is limited that is not used
   */
  public static Compute from(Options options) {
    if (!options.has(ComputationTable.DEVICE)) return Compute.automatic();
    String device = options.get(ComputationTable.DEVICE).toLowerCase(Locale.ROOT);
    Target target =
        device.startsWith(GPU) ? Target.GPU : Target.valueOf(device.toUpperCase(Locale.ROOT));
    if (target == Target.CPU && !options.isStandard(ComputationTable.GPU_MEMORY))
      throw new RobustJException(
          "The option gpu_memory has no effect with device=cpu; leave it out or change device.");
    return new Compute(
        target,
        number(device),
        options.get(ComputationTable.GPU_MEMORY),
        options.get(ComputationTable.PRECISION));
  }

  private static int number(String device) {
    String digits = device.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
