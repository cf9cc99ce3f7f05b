package io.github.robustj.tensorflow;

import io.github.robustj.model.Backend.Device;
import io.github.robustj.tensorflow.Computation.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.JobDef;

/**
 * Machines that train together. The first of them has the weights and directs the others; this
 * machine sends it the batches.
 *
 * @param workers at least one
 * @param devices of each, of which all GPUs compute, or else the CPUs
 */
record Workers(List<RemoteWorker> workers, List<List<Device>> devices) {

  private static final String JOB = "worker";

  /**
   * For a step, however large, in milliseconds. That a worker is gone is found long before, see
   * {@link RemoteModel}.
   */
  private static final int LONGEST_STEP = 3_600_000;

  /**
   * @param addresses as in {@code host:2222}
   * @throws io.github.robustj.error.RobustJException if one of them cannot be reached or does not
   *     suit
   */
  static Workers at(List<String> addresses) {
    List<RemoteWorker> workers = addresses.stream().map(RemoteWorker::new).toList();
    return new Workers(workers, workers.stream().map(RemoteWorker::devices).toList());
  }

  /** What a training is divided over. */
  Spread spread() {
    List<DeviceSpec> all = new ArrayList<>();
    for (int task = 0; task < workers.size(); task++) {
      DeviceType type = hasGpus(task) ? DeviceType.GPU : DeviceType.CPU;
      for (int i = 0; i < count(task); i++) all.add(device(task, type, i));
    }
    return new Spread(all, config(), workers);
  }

  private static DeviceSpec device(int task, DeviceType type, int index) {
    return DeviceSpec.newBuilder()
        .job(JOB)
        .replica(0)
        .task(task)
        .deviceType(type)
        .deviceIndex(index)
        .build();
  }

  private boolean hasGpus(int task) {
    return devices.get(task).stream().anyMatch(Device::isGpu);
  }

  private long count(int task) {
    return devices.get(task).stream().filter(device -> device.isGpu() == hasGpus(task)).count();
  }

  private ConfigProto config() {
    JobDef.Builder job = JobDef.newBuilder().setName(JOB);
    for (int task = 0; task < workers.size(); task++)
      job.putTasks(task, workers.get(task).address());
    // Graphs are rewritten for GPUs alone, as on this machine.
    boolean gpus = IntStream.range(0, workers.size()).anyMatch(this::hasGpus);
    ConfigProto.Builder base =
        gpus ? ConfigProto.newBuilder() : Computation.cpu().toBuilder().clearDeviceCount();
    return base.setClusterDef(ClusterDef.newBuilder().addJob(job))
        .setAllowSoftPlacement(true)
        .setOperationTimeoutInMs(LONGEST_STEP)
        .build();
  }

  /** As the log tells it. */
  String words() {
    List<String> each = new ArrayList<>();
    for (int task = 0; task < workers.size(); task++)
      each.add(
          "%s with %d %s"
              .formatted(workers.get(task).address(), count(task), hasGpus(task) ? "GPU" : "CPU"));
    return "workers " + String.join(", ", each);
  }
}
