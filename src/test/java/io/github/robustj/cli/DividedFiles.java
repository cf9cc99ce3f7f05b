package io.github.robustj.cli;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** All files of a folder by name, bit for bit, but for when and how long something was measured. */
final class DividedFiles {

  private DividedFiles() {}

  static Map<String, String> in(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.endsWith(".robustj-written")) files.put(name, content(file));
      }
    }
    return files;
  }

  /** The same, also of trainings: without what hangs on the clock. */
  static Map<String, String> timeless(Path folder) throws IOException {
    Map<String, String> files = in(folder);
    files.replaceAll(
        (file, content) ->
            file.matches("(.*/)?([^/]*-times.csv|cost.png|history.csv)")
                ? ""
                : timeless(file, content));
    return files;
  }

  private static String timeless(String file, String content) {
    // Processes write the entries of its maps in orders of their own.
    if (file.endsWith("saved_model.pb"))
      return content.chars().sorted().mapToObj(Character::toString).collect(joining());
    if (file.matches("(.*/)?(table|seeds).csv"))
      return content.replaceAll("(?m)^((?:[^,]*,){3})[^,]*,", "$1,");
    return content
        .replaceAll("\"created\": \"[^\"]*\"", "")
        .replaceAll("[0-9a-f]{64}", "")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "");
  }

  static void assertSame(Map<String, String> wanted, Map<String, String> found) {
    assertEquals(Set.of(), without(wanted.keySet(), found.keySet()), "missing");
    assertEquals(Set.of(), without(found.keySet(), wanted.keySet()), "too many");
    wanted.forEach((name, content) -> assertSame(name, content, found.get(name)));
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  /** Says where the first difference is. */
  private static void assertSame(String name, String wanted, String found) {
    if (wanted.equals(found)) return;
    int at = 0;
    while (at < Math.min(wanted.length(), found.length()) && wanted.charAt(at) == found.charAt(at))
      at++;
    assertEquals(around(wanted, at), around(found, at), name + " at " + at);
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 80))
        .replaceAll("[^ -~]", "?");
  }

  /** Of a zip, without when it was made. */
  private static String entries(Path file) throws IOException {
    StringBuilder all = new StringBuilder();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
        all.append(entry.getName())
            .append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  private static String content(Path file) throws IOException {
    if (file.toString().matches(".*\\.(zip|npz)")) return entries(file);
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
        .replaceAll("\"date\": \"[^\"]*\"", "")
        .replaceAll("\"seconds\": [0-9.E-]+", "")
        .replaceAll("Measured [-0-9]+ [0-9:]+", "")
        .replaceAll("(<th scope=\"row\">(?:begun|took)</th><td>)[^<]*", "$1");
  }
}
