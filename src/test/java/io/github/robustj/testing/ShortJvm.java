package io.github.robustj.testing;

import java.util.List;

/**
 * Options of JVMs that live for seconds, as those of tests do: their code is compiled once and
 * quickly, and one thread collects garbage. They need two thirds of the processor's time.
 */
public final class ShortJvm {

  public static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private ShortJvm() {}
}
