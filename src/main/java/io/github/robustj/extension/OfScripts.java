package io.github.robustj.extension;

import java.util.function.BiFunction;

/**
 * How code of a script becomes an entry.
 *
 * @param code an interface of one method that has no default
 * @param entry from a name and the code
 * @param checked what such code gives, of jars, too
 */
public record OfScripts<T, F>(Class<F> code, BiFunction<String, F, T> entry, Checked<T> checked) {

  public OfScripts(Class<F> code, BiFunction<String, F, T> entry) {
    this(code, entry, (type, arguments, result) -> result);
  }

  T entry(String name, Object anything) {
    return entry.apply(name, code.cast(anything));
  }

  /** From the arguments of code and what it gave to what goes on, or a sentence what is wrong. */
  @FunctionalInterface
  public interface Checked<T> {
    Object of(T entry, Object[] arguments, Object result);
  }
}
