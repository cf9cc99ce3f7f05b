package io.github.robustj.packaging;

import io.github.robustj.evaluation.Provenance;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** In what two evaluations differ that should be one. */
final class ProvenanceDifference {

  /** Where model and data lie does not matter: their checksums are compared. */
  private static final Set<String> OTHERWISE_KNOWN = Set.of("model", "data", "date", "seconds");

  private ProvenanceDifference() {}

  /** The first difference, a clause; empty if there is none. */
  static Optional<String> between(Provenance then, Provenance now) {
    for (RecordComponent part : Provenance.class.getRecordComponents())
      if (!OTHERWISE_KNOWN.contains(part.getName())) {
        Optional<String> found = between(part.getName(), value(part, then), value(part, now));
        if (found.isPresent()) return found;
      }
    return Optional.empty();
  }

  private static Optional<String> between(String name, Object then, Object now) {
    if (Objects.equals(then, now)) return Optional.empty();
    if (then instanceof Map<?, ?> a && now instanceof Map<?, ?> b) return between(a, b);
    if (then instanceof List<?> a && now instanceof List<?> b)
      return Optional.of("its %s were %d and are %d".formatted(name, a.size(), b.size()));
    return Optional.of("its %s was %s and is %s".formatted(name, then, now));
  }

  private static Optional<String> between(Map<?, ?> then, Map<?, ?> now) {
    Set<Object> keys = new TreeSet<>(then.keySet());
    keys.addAll(now.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(then.get(key), now.get(key)))
        .findFirst()
        .map(key -> "%s was %s and is %s".formatted(key, words(then, key), words(now, key)));
  }

  private static Object words(Map<?, ?> values, Object key) {
    return values.containsKey(key) ? values.get(key) : "not set";
  }

  private static Object value(RecordComponent part, Provenance of) {
    try {
      return part.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
