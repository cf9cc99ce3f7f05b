package io.github.robustj.extension;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Names that are made anew whenever the list is asked. */
public final class LiveNames extends AbstractList<String> {

  private final Supplier<List<String>> now;
  private final Predicate<String> known;

  /**
   * @param known whether a name is among them, which may take less than to make all
   */
  public LiveNames(Supplier<List<String>> now, Predicate<String> known) {
    this.now = now;
    this.known = known;
  }

  @Override
  public String get(int i) {
    return now.get().get(i);
  }

  @Override
  public int size() {
    return now.get().size();
  }

  @Override
  public Iterator<String> iterator() {
    return now.get().iterator();
  }

  @Override
  public boolean contains(Object name) {
    return name instanceof String text && known.test(text);
  }
}
