package io.github.robustj.tensorflow;

import io.github.robustj.model.Backend.Device;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Claim;
import io.github.robustj.model.Compute.Precision;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.model.GpuDriver;
import io.github.robustj.model.ThreadLimit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How the sessions of a network compute.
 *
 * @param config what sessions are told
 * @param mixedPrecision whether convolutions multiply in bfloat16
 * @param device in words, as {@link io.github.robustj.model.Backend#device} gives it
 * @param reason why this device and arithmetic; clauses
 * @param spread over what devices batches of trainings are divided
 */
record Computation(
    ConfigProto config, boolean mixedPrecision, String device, String reason, Spread spread) {

  /**
   * The devices of a training.
   *
   * @param devices that each take a part of every batch; none for the one that TensorFlow chooses
   * @param config what the session of a training is told
   * @param workers whose devices they are; none where they are this machine's
   */
  record Spread(List<DeviceSpec> devices, ConfigProto config, List<RemoteWorker> workers) {}

  /** On one device. */
  Computation(ConfigProto config, boolean mixedPrecision, String device, String reason) {
    this(config, mixedPrecision, device, reason, new Spread(List.of(), config, List.of()));
  }

  /** A session to train in. */
  Session session(Replicas replicas) {
    Graph graph = replicas.running();
    List<RemoteWorker> workers = spread.workers();
    return workers.isEmpty()
        ? new Session(graph, spread.config())
        : Handles.session(graph, workers.get(0).target(), spread.config());
  }

  private static final String CPU = "CPU";

  /**
   * @throws io.github.robustj.error.RobustJException if there is no such device
   */
  static Computation choose(Compute compute) {
    if (!compute.workers().isEmpty()) return onWorkers(compute);
    if (compute.target() == Target.CPU) return onCpu(compute, "as asked");
    ConfigProto config = gpu(compute.claim().orElseThrow());
    List<Device> found = GpuTrouble.explained(compute, () -> GpuTrouble.list(config));
    long gpus = found.stream().filter(Device::isGpu).count();
    if (gpus > 0) return onGpus(compute, config, (int) gpus);
    GpuTrouble trouble = GpuTrouble.find(GpuDriver.standard());
    if (compute.target() == Target.GPU) throw trouble.refusal(compute);
    return onCpu(compute, trouble.reason());
  }

  /** What is no training is computed here. */
  private static Computation onWorkers(Compute compute) {
    Workers workers = Workers.at(compute.workers());
    Computation here = with(compute.precision(), cpu(), CPU, "as asked");
    return new Computation(
        here.config(), here.mixedPrecision(), workers.words(), "as asked", workers.spread());
  }

  private static Computation onCpu(Compute compute, String reason) {
    Computation one = with(compute.precision(), cpu(), CPU, reason);
    if (compute.cpus() == 1) return one;
    ConfigProto several = cpu().toBuilder().putDeviceCount(CPU, compute.cpus()).build();
    return one.over(DeviceSpec.DeviceType.CPU, compute.cpus(), several, " in %d parts");
  }

  /**
   * @param found GPUs that the session sees: those that were asked for
   */
  private static Computation onGpus(Compute compute, ConfigProto config, int found) {
    String models = String.join(" or ", GpuDriver.standard().models());
    List<Integer> asked = compute.gpus();
    String numbers =
        IntStream.range(0, found)
            .mapToObj(i -> Integer.toString(asked.isEmpty() ? i : asked.get(i)))
            .collect(Collectors.joining(", "));
    String name = "GPU " + numbers + (models.isEmpty() ? "" : ": " + models);
    String reason = compute.target() == Target.GPU ? "as asked" : "the first one found";
    Computation one = with(compute.precision(), config, name, reason);
    return found == 1 ? one : one.over(DeviceSpec.DeviceType.GPU, found, config, "");
  }

  /**
   * Trainings divided among devices of one kind.
   *
   * @param told of the session
   * @param words after the name of the device, with their number
   */
  private Computation over(DeviceSpec.DeviceType type, int count, ConfigProto told, String words) {
    List<DeviceSpec> devices =
        IntStream.range(0, count)
            .mapToObj(i -> DeviceSpec.newBuilder().deviceType(type).deviceIndex(i).build())
            .toList();
    // A few operations on whole numbers have no kernel for GPUs.
    ConfigProto soft = told.toBuilder().setAllowSoftPlacement(true).build();
    return new Computation(
        config,
        mixedPrecision,
        device + words.formatted(count),
        reason,
        new Spread(devices, soft, List.of()));
  }

  private static Computation with(
      Precision precision, ConfigProto config, String device, String reason) {
    boolean cpu = device.equals(CPU);
    return switch (precision) {
      case FLOAT32 -> new Computation(config, false, device, reason);
      case MIXED -> mixed(config, device, reason + "; " + MixedPrecision.words(cpu));
      case AUTO -> {
        if (cpu && !MixedPrecision.processorHasIt())
          yield new Computation(
              config, false, device, reason + "; float32, since " + MixedPrecision.words(true));
        PrecisionTrial trial = PrecisionTrial.on(config);
        String why = reason + "; " + trial.words();
        yield trial.isMixedFaster()
            ? mixed(config, device, why)
            : new Computation(config, false, device, why);
      }
    };
  }

  private static Computation mixed(ConfigProto config, String device, String reason) {
    return new Computation(config, true, device + ", mixed precision (bfloat16)", reason);
  }

  /** What the log says about it. */
  String words() {
    return device + ": " + reason;
  }

  /**
   * No GPU. The graph is run as it is: on the CPU rewriting it first takes as long as some
   * predictions and makes none of them faster.
   */
  static ConfigProto cpu() {
    RewriterConfig none = RewriterConfig.newBuilder().setDisableMetaOptimizer(true).build();
    return limited()
        .putDeviceCount("GPU", 0)
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(none))
        .build();
  }

  /**
   * The CPU and some GPUs, which TensorFlow counts from 0 whatever their numbers. Memory is taken
   * as it is needed, instead of whole, up to the limit.
   */
  static ConfigProto gpu(Claim claim) {
    GPUOptions.Builder options =
        GPUOptions.newBuilder()
            .setAllowGrowth(true)
            .setVisibleDeviceList(
                claim.gpus().stream().map(String::valueOf).collect(Collectors.joining(",")));
    if (claim.memory() > 1) options.setExperimental(limit(claim.memory(), claim.gpus().size()));
    else if (claim.memory() > 0) options.setPerProcessGpuMemoryFraction(claim.memory());
    return limited().setGpuOptions(options).build();
  }

  /** All that there are. */
  static ConfigProto everything() {
    return limited().setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true)).build();
  }

  /**
   * Threads of one operation, and operations at the same time; the same ones for all sessions. By
   * itself TensorFlow looks at the cores that a process may use, but not at the share of their time
   * that a container has; Java looks at both.
   */
  private static ConfigProto.Builder limited() {
    int threads = ThreadLimit.threads();
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(threads);
  }

  /**
   * @param mebibytes of memory of each
   */
  private static GPUOptions.Experimental limit(double mebibytes, int gpus) {
    GPUOptions.Experimental.Builder limits = GPUOptions.Experimental.newBuilder();
    for (int i = 0; i < gpus; i++)
      limits.addVirtualDevices(
          GPUOptions.Experimental.VirtualDevices.newBuilder().addMemoryLimitMb((float) mebibytes));
    return limits.build();
  }
}
