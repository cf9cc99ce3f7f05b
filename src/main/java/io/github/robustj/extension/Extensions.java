package io.github.robustj.extension;

import io.github.robustj.file.SystemReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * What jars of users bring. They lie where RobustJ's own jar does (in Fiji {@code plugins}), on the
 * class path, or in {@link #folder}, and name their classes as for {@link java.util.ServiceLoader},
 * in {@code META-INF/services}, or by SciJava's annotation {@code @Plugin(type =
 * RobustJPlugin.class)}, whose index is read here without SciJava, which a worker has not.
 */
public final class Extensions {

  /** Environment variable that names another home. */
  public static final String HOME_VARIABLE = "ROBUSTJ_HOME";

  private static final String INDEX = "META-INF/json/org.scijava.plugin.Plugin";

  private static final Pattern INDEXED =
      Pattern.compile("\\{\"class\":\"([^\"]+)\",\"values\":\\{[^{}]*\"[^\"]*\\.RobustJPlugin\"");

  static final List<String> PROBLEMS = new CopyOnWriteArrayList<>();

  private static final Set<Path> JARS = Collections.synchronizedSet(new LinkedHashSet<>());

  /** Made when somebody first asks for what jars bring. */
  private static final class Loader {
    static final ClassLoader OF_JARS = loader();
  }

  private Extensions() {}

  /**
   * The folder of a user, which every Fiji shares: {@code .robustj} in the user's home. Engines are
   * installed in it, and the worker keeps its logs there.
   */
  public static Path home() {
    String named = System.getenv(HOME_VARIABLE);
    return named == null || named.isBlank()
        ? Path.of(System.getProperty("user.home"), ".robustj")
        : Path.of(named);
  }

  /** That of jars beside the engine; it need not exist. */
  public static Path folder() {
    return home().resolve("plugins");
  }

  /**
   * Why classes that jars name were left out, a sentence each. Everything else works without them.
   */
  public static List<String> problems() {
    return List.copyOf(PROBLEMS);
  }

  /** The jars, or folders of classes, outside {@link #folder} in which something was found. */
  public static List<Path> jars() {
    return List.copyOf(JARS);
  }

  static void leaveOut(String what, String why) {
    PROBLEMS.add("RobustJ goes on without %s: %s; mend it or remove the jar.".formatted(what, why));
  }

  /** One of each class that is named for a type, in the order in which they are found. */
  static <T> List<T> of(Class<T> type) {
    List<T> found = new ArrayList<>();
    named(type).forEach((name, place) -> add(type, name, place, found));
    return found;
  }

  /** Whatever the code of somebody else throws when it is loaded or made is told, not thrown. */
  private static <T> void add(Class<T> type, String name, URL place, List<T> found) {
    try {
      Class<?> own = Class.forName(name, true, Loader.OF_JARS);
      if (!type.isAssignableFrom(own) && isIndex(place)) return;
      found.add(own.asSubclass(type).getConstructor().newInstance());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      leaveOut(Entry.origin(name, jar(place)), cause.toString());
    }
  }

  private static boolean isIndex(URL place) {
    return place.getPath().endsWith(INDEX);
  }

  /** Where every class is named. */
  private static Map<String, URL> named(Class<?> type) {
    Map<String, URL> names = new LinkedHashMap<>();
    for (URL file : files("META-INF/services/" + type.getName()))
      text(file)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(name -> !name.isEmpty())
          .forEach(name -> names.putIfAbsent(name, file));
    for (URL file : files(INDEX))
      INDEXED.matcher(text(file)).results().forEach(r -> names.putIfAbsent(r.group(1), file));
    names.values().forEach(Extensions::remember);
    return names;
  }

  private static List<URL> files(String name) {
    try {
      return Collections.list(Loader.OF_JARS.getResources(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing, which is told, where a jar is damaged. */
  private static String text(URL file) {
    try {
      URLConnection connection = file.openConnection();
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      leaveOut(file.toString(), "it cannot be read (" + SystemReason.of(e) + ")");
      return "";
    }
  }

  private static void remember(URL file) {
    Path jar = Entry.path(jar(file));
    if (!jar.startsWith(folder())) JARS.add(jar);
  }

  /** The jar, or folder of classes, that holds a file of {@code META-INF}. */
  private static URL jar(URL file) {
    try {
      if (file.openConnection() instanceof JarURLConnection jar) return jar.getJarFileURL();
      return Entry.path(file).getParent().getParent().getParent().toUri().toURL();
    } catch (IOException e) {
      throw new IllegalStateException(file + " is no file", e);
    }
  }

  private static ClassLoader loader() {
    ClassLoader own = Extensions.class.getClassLoader();
    if (!Files.isDirectory(folder())) return own;
    try (Stream<Path> files = Files.list(folder())) {
      List<URL> jars = new ArrayList<>();
      for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList())
        if (isWhole(jar)) jars.add(jar.toUri().toURL());
      return new URLClassLoader(jars.toArray(URL[]::new), own);
    } catch (IOException e) {
      leaveOut("the jars in " + folder(), "the folder cannot be read (" + SystemReason.of(e) + ")");
      return own;
    }
  }

  /** A class loader would pass over a jar that is cut off without a word. */
  private static boolean isWhole(Path jar) {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return true;
    } catch (IOException e) {
      leaveOut(jar.toString(), "it cannot be read (" + SystemReason.of(e) + ")");
      return false;
    }
  }
}
