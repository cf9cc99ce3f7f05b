package io.github.robustj.extension;

import io.github.robustj.error.RobustJException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What users can choose from by name: the entries that RobustJ has, in its order, those that jars
 * bring, and while a script runs its own.
 */
public final class Catalogue<T extends Entry> {

  private static final String OWN = "io.github.robustj.";

  private static final Pattern LIBRARIES =
      Pattern.compile(
          "(java|jdk|sun|groovy|org\\.codehaus|org\\.apache\\.groovy|io\\.github\\.robustj)\\.");

  private static final Map<String, Catalogue<?>> BY_OPTION = new ConcurrentHashMap<>();

  private final String option;
  private final List<T> builtIn;
  private final List<T> lasting;
  private final Set<String> reserved = new LinkedHashSet<>();
  private final List<T> ofScripts = new CopyOnWriteArrayList<>();
  private final Map<String, Object> running = new LinkedHashMap<>();
  private final OfScripts<T, ?> scripts;

  /**
   * How code of a script becomes an entry.
   *
   * @param code an interface of one method that has no default
   * @param entry from a name and the code
   */
  public record OfScripts<T, F>(Class<F> code, BiFunction<String, F, T> entry) {

    private T entry(String name, Object anything) {
      return entry.apply(name, code.cast(anything));
    }
  }

  /**
   * @param type that jars name, see {@link Extensions}
   * @param option by which users choose
   * @param builtIn with names that are unique
   */
  public Catalogue(Class<T> type, String option, List<T> builtIn, OfScripts<T, ?> scripts) {
    this(option, builtIn, Extensions.of(type), scripts);
    BY_OPTION.put(option, this);
  }

  Catalogue(String option, List<T> builtIn, List<T> found, OfScripts<T, ?> scripts) {
    this.option = option;
    this.scripts = scripts;
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

  /** What can be chosen now, in the order in which users see them. */
  public synchronized List<T> all() {
    Stream<T> scripts = ofScripts.stream().filter(entry -> running.containsKey(entry.name()));
    return Stream.concat(lasting.stream(), scripts).toList();
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
    return Stream.concat(lasting.stream(), ofScripts.stream())
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RobustJException(
                    "The option '%s' must be one of %s, but is '%s'."
                        .formatted(option, String.join(", ", names(entry -> true)), name)));
  }

  /**
   * The name for code in the place of one; a text is left as it is.
   *
   * @param given the name goes there with what forgets that it is in use
   * @throws RobustJException if the code is none that the option takes
   */
  public static Object named(String option, Object value, Consumer<Runnable> given) {
    Catalogue<?> catalogue = BY_OPTION.get(option);
    if (catalogue == null || !ScriptCode.isCode(value)) return value;
    String name = catalogue.begin(value);
    given.accept(() -> catalogue.end(name));
    return name;
  }

  /** A name that no other script uses now. */
  private synchronized String begin(Object value) {
    Object code = ScriptCode.of(option, scripts.code(), value);
    String plain = ScriptCode.name(value);
    String name = plain;
    for (int i = 2; running.containsKey(name); i++) name = plain + "_" + i;
    begin(name, code);
    return name;
  }

  /** Lets code be chosen by a name, in the place of earlier code of that name. */
  public synchronized void begin(String name, Object code) {
    ofScripts.removeIf(entry -> entry.name().equals(name));
    if (names(e -> true).contains(name))
      throw new RobustJException(
          "There is the %s '%s' already; give yours another name.".formatted(option, name));
    ofScripts.add(scripts.entry(name, code));
    running.put(name, code);
  }

  /** Other code may have the name now; until then results can still tell of it. */
  public synchronized void end(String name) {
    running.remove(name);
  }

  /** The code of the scripts that run, by name. */
  public synchronized Map<String, Object> running() {
    Map<String, Object> guarded = new LinkedHashMap<>();
    running.forEach((name, code) -> guarded.put(name, guarded(named(name), code)));
    return guarded;
  }

  private <F> F guarded(T entry, OfScripts<T, F> of, Object code) {
    return guarded(entry, of.code(), of.code().cast(code));
  }

  private Object guarded(T entry, Object code) {
    return guarded(entry, scripts, code);
  }

  /** What the code of scripts is. */
  public Class<?> code() {
    return scripts.code();
  }

  /**
   * Runs the code of an entry. What RobustJ says itself passes; anything else that the code of a
   * user throws becomes a sentence that names it.
   *
   * @throws RobustJException that sentence
   */
  public <R> R run(T entry, Code<R> code) {
    try {
      return code.get();
    } catch (RobustJException | CancellationException | OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      boolean own = builtIn.contains(entry) || e.getClass().getName().startsWith(OWN);
      if (own && e instanceof RuntimeException thrown) throw thrown;
      if (own && e instanceof Error thrown) throw thrown;
      throw wrong(entry, e + place(e), e);
    }
  }

  /** Code that may throw anything. */
  @FunctionalInterface
  public interface Code<R> {
    R get() throws Throwable;
  }

  /** Where in the code of the user. */
  private static String place(Throwable e) {
    return Stream.of(e.getStackTrace())
        .filter(at -> !LIBRARIES.matcher(at.getClassName()).lookingAt())
        .findFirst()
        .map(at -> " at " + at)
        .orElse("");
  }

  /** The code that an entry has made, with every call of it as in {@link #run}. */
  public <I> I guarded(T entry, Class<I> type, I code) {
    if (builtIn.contains(entry)) return code;
    if (code == null) throw wrong(entry, "it makes nothing");
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          for (int i = 0; arguments != null && i < arguments.length; i++)
            if (arguments[i] instanceof RandomGenerator random)
              arguments[i] = SeededRandom.of(random);
          return run(entry, () -> ScriptCode.invoke(method, code, arguments));
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** The sentence about an entry of a user that does what it must not. */
  public RobustJException wrong(T entry, String what) {
    return wrong(entry, what, null);
  }

  private RobustJException wrong(T entry, String what, Throwable cause) {
    return new RobustJException(
        "The %s %s (%s) failed: %s; mend it, or choose another %s."
            .formatted(option, entry.name(), origin(entry), what, option),
        cause);
  }

  private String origin(T entry) {
    return ofScripts.contains(entry) ? "of the script" : entry.origin();
  }

  /** Whether RobustJ has it of its own. */
  public boolean isBuiltIn(T entry) {
    return builtIn.contains(entry);
  }
}
