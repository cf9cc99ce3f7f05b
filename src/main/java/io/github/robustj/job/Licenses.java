package io.github.robustj.job;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.util.List;

/** Licences by their identifiers at SPDX, as far as models and data have them. */
final class Licenses {

  private static final List<String> KNOWN =
      List.of(
          "CC-BY-4.0",
          "CC-BY-SA-4.0",
          "CC-BY-NC-4.0",
          "CC-BY-NC-SA-4.0",
          "CC-BY-ND-4.0",
          "CC-BY-NC-ND-4.0",
          "CC-BY-3.0",
          "CC-BY-SA-3.0",
          "CC0-1.0",
          "ODbL-1.0",
          "ODC-By-1.0",
          "PDDL-1.0",
          "CDLA-Permissive-2.0",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "MIT",
          "ISC",
          "Unlicense",
          "MPL-2.0",
          "EPL-2.0",
          "EUPL-1.2",
          "LGPL-2.1-or-later",
          "LGPL-3.0-or-later",
          "GPL-2.0-or-later",
          "GPL-3.0-only",
          "GPL-3.0-or-later",
          "AGPL-3.0-or-later");

  private Licenses() {}

  /**
   * @param given in any case
   * @throws RobustJException if it is none of them
   */
  static String named(String given) {
    String wanted = given.strip();
    for (String known : KNOWN) if (known.equalsIgnoreCase(wanted)) return known;
    if (wanted.isEmpty())
      throw new RobustJException(
          "The option license is missing: a package of bioimage.io needs one; give an identifier of SPDX such as CC-BY-4.0.");
    throw new RobustJException(
        "The option license is \"%s\" but must be one of %s."
            .formatted(Excerpt.of(wanted), String.join(", ", KNOWN)));
  }
}
