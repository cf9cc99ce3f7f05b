package io.github.robustj.tensorflow;

import io.github.robustj.model.Compute.Claim;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** What TensorFlow's sessions are told about devices and their memory. */
final class SessionConfigs {

  private SessionConfigs() {}

  /**
   * No GPU. The graph is run as it is: on the CPU rewriting it first takes as long as some
   * predictions and makes none of them faster.
   */
  static ConfigProto cpu() {
    RewriterConfig none = RewriterConfig.newBuilder().setDisableMetaOptimizer(true).build();
    return ConfigProto.newBuilder()
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
    return ConfigProto.newBuilder().setGpuOptions(options).build();
  }

  /** All that there are. */
  static ConfigProto everything() {
    return ConfigProto.newBuilder()
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .build();
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
