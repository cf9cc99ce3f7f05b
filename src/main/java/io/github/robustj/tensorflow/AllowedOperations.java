package io.github.robustj.tensorflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The types of operations that a network from a file may hold. They stand, with the reasons, in the
 * resource {@code allowed-operations.txt}.
 *
 * @param everywhere those that only compute
 * @param saver those that read or write weights, for the saver alone
 */
record AllowedOperations(Set<String> everywhere, Set<String> saver) {

  private static final String FILE = "allowed-operations.txt";
  private static final String SAVER = "@saver ";
  private static final AllowedOperations LIST = read();

  static AllowedOperations list() {
    return LIST;
  }

  private static AllowedOperations read() {
    Set<String> everywhere = new HashSet<>();
    Set<String> saver = new HashSet<>();
    for (String line : lines())
      if (line.startsWith(SAVER)) saver.addAll(words(line.substring(SAVER.length())));
      else if (!line.isBlank() && !line.startsWith("#")) everywhere.addAll(words(line));
    return new AllowedOperations(Set.copyOf(everywhere), Set.copyOf(saver));
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" +"));
  }

  private static List<String> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                AllowedOperations.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
