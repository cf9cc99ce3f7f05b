package io.github.robustj.tensorflow;

import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.model.Device;
import io.github.robustj.model.GpuDriver;
import java.util.List;
import org.tensorflow.proto.ConfigProto;

/**
 * How the sessions of a network compute.
 *
 * @param config what sessions are told
 * @param mixedPrecision whether convolutions multiply in bfloat16
 * @param device in words, as {@link io.github.robustj.model.Backend#device} gives it
 * @param reason why this device; a clause
 */
record Computation(ConfigProto config, boolean mixedPrecision, String device, String reason) {

  private static final String CPU = "CPU";

  /**
   * @throws io.github.robustj.error.RobustJException if there is no such device
   */
  static Computation choose(Compute compute) {
    if (compute.target() == Target.CPU) return onCpu(compute, "as asked");
    ConfigProto config = SessionConfigs.gpu(compute.claim().orElseThrow());
    List<Device> found = GpuTrouble.explained(compute, () -> Devices.list(config));
    if (found.stream().anyMatch(Device::isGpu)) return onGpu(compute, config);
    GpuTrouble trouble = GpuTrouble.find(GpuDriver.standard());
    if (compute.target() == Target.GPU) throw trouble.refusal(compute);
    return onCpu(compute, trouble.reason());
  }

  private static Computation onCpu(Compute compute, String reason) {
    boolean mixed = compute.mixedPrecision();
    return new Computation(SessionConfigs.cpu(), mixed, named(CPU, mixed), reason);
  }

  private static Computation onGpu(Compute compute, ConfigProto config) {
    boolean mixed = compute.mixedPrecision();
    String models = String.join(" or ", GpuDriver.standard().models());
    String name = "GPU " + compute.gpu() + (models.isEmpty() ? "" : ": " + models);
    String reason = compute.target() == Target.GPU ? "as asked" : "the first one found";
    return new Computation(config, mixed, named(name, mixed), reason);
  }

  private static String named(String device, boolean mixed) {
    return mixed ? device + ", mixed precision (bfloat16)" : device;
  }

  /** What the log says about it. */
  String words() {
    String line = device + ": " + reason;
    return mixedPrecision ? line + "; " + Bfloat16.words(device.startsWith(CPU)) : line;
  }
}
