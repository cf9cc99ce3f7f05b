package io.github.robustj.packaging.bioimage;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of channels as the specification wants them: words that would name a variable in Python,
 * each once.
 */
final class ChannelNames {

  /** Reserved words of Python. */
  private static final Set<String> RESERVED =
      Set.of(
          "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield"
              .split(" "));

  private ChannelNames() {}

  static List<String> of(List<String> names) {
    Set<String> all = new LinkedHashSet<>();
    for (String name : names) {
      String word = word(name);
      String free = word;
      for (int n = 2; !all.add(free); n++) free = word + "_" + n;
    }
    return new ArrayList<>(all);
  }

  private static String word(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    if (plain.isEmpty()) return "channel";
    boolean start = Character.isLetter(plain.charAt(0));
    return start && !RESERVED.contains(plain) ? plain : "channel_" + plain;
  }
}
