package io.github.robustj.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetRegisteredKernelsForOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend.Device;
import io.github.robustj.model.Compute;
import io.github.robustj.model.GpuDriver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * Why there is no GPU to compute on.
 *
 * @param reason a clause
 * @param remedy what the user can do
 */
record GpuTrouble(String reason, String remedy) {

  /** An operation that is built for every kind of device. */
  private static final String PROBE = "MatMul";

  static GpuTrouble find(GpuDriver driver) {
    if (!builtForGpus())
      return new GpuTrouble(
          "the engine is the CPU build",
          "install the engine of the kind gpu with Plugins > RobustJ > Engine...");
    if (!driver.loaded())
      return new GpuTrouble("no NVIDIA driver was found", "install the NVIDIA driver");
    return new GpuTrouble(
        "TensorFlow cannot use the GPU",
        "see in the engine's log why; often the driver is older than CUDA 12 needs (525)");
  }

  RobustJException refusal(Compute compute) {
    return new RobustJException(
        "The option device is %s, but %s; %s, or leave device out to use the CPU."
            .formatted(words(compute), reason, remedy));
  }

  /** As the option is written. */
  private static String words(Compute compute) {
    List<Integer> gpus = compute.gpus();
    if (gpus.isEmpty()) return "gpus";
    if (gpus.equals(List.of(0))) return "gpu";
    return gpus.stream().map(gpu -> "gpu:" + gpu).collect(Collectors.joining(","));
  }

  /**
   * TensorFlow refuses a GPU that is not there, and one that comes after another in the same
   * process.
   */
  static <T> T explained(Compute compute, Supplier<T> devices) {
    try {
      return devices.get();
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("visible_device_list"))
        throw new RobustJException(
            "The option device is %s, but there is no GPU of %s; 'robustj engine' lists those there are, counted from 0."
                .formatted(
                    words(compute),
                    compute.gpus().size() == 1 ? "this number" : "one of these numbers"),
            e);
      if (message.contains("mapped to multiple"))
        throw new RobustJException(
            "The option device is %s, but this process already computes on another GPU or others, which TensorFlow cannot change; start a new process for it."
                .formatted(words(compute)),
            e);
      throw e;
    }
  }

  /**
   * The names of devices stand as they are in TensorFlow's list of kernels, and no other word there
   * contains this one.
   */
  private static boolean builtForGpus() {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      var kernels = TF_GetRegisteredKernelsForOp(PROBE, status);
      status.throwExceptionIfNotOK();
      String text = StandardCharsets.ISO_8859_1.decode(kernels.dataAsByteBuffer()).toString();
      return text.contains("\u0003GPU");
    }
  }

  private static final String PREFIX = "device:";

  /** What a session of this process sees. */
  static List<Device> list(ConfigProto sessions) {
    return devices("", sessions, GpuTrouble::device);
  }

  /**
   * The full names of the devices of a session.
   *
   * @param target as of {@link Handles#open}
   */
  static List<String> names(String target, ConfigProto sessions) {
    return devices(
        target, sessions, (list, i, status) -> TF_DeviceListName(list, i, status).getString());
  }

  private interface Reading<T> {
    T read(TF_DeviceList list, int i, TF_Status status);
  }

  /** TensorFlow Java has no call for it, its C interface has. */
  private static <T> List<T> devices(String target, ConfigProto sessions, Reading<T> reading) {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_Session session = Handles.open(TF_Graph.newGraph(), target, sessions);
      TF_DeviceList list = TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      try {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < TF_DeviceListCount(list); i++) {
          all.add(reading.read(list, i, status));
          status.throwExceptionIfNotOK();
        }
        return all;
      } finally {
        TF_DeleteDeviceList(list);
      }
    }
  }

  private static Device device(TF_DeviceList list, int i, TF_Status status) {
    String name = TF_DeviceListName(list, i, status).getString();
    status.throwExceptionIfNotOK();
    return new Device(shortName(name), TF_DeviceListMemoryBytes(list, i, status));
  }

  /** {@code gpu:0} of {@code /job:localhost/replica:0/task:0/device:GPU:0}. */
  static String shortName(String full) {
    return full.substring(full.lastIndexOf(PREFIX) + PREFIX.length()).toLowerCase(Locale.ROOT);
  }
}
