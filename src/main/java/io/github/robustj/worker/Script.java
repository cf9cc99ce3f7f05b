package io.github.robustj.worker;

import io.github.robustj.attack.Attacks;
import io.github.robustj.extension.Catalogue;
import io.github.robustj.extension.Extensions;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.training.Methods;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Code of a script that a job may ask for by name.
 *
 * @param option of the catalogue that has it
 * @param code stays in the process of the script
 */
record Script(String option, String name, Calls.Reference code) {

  private static final Map<String, Catalogue<?>> CATALOGUES =
      Map.of("attack", Attacks.ALL, "objective", ObjectiveType.ALL, "method", Methods.ALL);

  /** The jars outside {@link Extensions#folder} that bring something for jobs. */
  static List<Path> jars() {
    CATALOGUES.values().forEach(Catalogue::all);
    return Extensions.jars();
  }

  /** Those that run in this process. */
  static List<Script> running(Calls calls) {
    List<Script> scripts = new ArrayList<>();
    CATALOGUES.forEach(
        (option, catalogue) ->
            catalogue
                .running()
                .forEach(
                    (name, code) -> scripts.add(new Script(option, name, calls.reference(code)))));
    return scripts;
  }

  /** Lets jobs of this process ask for it. */
  void begin(Calls calls) {
    Catalogue<?> catalogue = CATALOGUES.get(option);
    catalogue.begin(name, calls.object(code, catalogue.code()));
  }

  void end() {
    CATALOGUES.get(option).end(name);
  }
}
