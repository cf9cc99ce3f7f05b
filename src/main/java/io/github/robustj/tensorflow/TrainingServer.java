package io.github.robustj.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewServer;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_ServerStart;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.SystemReason;
import java.io.IOException;
import java.net.ServerSocket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.internal.c_api.TF_Server;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.JobDef;
import org.tensorflow.proto.ServerDef;

/**
 * TensorFlow's own server, for trainings that other machines drive. It knows no other server: a
 * training tells each which machines it takes part with.
 *
 * <p>It listens on all network interfaces and knows neither names nor passwords; TensorFlow has no
 * setting for either. Nor can it be stopped: it ends with its process.
 */
final class TrainingServer {

  /** What its job is called begins so, and ends with TensorFlow's version. */
  static final String JOB = "robustj_";

  private TrainingServer() {}

  /** As in {@code 2.18.0}, of the name of a job. */
  static String version(String job) {
    return job.substring(JOB.length()).replace('_', '.');
  }

  /** What the job of a server is called. */
  static String job(String version) {
    return JOB + version.replaceAll("[^A-Za-z0-9]", "_");
  }

  /**
   * @param port that it listens on
   * @param config of the devices that it computes on
   * @throws RobustJException if the port is taken, or may not be taken by this user
   */
  static void start(int port, ConfigProto config) {
    start(port, config, job(TensorFlow.version()));
  }

  /**
   * @param name of its job, which tells others what it is
   */
  static void start(int port, ConfigProto config, String name) {
    requireFree(port);
    JobDef job = JobDef.newBuilder().setName(name).putTasks(0, "localhost:" + port).build();
    ServerDef server =
        ServerDef.newBuilder()
            .setJobName(job.getName())
            .setTaskIndex(0)
            .setProtocol("grpc")
            .setDefaultSessionConfig(config)
            .setCluster(ClusterDef.newBuilder().addJob(job))
            .build();
    try (PointerScope scope = new PointerScope()) {
      byte[] bytes = server.toByteArray();
      TF_Status status = TF_Status.newStatus();
      TF_Server made = TF_NewServer(new BytePointer(bytes), bytes.length, status);
      status.throwExceptionIfNotOK();
      TF_ServerStart(made, status);
      status.throwExceptionIfNotOK();
    } catch (TensorFlowException e) {
      throw new RobustJException(
          "TensorFlow's server could not be started on port %d; choose another port."
              .formatted(port),
          e);
    }
  }

  /** TensorFlow would share it with another server without a word. */
  private static void requireFree(int port) {
    try {
      new ServerSocket(port).close();
    } catch (IOException e) {
      throw new RobustJException(
          "The port %d cannot be listened on (%s); choose another one with the option port."
              .formatted(port, SystemReason.of(e)),
          e);
    }
  }
}
