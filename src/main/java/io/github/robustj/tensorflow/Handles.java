package io.github.robustj.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetTarget;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * Native handles that TensorFlow Java keeps to itself. Its C interface can import into a graph with
 * a device and with inputs from elsewhere, and open a session on a server; the Java classes cannot.
 */
final class Handles {

  private Handles() {}

  /** Valid as long as the graph is open. */
  static TF_Graph of(Graph graph) {
    try {
      Field handle = Graph.class.getDeclaredField("nativeHandle");
      handle.setAccessible(true);
      return (TF_Graph) handle.get(graph);
    } catch (ReflectiveOperationException e) {
      throw another(e);
    }
  }

  /**
   * A session on a server of TensorFlow.
   *
   * @param target as in {@code grpc://host:2222}
   * @throws RuntimeException of TensorFlow's, if the server is not there within the time that the
   *     configuration gives to an operation
   */
  static Session session(Graph graph, String target, ConfigProto config) {
    try (PointerScope scope = new PointerScope()) {
      TF_Session session = open(of(graph), target, config);
      Constructor<Session> made =
          Session.class.getDeclaredConstructor(Graph.class, TF_Session.class);
      made.setAccessible(true);
      Session wrapped = made.newInstance(graph, session);
      session.retainReference();
      return wrapped;
    } catch (ReflectiveOperationException e) {
      throw another(e);
    }
  }

  /**
   * Lives until the scope of pointers that it is called in is closed.
   *
   * @param target empty for a session in this process
   */
  static TF_Session open(TF_Graph graph, String target, ConfigProto config) {
    TF_Status status = TF_Status.newStatus();
    TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
    if (!target.isEmpty()) TF_SetTarget(options, target);
    byte[] bytes = config.toByteArray();
    TF_SetConfig(options, new BytePointer(bytes), bytes.length, status);
    status.throwExceptionIfNotOK();
    TF_Session session = TF_Session.newSession(graph, options, status);
    status.throwExceptionIfNotOK();
    return session;
  }

  private static IllegalStateException another(ReflectiveOperationException e) {
    return new IllegalStateException("another version of TensorFlow Java than expected", e);
  }
}
