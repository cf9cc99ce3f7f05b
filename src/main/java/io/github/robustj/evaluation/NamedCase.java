package io.github.robustj.evaluation;

import java.util.function.Supplier;

/**
 * A case that is read when it is asked for and whose name is known before, so that one of which
 * everything is finished is not read at all.
 *
 * @param name as the case has it
 */
public record NamedCase(String name, Supplier<EvaluationCase> reader)
    implements Supplier<EvaluationCase> {

  @Override
  public EvaluationCase get() {
    return reader.get();
  }

  /** The same case; one whose name is not known is read for it, and only then. */
  static NamedCase of(Supplier<EvaluationCase> any) {
    if (any instanceof NamedCase named) return named;
    EvaluationCase read = any.get();
    return new NamedCase(read.name(), () -> read);
  }
}
