package io.github.robustj.extension;

import io.github.robustj.error.RobustJException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Code of a script in the place of a name: a closure of Groovy, an object, or its class. */
final class ScriptCode {

  private static final String CLOSURE = "script";

  private static final Pattern LIBRARIES =
      Pattern.compile(
          "(java|jdk|sun|groovy|org\\.codehaus|org\\.apache\\.groovy|io\\.github\\.robustj)\\.");

  private ScriptCode() {}

  /** Whether the value of an option is none of the kinds that stand for texts. */
  static boolean isCode(Object value) {
    return value != null
        && !(value instanceof CharSequence
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Path
            || value instanceof Enum
            || value instanceof Collection
            || value.getClass().isArray());
  }

  /** By the name of its class, {@code slow_nudge} for {@code SlowNudge}. */
  static String name(Object value) {
    Class<?> type = value instanceof Class<?> itself ? itself : value.getClass();
    String simple = type.getSimpleName();
    if (type.isSynthetic() || isClosure(value) || !simple.matches("[A-Z][A-Za-z0-9]*"))
      return CLOSURE;
    return simple.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /**
   * @param type an interface of one method that has no default
   * @throws RobustJException if the value is nothing of that type
   */
  static <F> F of(String option, Class<F> type, Object value) {
    if (type.isInstance(value)) return type.cast(value);
    if (isClosure(value)) return closure(type, value);
    if (value instanceof Class<?> own && type.isAssignableFrom(own))
      try {
        return type.cast(own.getConstructor().newInstance());
      } catch (ReflectiveOperationException | RuntimeException e) {
        throw new RobustJException(
            "The option %s is the class %s, of which none can be made (%s); give it a constructor without parameters, or give an object."
                .formatted(option, own.getName(), e.getCause() == null ? e : e.getCause()),
            e);
      }
    throw new RobustJException(
        "The option %s is of %s but must be a name, a closure, or %s or a class of it."
            .formatted(option, value.getClass(), type.getName()));
  }

  /** Without a library of Groovy, which RobustJ does not need otherwise. */
  private static boolean isClosure(Object value) {
    for (Class<?> c = value.getClass(); c != null; c = c.getSuperclass())
      if (c.getName().equals("groovy.lang.Closure")) return true;
    return false;
  }

  private static <F> F closure(Class<F> type, Object closure) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new OfClosure(closure)));
  }

  /** A closure may take fewer arguments than there are. */
  private record OfClosure(Object closure) implements InvocationHandler {

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.isDefault()) return InvocationHandler.invokeDefault(proxy, method, arguments);
      if (method.getDeclaringClass() == Object.class) return method.invoke(closure, arguments);
      int most = (Integer) call(closure, "getMaximumNumberOfParameters");
      return call(closure, Arrays.copyOf(arguments, Math.min(most, arguments.length)));
    }
  }

  private static Object call(Object closure, Object[] arguments) throws Throwable {
    return invoke(
        closure.getClass().getMethod("call", Object[].class), closure, (Object) arguments);
  }

  private static Object call(Object closure, String getter) throws Throwable {
    return invoke(closure.getClass().getMethod(getter), closure);
  }

  /** Calls code; a default that it does not override calls the rest through its proxy. */
  static Object call(Object proxy, Method method, Object code, Object[] arguments)
      throws Throwable {
    for (int i = 0; arguments != null && i < arguments.length; i++)
      if (arguments[i] instanceof RandomGenerator random) arguments[i] = SeededRandom.of(random);
    return leavesDefault(method, code)
        ? InvocationHandler.invokeDefault(proxy, method, arguments)
        : invoke(method, code, arguments);
  }

  private static boolean leavesDefault(Method method, Object code) throws NoSuchMethodException {
    if (!method.isDefault()) return false;
    if (Proxy.isProxyClass(code.getClass()))
      return Proxy.getInvocationHandler(code) instanceof OfClosure;
    return code.getClass().getMethod(method.getName(), method.getParameterTypes()).isDefault();
  }

  /** Whether RobustJ has a type of exception for what happened. */
  static boolean isOwn(Throwable e) {
    return e.getClass().getName().startsWith("io.github.robustj.");
  }

  /** Where in the code of the user something was thrown. */
  static String place(Throwable e) {
    return Stream.of(e.getStackTrace())
        .filter(at -> !LIBRARIES.matcher(at.getClassName()).lookingAt())
        .findFirst()
        .map(at -> " at " + at)
        .orElse("");
  }

  /** What the method itself throws comes out. */
  static Object invoke(Method method, Object target, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
