package io.github.robustj.extension;

import io.github.robustj.error.RobustJException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.AbstractMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What users can choose from by name: the entries that RobustJ has, in its order, those that jars
 * bring, and while a script runs its own.
 */
public final class Catalogue<T extends Entry> {

  private static final Map<String, Catalogue<?>> BY_OPTION = new ConcurrentHashMap<>();

  private final String option;
  private final List<T> builtIn;
  private final Supplier<List<T>> found;
  private final Set<String> reserved = new LinkedHashSet<>();
  private final List<T> ofScripts = new CopyOnWriteArrayList<>();
  private final Map<String, Object> running = new LinkedHashMap<>();
  private final OfScripts<T, ?> scripts;
  private List<T> ofJars;

  /**
   * @param type that jars name, see {@link Extensions}
   * @param option by which users choose
   * @param builtIn with names that are unique
   */
  public Catalogue(Class<T> type, String option, List<T> builtIn, OfScripts<T, ?> scripts) {
    this(option, builtIn, () -> Extensions.of(type), scripts);
    BY_OPTION.put(option, this);
  }

  Catalogue(String option, List<T> builtIn, Supplier<List<T>> found, OfScripts<T, ?> scripts) {
    this.option = option;
    this.scripts = scripts;
    this.builtIn = List.copyOf(builtIn);
    this.found = found;
  }

  /** Those of jars, which are not opened before somebody asks. */
  private synchronized List<T> ofJars() {
    if (ofJars == null) {
      ofJars = new CopyOnWriteArrayList<>();
      Set<String> names = new HashSet<>(reserved);
      builtIn.forEach(entry -> names.add(entry.name()));
      for (T entry : found.get())
        if (names.add(entry.name())) ofJars.add(entry);
        else leaveOut(entry);
    }
    return ofJars;
  }

  /** Names of what is kept elsewhere, which no entry may have. */
  public synchronized void reserve(List<String> names) {
    if (!reserved.addAll(names) || ofJars == null) return;
    ofJars.stream().filter(entry -> names.contains(entry.name())).forEach(this::leaveOut);
  }

  private void leaveOut(T entry) {
    leaveOut(entry, "there is another %s '%s'".formatted(option, entry.name()));
  }

  /** Goes on without an entry of users, and says why. */
  public void leaveOut(T entry, String why) {
    ofJars.remove(entry);
    Extensions.leaveOut(entry.origin(), why);
  }

  /** What can be chosen now, in the order in which users see them. */
  public synchronized List<T> all() {
    Stream<T> scripts = ofScripts.stream().filter(entry -> running.containsKey(entry.name()));
    return Stream.of(builtIn.stream(), ofJars().stream(), scripts).flatMap(s -> s).toList();
  }

  /** The names of those of a kind; whether a built-in one is among them no jar is asked. */
  public List<String> names(Predicate<? super T> kind) {
    return new LiveNames(
        () -> all().stream().filter(kind).map(Entry::name).toList(),
        name -> find(name).filter(this::isChoice).filter(kind).isPresent());
  }

  private synchronized boolean isChoice(T entry) {
    return !ofScripts.contains(entry) || running.containsKey(entry.name());
  }

  private Optional<T> find(String name) {
    return Stream.<Supplier<List<T>>>of(() -> builtIn, this::ofJars, () -> ofScripts)
        .flatMap(entries -> entries.get().stream())
        .filter(entry -> entry.name().equals(name))
        .findFirst();
  }

  /** What dialogs call them, by name, now and whenever it is asked. */
  public Map<String, String> labels() {
    return new AbstractMap<>() {
      @Override
      public Set<Map.Entry<String, String>> entrySet() {
        return all().stream().map(e -> Map.entry(e.name(), e.label())).collect(Collectors.toSet());
      }
    };
  }

  /**
   * @throws RobustJException if there is none of that name, or its jar is gone
   */
  public T named(String name) {
    T entry = find(name).orElseThrow(() -> new RobustJException(unknown(name)));
    if (!isBuiltIn(entry)) entry.requireFile();
    return entry;
  }

  private String unknown(String name) {
    String choices = String.join(", ", names(entry -> true));
    String sentence =
        "The option '%s' must be one of %s, but is '%s'.".formatted(option, choices, name);
    return Stream.concat(Stream.of(sentence), Extensions.problems().stream())
        .collect(Collectors.joining(" "));
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
    if (reserved.contains(name) || find(name).isPresent())
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
    running.forEach((name, code) -> guarded.put(name, guarded(named(name), scripts.code(), code)));
    return guarded;
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
      boolean own = isBuiltIn(entry) || ScriptCode.isOwn(e);
      if (own && e instanceof RuntimeException thrown) throw thrown;
      if (own && e instanceof Error thrown) throw thrown;
      throw wrong(entry, e + ScriptCode.place(e), e);
    }
  }

  /** Code that may throw anything. */
  @FunctionalInterface
  public interface Code<R> {
    R get() throws Throwable;
  }

  /** The code that an entry has made, with every call of it as in {@link #run} and checked. */
  public <I> I guarded(T entry, Class<I> type, Object code) {
    if (isBuiltIn(entry)) return type.cast(code);
    if (code == null) throw wrong(entry, "it makes nothing");
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Object result = run(entry, () -> ScriptCode.call(proxy, method, code, arguments));
          boolean own = Modifier.isAbstract(method.getModifiers());
          return own ? scripts.checked().of(entry, arguments, result) : result;
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
