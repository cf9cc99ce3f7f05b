package io.github.robustj.testing;

import io.github.robustj.worker.WorkerSettings;
import java.util.List;
import java.util.Optional;

/**
 * Options of JVMs that live for seconds, as those of most tests do: the build gives what spares
 * them a third of the processor's time, and nothing where times are measured.
 */
public final class ShortJvm {

  public static final List<String> OPTIONS =
      Optional.ofNullable(System.getenv(WorkerSettings.OPTIONS_VARIABLE))
          .filter(given -> !given.isBlank())
          .map(given -> List.of(given.strip().split("\\s+")))
          .orElse(List.of());

  private ShortJvm() {}
}
