package io.github.robustj.tensorflow;

import io.github.robustj.model.Backend.Device;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Claim;
import io.github.robustj.model.Compute.Precision;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.model.GpuDriver;
import io.github.robustj.model.ThreadLimit;
import java.util.List;
import org.tensorflow.DeviceSpec;
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
   * @param server where that session is, as in {@code grpc://host:2222}; empty in this process
   */
  record Spread(List<DeviceSpec> devices, ConfigProto config, String server) {}

  /** On one device. */
  Computation(ConfigProto config, boolean mixedPrecision, String device, String reason) {
    this(config, mixedPrecision, device, reason, new Spread(List.of(), config, ""));
  }

  /** A session to train in. */
  Session session(Replicas replicas) {
    return spread.server().isEmpty()
        ? new Session(replicas.running(), spread.config())
        : Handles.session(replicas.running(), spread.server(), spread.config());
  }

  private static final String CPU = "CPU";

  /** TensorFlow's own choice: as many threads as there are cores. */
  private static final int ALL = 0;

  /**
   * @throws io.github.robustj.error.RobustJException if there is no such device
   */
  static Computation choose(Compute compute) {
    if (compute.target() == Target.CPU) return onCpu(compute, "as asked");
    ConfigProto config = gpu(compute.claim().orElseThrow());
    List<Device> found = GpuTrouble.explained(compute, () -> GpuTrouble.list(config));
    if (found.stream().anyMatch(Device::isGpu)) return onGpu(compute, config);
    GpuTrouble trouble = GpuTrouble.find(GpuDriver.standard());
    if (compute.target() == Target.GPU) throw trouble.refusal(compute);
    return onCpu(compute, trouble.reason());
  }

  private static Computation onCpu(Compute compute, String reason) {
    return with(compute.precision(), cpu(), CPU, reason);
  }

  private static Computation onGpu(Compute compute, ConfigProto config) {
    String models = String.join(" or ", GpuDriver.standard().models());
    String name = "GPU " + compute.gpu() + (models.isEmpty() ? "" : ": " + models);
    String reason = compute.target() == Target.GPU ? "as asked" : "the first one found";
    return with(compute.precision(), config, name, reason);
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
   * The CPU and one GPU, which TensorFlow calls 0 whatever its number. Memory is taken as it is
   * needed, instead of whole, up to the limit.
   */
  static ConfigProto gpu(Claim claim) {
    GPUOptions.Builder options =
        GPUOptions.newBuilder()
            .setAllowGrowth(true)
            .setVisibleDeviceList(Integer.toString(claim.gpu()));
    if (claim.memory() > 1) options.setExperimental(limit(claim.memory()));
    else if (claim.memory() > 0) options.setPerProcessGpuMemoryFraction(claim.memory());
    return limited().setGpuOptions(options).build();
  }

  /** All that there are. */
  static ConfigProto everything() {
    return limited().setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true)).build();
  }

  /** Threads of one operation, and operations at the same time; the same ones for all sessions. */
  private static ConfigProto.Builder limited() {
    int threads = ThreadLimit.find().orElse(ALL);
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(threads);
  }

  /**
   * @param mebibytes of memory
   */
  private static GPUOptions.Experimental limit(double mebibytes) {
    return GPUOptions.Experimental.newBuilder()
        .addVirtualDevices(
            GPUOptions.Experimental.VirtualDevices.newBuilder().addMemoryLimitMb((float) mebibytes))
        .build();
  }
}
