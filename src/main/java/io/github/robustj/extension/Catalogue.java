package io.github.robustj.extension;

import io.github.robustj.error.RobustJException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What users can choose from by name: the entries that RobustJ has, in its order, those that jars
 * bring, and while a script runs its own.
 */
public final class Catalogue<T extends Entry> {

  private final String option;
  private final List<T> builtIn;
  private final List<T> lasting;
  private final Set<String> reserved = new LinkedHashSet<>();
  private final List<T> ofScripts = new CopyOnWriteArrayList<>();

  /**
   * @param type that jars name, see {@link Extensions}
   * @param option by which users choose
   * @param builtIn with names that are unique
   */
  public Catalogue(Class<T> type, String option, List<T> builtIn) {
    this(option, builtIn, Extensions.of(type));
  }

  Catalogue(String option, List<T> builtIn, List<T> found) {
    this.option = option;
    this.builtIn = List.copyOf(builtIn);
    lasting = new CopyOnWriteArrayList<>(builtIn);
    Set<String> names = new HashSet<>(builtIn.stream().map(Entry::name).toList());
    for (T entry : found)
      if (names.add(entry.name())) lasting.add(entry);
      else leaveOut(entry);
  }

  /** Names that are kept elsewhere; they come first, and no entry may have them. */
  public synchronized void reserve(List<String> names) {
    if (!reserved.addAll(names)) return;
    lasting.stream().filter(entry -> names.contains(entry.name())).forEach(this::leaveOut);
    lasting.removeIf(entry -> names.contains(entry.name()));
  }

  private void leaveOut(T entry) {
    Extensions.leaveOut(entry.origin(), "there is another %s '%s'".formatted(option, entry.name()));
  }

  /** In the order in which users see them. */
  public List<T> all() {
    return Stream.concat(lasting.stream(), ofScripts.stream()).toList();
  }

  /** The names of those of a kind, now and whenever the list is asked. */
  public List<String> names(Predicate<? super T> kind) {
    return live(
        () -> Stream.concat(reserved(), all().stream().filter(kind).map(Entry::name)).toList());
  }

  /** A list that is made anew whenever it is asked. */
  public static List<String> live(Supplier<List<String>> now) {
    return new AbstractList<>() {
      @Override
      public String get(int i) {
        return now.get().get(i);
      }

      @Override
      public int size() {
        return now.get().size();
      }
    };
  }

  private synchronized Stream<String> reserved() {
    return List.copyOf(reserved).stream();
  }

  /** What dialogs call them, by name. */
  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    all().forEach(entry -> labels.put(entry.name(), entry.label()));
    return labels;
  }

  /**
   * @throws RobustJException if there is none of that name
   */
  public T named(String name) {
    return all().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RobustJException(
                    "The option '%s' must be one of %s, but is '%s'."
                        .formatted(option, String.join(", ", names(entry -> true)), name)));
  }

  /** Lets an entry of a script be chosen, in the place of an earlier one of its name. */
  public void add(T entry) {
    remove(entry.name());
    if (names(e -> true).contains(entry.name()))
      throw new RobustJException(
          "There is a built-in %s '%s' already; give yours another name."
              .formatted(option, entry.name()));
    ofScripts.add(entry);
  }

  /** Forgets the entry of a script. */
  public void remove(String name) {
    ofScripts.removeIf(entry -> entry.name().equals(name));
  }

  /**
   * Runs the code of an entry. What RobustJ says itself passes; anything else that the code of a
   * user throws becomes a sentence that names it.
   *
   * @throws RobustJException that sentence
   */
  public <R> R run(T entry, Supplier<R> code) {
    if (builtIn.contains(entry)) return code.get();
    try {
      return code.get();
    } catch (RobustJException | CancellationException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      if (e.getClass().getName().startsWith("io.github.robustj.")) throw e;
      StackTraceElement[] at = e.getStackTrace();
      throw wrong(entry, at.length == 0 ? e.toString() : e + " at " + at[0], e);
    }
  }

  /** The code that an entry has made, with every call of it as in {@link #run}. */
  public <I> I guarded(T entry, Class<I> type, I code) {
    if (builtIn.contains(entry)) return code;
    if (code == null) throw wrong(entry, "it makes nothing");
    InvocationHandler handler =
        (proxy, method, arguments) -> run(entry, () -> invoke(method, code, arguments));
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Method method, Object code, Object[] arguments) {
    try {
      return method.invoke(code, arguments);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) throw thrown;
      if (e.getCause() instanceof Error thrown) throw thrown;
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The sentence about an entry of a user that does what it must not. */
  public RobustJException wrong(T entry, String what) {
    return wrong(entry, what, null);
  }

  private RobustJException wrong(T entry, String what, Throwable cause) {
    return new RobustJException(
        "The %s %s (%s) failed: %s; mend it, or choose another %s."
            .formatted(option, entry.name(), entry.origin(), what, option),
        cause);
  }

  /** Whether RobustJ has it of its own. */
  public boolean isBuiltIn(T entry) {
    return builtIn.contains(entry);
  }
}
