package io.github.robustj.file;

import java.io.IOException;

/** Writes into what it is given. */
@FunctionalInterface
public interface IOConsumer<T> {

  void accept(T target) throws IOException;
}
