package io.github.robustj.worker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.github.robustj.attack.Objective;
import io.github.robustj.error.RobustJException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Calls between the two processes of one job, for code that cannot travel: a closure of a script
 * runs in the process of the script, and the model that it asks in the worker. Whoever waits for an
 * answer serves the calls of the other side meanwhile, so that calls may be nested.
 *
 * <p>Values travel; of an object of one of RobustJ's open interfaces the other side gets a stand-in
 * whose methods call back. An {@link Objective} is known to the other side until the call ends that
 * it was an argument of, everything else until the job ends.
 */
final class Calls {

  private final Line line;
  private final Codec codec;
  private final Map<Integer, Object> known = new HashMap<>();
  private int last;

  /** How messages come and go. */
  interface Line {

    void send(Message message);

    /**
     * The next message of the other side.
     *
     * @throws CancellationException if the job has been cancelled
     */
    Message next();
  }

  /**
   * A call, or its answer.
   *
   * @param object that is called, of those that the receiver knows; 0 in an answer
   * @param method as {@link Method#toString}, after the interface that has it; of an answer why
   *     there is none, empty if there is one
   * @param values the arguments, or the result alone
   */
  record Message(int object, String method, JsonElement values) {

    private static final String CANCELLED = "cancelled";

    private boolean isCall() {
      return object > 0;
    }

    private static Message failure(Throwable e) {
      String text = e instanceof RobustJException ? e.getMessage() : e.toString();
      boolean cancelled = e instanceof CancellationException;
      return new Message(0, cancelled ? CANCELLED : text, JsonNull.INSTANCE);
    }

    private JsonElement result() {
      if (method.equals(CANCELLED)) throw new CancellationException(method);
      if (!method.isEmpty()) throw new RobustJException(method);
      return values;
    }
  }

  /**
   * An object that does not travel.
   *
   * @param here whether the receiver knows it itself, because it is one that it had sent
   */
  record Reference(int object, boolean here) {}

  Calls(PixelFolder pixels, Line line) {
    this.line = line;
    codec = new Codec(pixels, this);
  }

  /** That writes references. */
  Codec codec() {
    return codec;
  }

  /** The reference that the other side understands. */
  synchronized Reference reference(Object object) {
    if (Proxy.isProxyClass(object.getClass())
        && Proxy.getInvocationHandler(object) instanceof StandIn theirs
        && theirs.calls == this) return new Reference(theirs.object, true);
    for (Map.Entry<Integer, Object> entry : known.entrySet())
      if (entry.getValue() == object) return new Reference(entry.getKey(), false);
    known.put(++last, object);
    return new Reference(last, false);
  }

  /** The object itself, or one that stands for it. */
  synchronized Object object(Reference reference, Class<?> type) {
    if (!reference.here())
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, new StandIn(this, reference.object()));
    return mine(reference.object());
  }

  private synchronized Object mine(int object) {
    Object mine = known.get(object);
    if (mine == null)
      throw new RobustJException(
          "An objective was asked after the call that had it as an argument; ask it before.");
    return mine;
  }

  /** Runs a call of the other side and answers it. */
  void serve(Message call) {
    Message answer;
    try {
      Object object = mine(call.object());
      Method method = method(call.method());
      Object result = method.invoke(object, arguments(method, call.values()));
      answer = new Message(0, "", codec.tree(result, result(method)));
    } catch (InvocationTargetException e) {
      answer = Message.failure(e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      answer = Message.failure(e);
    }
    line.send(answer);
  }

  /** One at a time, since the other side has one thread for the job. */
  private synchronized Object call(int object, Method method, Object[] arguments) {
    int before = last;
    JsonArray values = new JsonArray();
    Type[] types = method.getGenericParameterTypes();
    for (int i = 0; i < types.length; i++) values.add(codec.tree(arguments[i], types[i]));
    line.send(new Message(object, name(method), values));
    Message next = line.next();
    for (; next.isCall(); next = line.next()) serve(next);
    known.entrySet().removeIf(e -> e.getKey() > before && e.getValue() instanceof Objective);
    return codec.value(next.result(), result(method));
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getName() + " " + method;
  }

  private static Method method(String name) throws ReflectiveOperationException {
    return Stream.of(Class.forName(name.substring(0, name.indexOf(' '))).getMethods())
        .filter(method -> name(method).equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchMethodException(name));
  }

  private static Type result(Method method) {
    return method.getReturnType() == void.class ? Object.class : method.getGenericReturnType();
  }

  private Object[] arguments(Method method, JsonElement values) {
    List<Object> arguments = new ArrayList<>();
    Type[] types = method.getGenericParameterTypes();
    for (int i = 0; i < types.length; i++)
      arguments.add(codec.value(values.getAsJsonArray().get(i), types[i]));
    return arguments.toArray();
  }

  /** What the methods of an object of the other side do here. */
  private record StandIn(Calls calls, int object) implements InvocationHandler {

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      if (method.getDeclaringClass() != Object.class)
        return calls.call(object, method, arguments == null ? new Object[0] : arguments);
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "object " + object + " of the other process";
      };
    }
  }
}
