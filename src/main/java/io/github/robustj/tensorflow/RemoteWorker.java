package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.SystemReason;
import io.github.robustj.model.Backend.Device;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/**
 * A machine where {@code robustj serve} runs, as others see it.
 *
 * @param address as in {@code host:2222}
 */
record RemoteWorker(String address) {

  /** For a connection, in milliseconds. */
  private static final int PATIENCE = 5_000;

  /** For an answer of TensorFlow's, in milliseconds. */
  private static final int LONG_PATIENCE = 10_000;

  private static final List<String> PROXIES = List.of("grpc_proxy", "https_proxy", "http_proxy");

  private static final String SERVE = "robustj serve";

  String target() {
    return "grpc://" + address;
  }

  private String host() {
    String host = address.substring(0, address.lastIndexOf(':'));
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private int port() {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** Why nothing can be sent there, as a sentence; empty if it can. */
  Optional<String> unreachable() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host()), port()), PATIENCE);
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of(
          "The worker %s cannot be found: no machine is known by the name '%s'; mend the option workers."
              .formatted(address, host()));
    } catch (SocketTimeoutException e) {
      return Optional.of(
          "The worker %s does not answer within %d s; is the machine on, and the port open to this one?"
              .formatted(address, PATIENCE / 1000));
    } catch (ConnectException e) {
      return Optional.of(
          "Nothing listens at the worker %s; start '%s --port %d' there, or mend the option workers."
              .formatted(address, SERVE, port()));
    } catch (IOException e) {
      return Optional.of(
          "The worker %s cannot be reached (%s); mend the network or the option workers."
              .formatted(address, SystemReason.of(e)));
    }
  }

  /**
   * What it computes on.
   *
   * @throws RobustJException if it cannot be reached, is no server of RobustJ's, or has another
   *     version of TensorFlow
   */
  List<Device> devices() {
    unreachable()
        .ifPresent(
            sentence -> {
              throw new RobustJException(sentence);
            });
    List<String> names = names();
    String job = names.get(0).replaceFirst("^/job:([^/]*)/.*", "$1");
    if (!job.startsWith(TrainingServer.JOB)) throw stranger("is no server of RobustJ's");
    if (!job.equals(TrainingServer.job(TensorFlow.version())))
      throw new RobustJException(
          "The worker %s has TensorFlow %s and this machine %s; install the same RobustJ and engine on both."
              .formatted(address, TrainingServer.version(job), TensorFlow.version()));
    return names.stream().map(name -> new Device(GpuTrouble.shortName(name), 0)).toList();
  }

  /** Whether TensorFlow answers there. */
  boolean answers() {
    try {
      return !names().isEmpty();
    } catch (RobustJException silent) {
      return false;
    }
  }

  private List<String> names() {
    ConfigProto config = ConfigProto.newBuilder().setOperationTimeoutInMs(LONG_PATIENCE).build();
    try {
      List<String> names = GpuTrouble.names(target(), config);
      if (!names.isEmpty()) return names;
      throw stranger("has no device");
    } catch (TensorFlowException e) {
      throw proxy().orElseGet(() -> stranger("does not answer as a server of TensorFlow does"));
    }
  }

  /** Of which TensorFlow sends all through the proxy, to machines of the same network, too. */
  private Optional<RobustJException> proxy() {
    return PROXIES.stream()
        .filter(name -> System.getenv(name) != null)
        .findFirst()
        .map(
            name ->
                new RobustJException(
                    "The worker %s does not answer TensorFlow, which goes through the proxy that the environment variable %s names; add '%s' to the variable no_proxy here and on all workers."
                        .formatted(address, name, host())));
  }

  private RobustJException stranger(String what) {
    return new RobustJException(
        "What listens at the worker %s %s; start '%s --port %d' there, or mend the option workers."
            .formatted(address, what, SERVE, port()));
  }
}
