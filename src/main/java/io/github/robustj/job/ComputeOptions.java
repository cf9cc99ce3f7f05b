package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Precision;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.option.Options;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a job computes, from named options: {@code device, workers, gpu_memory, precision}. */
public final class ComputeOptions {

  private static final String GPU = "gpu";
  private static final String ALL_GPUS = "gpus";
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[^\\s:/@]+|\\[[0-9A-Fa-f:.]+\\]):(\\d{1,5})");
  private static final int LARGEST_PORT = 65_535;

  private ComputeOptions() {}

  /**
   * @param options whose table contains {@link ComputationTable#ALL} or {@link
   *     ComputationTable#TRAINING}; automatic if it does not
   * @throws RobustJException if memory of a GPU is limited that is not used, or several devices are
   *     named where one computes
   */
  public static Compute from(Options options) {
    if (!options.has(ComputationTable.DEVICE)) return Compute.automatic();
    boolean trains = options.has(ComputationTable.WORKERS);
    boolean several = trains || options.has(ComputationTable.PORT);
    if (trains && !options.get(ComputationTable.WORKERS).isEmpty()) return onWorkers(options);
    String device = options.get(ComputationTable.DEVICE).toLowerCase(Locale.ROOT);
    List<String> named = Arrays.asList(device.split(","));
    if (!several && (named.size() > 1 || device.equals(ALL_GPUS)))
      throw new RobustJException(
          "The option device is %s, but several devices are for a training alone; name one of them."
              .formatted(device));
    Target target =
        device.startsWith(GPU) ? Target.GPU : Target.valueOf(named.get(0).toUpperCase(Locale.ROOT));
    requireMemory(options, target, device);
    return new Compute(
        target,
        gpus(device, named),
        target == Target.CPU ? named.size() : 1,
        List.of(),
        options.get(ComputationTable.GPU_MEMORY),
        options.has(ComputationTable.PRECISION)
            ? options.get(ComputationTable.PRECISION)
            : Precision.FLOAT32);
  }

  private static void requireMemory(Options options, Target target, String device) {
    if (target == Target.CPU && !options.isStandard(ComputationTable.GPU_MEMORY))
      throw new RobustJException(
          "The option gpu_memory has no effect with device=cpu; leave it out or change device.");
    if (device.equals(ALL_GPUS) && options.get(ComputationTable.GPU_MEMORY) > 1)
      throw new RobustJException(
          "The option gpu_memory is in MiB, which needs device to name the GPUs, as in gpu:0,gpu:1; name them, or give a share up to 1.");
  }

  /** None for all. */
  private static List<Integer> gpus(String device, List<String> named) {
    if (device.equals(ALL_GPUS)) return List.of();
    if (!device.startsWith(GPU)) return List.of(0);
    List<Integer> numbers = named.stream().map(ComputeOptions::number).toList();
    if (new HashSet<>(numbers).size() < numbers.size())
      throw new RobustJException(
          "The option device is %s, which names a GPU twice; name each once.".formatted(device));
    return numbers;
  }

  private static int number(String device) {
    String digits = device.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static Compute onWorkers(Options options) {
    List<String> workers = options.get(ComputationTable.WORKERS);
    for (var other : List.of(ComputationTable.DEVICE, ComputationTable.GPU_MEMORY))
      if (!options.isStandard(other))
        throw new RobustJException(
            "The option %s has no effect with workers, where 'robustj serve' takes it; leave it out."
                .formatted(other.name()));
    if (options.get(ComputationTable.PRECISION) == Precision.AUTO)
      throw new RobustJException(
          "The option precision is auto, which is tried on this machine, but workers compute; choose float32 or mixed.");
    workers.forEach(ComputeOptions::requireAddress);
    if (new HashSet<>(workers).size() < workers.size())
      throw new RobustJException(
          "The option workers names a machine and port twice; name each once.");
    return new Compute(
        Target.CPU, List.of(0), 1, workers, 0, options.get(ComputationTable.PRECISION));
  }

  private static void requireAddress(String worker) {
    Matcher address = ADDRESS.matcher(worker);
    if (address.matches()) {
      int port = Integer.parseInt(address.group(1));
      if (port >= 1 && port <= LARGEST_PORT) return;
    }
    throw new RobustJException(
        "The option workers names '%s', which is not host:port with a port from 1 to %d, as in host1:2222."
            .formatted(worker, LARGEST_PORT));
  }
}
