package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The classes of a page of the documentation in jars, and some that are broken. */
final class ExampleJars {

  private static final String ATTACKS = "META-INF/services/io.github.robustj.attack.AttackType";

  private ExampleJars() {}

  /** On the class path. */
  static Path ofFiji(Path folder) {
    return folder.resolve("Fiji.app/plugins/mine.jar");
  }

  /** Classes that one of the attacks in {@link #ofFiji} needs. */
  static Path library(Path folder) {
    return folder.resolve("library");
  }

  static Path home(Path folder) {
    return folder.resolve("home");
  }

  static Path ofHome(Path folder, String name) {
    return home(folder).resolve("plugins").resolve(name);
  }

  /** The code of a page in a language. */
  static List<String> blocks(Path page, String language) throws IOException {
    Matcher fence =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(page));
    return fence.results().map(block -> block.group(1)).toList();
  }

  /**
   * Each class of the page says in its comment how it is named. An attack and the method are in
   * Fiji, an objective in the home, where there are also a jar that is cut, one to be removed, and
   * classes that cannot be found, made or read, or that have the name of another.
   */
  static void write(Path page, Path folder) throws IOException {
    Path classes = compiled(page, folder);
    Files.createDirectories(library(folder));
    Files.move(classes.resolve("lib"), library(folder).resolve("lib"));
    byte[] newer = Files.readAllBytes(classes.resolve("my/Nudge.class"));
    newer[7] += 40;
    Files.write(classes.resolve("my/Newer.class"), newer);
    jar(ofFiji(folder), classes, name -> !isGone(name), Map.of(ATTACKS, "my.Nudge\nmy.Needy"));
    Path mine = ofHome(folder, "mine.jar");
    jar(
        mine,
        classes,
        name -> !isGone(name),
        Map.of(
            ATTACKS,
            "# broken\nmy.Missing\nmy.Clash\nmy.Unlicensed\nmy.Newer",
            "META-INF/services/io.github.robustj.task.ObjectiveType",
            "my.BackgroundLogit"));
    byte[] whole = Files.readAllBytes(mine);
    Files.write(ofHome(folder, "cut.jar"), Arrays.copyOf(whole, whole.length / 2));
    jar(ofHome(folder, "gone.jar"), classes, ExampleJars::isGone, Map.of(ATTACKS, "my.Gone"));
  }

  private static boolean isGone(String name) {
    return name.startsWith("my/Gone");
  }

  private static Path compiled(Path page, Path folder) throws IOException {
    Path sources = folder.resolve("sources");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> files = new ArrayList<>();
    List<String> blocks = blocks(page, "java");
    for (String block : blocks) files.add(source(sources, block));
    String nudge = blocks.get(0);
    files.add(source(sources, variant(nudge, "Clash", "pgd", "")));
    files.add(source(sources, variant(nudge, "Gone", "gone", "")));
    files.add(
        source(
            sources,
            variant(
                nudge,
                "Unlicensed",
                "unlicensed",
                "    throw new IllegalStateException(\"no licence\");\n")));
    files.add(source(sources, variant(nudge, "Needy", "needy", "    lib.Help.now();\n")));
    files.add(
        source(sources, "package lib; public final class Help { public static void now() {} }"));
    List<String> arguments = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", classes.toString()));
    arguments.addAll(files);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, OutputStream.nullOutputStream(), null, arguments.toArray(String[]::new));
    assertEquals(0, exit);
    return classes;
  }

  private static String variant(String nudge, String type, String name, String last) {
    return nudge
        .replace("Nudge", type)
        .replace("\"nudge\"", "\"" + name + "\"")
        .replace("Trait.COMPARED);\n", "Trait.TARGETS);\n" + last);
  }

  private static String source(Path sources, String code) throws IOException {
    Matcher names =
        Pattern.compile("(?s)package (\\w+);.*?public final class (\\w+)").matcher(code);
    assertTrue(names.find());
    Path file = sources.resolve(names.group(1)).resolve(names.group(2) + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, code).toString();
  }

  private static void jar(
      Path jar, Path classes, Predicate<String> wanted, Map<String, String> services)
      throws IOException {
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        if (wanted.test(name)) write(out, name, Files.readAllBytes(file));
      }
      for (Map.Entry<String, String> service : services.entrySet())
        write(out, service.getKey(), service.getValue().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void write(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
