package io.github.robustj.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Estimates how long work of several parts will still take. What a part costs follows from its
 * settings; how long that takes is learned from the parts that are done, from those of the same
 * kind if there are some, else from others. It has no clock: who asks says when.
 */
public final class PartsLeft {

  /**
   * Parts whose cost is in the same unit.
   *
   * @param of what they belong to: if one fails, all of it that is left is given up
   * @param group of parts whose paces are alike, as of all trainings
   * @param kind of parts that take as long for the same work, as of one attack
   */
  public record Part(String of, String group, String kind, double work) {}

  /**
   * @param start milliseconds before the part got to its work
   * @param millis of the work
   */
  private record Done(Part part, double start, double millis) {}

  private final List<Part> parts;
  private final List<Done> done = new ArrayList<>();
  private final long began;
  private int current = -1;
  private boolean gaveUp;
  private long entered;
  private long working = -1;
  private TimeLeft own = new TimeLeft();

  /**
   * @param parts in the order in which they will be done
   */
  public PartsLeft(List<Part> parts, long millis) {
    this.parts = new ArrayList<>(parts);
    began = millis;
  }

  /** The next part begins, and the one before it has ended. */
  public void next(long millis) {
    if (current >= 0 && !gaveUp) done.add(measured(millis));
    gaveUp = false;
    current++;
    entered = millis;
    working = -1;
    own = new TimeLeft();
  }

  /** The part being done, if it belongs to this, and what else does will not be done. */
  public void giveUp(String of) {
    if (current >= 0 && !gaveUp && parts.get(current).of.equals(of)) {
      parts.remove(current--);
      gaveUp = true;
    }
    parts.subList(current + 1, parts.size()).removeIf(part -> part.of.equals(of));
  }

  private Done measured(long millis) {
    long from = working < 0 ? entered : working;
    return new Done(parts.get(current), from - entered, millis - from);
  }

  /** The part being done counts its own work from now on; before it, it was only prepared. */
  private void works(long millis, double fraction) {
    if (fraction > 0 && working < 0) working = millis;
  }

  /**
   * @param fraction of the current part that is done
   * @return how long all that is left will take; empty while that cannot be told
   */
  public Optional<Duration> at(long millis, double fraction) {
    works(millis, fraction);
    Optional<Duration> rest = own.at(millis, fraction);
    List<Done> known = new ArrayList<>(done);
    if (rest.isPresent())
      known.add(
          new Done(
              parts.get(current), working - entered, millis - working + rest.get().toMillis()));
    if (known.isEmpty()) return Optional.empty();
    double left =
        rest.map(r -> (double) r.toMillis())
            .orElseGet(() -> Math.max(0, expected(parts.get(current), known) - millis + entered));
    for (Part part : parts.subList(current + 1, parts.size())) left += expected(part, known);
    return Optional.of(Duration.ofMillis(Math.round(left)));
  }

  /** The share of the whole time that is over. */
  public double share(long millis, Duration left) {
    double over = millis - began;
    return over <= 0 ? 0 : over / (over + left.toMillis());
  }

  private static double expected(Part part, List<Done> known) {
    List<Done> alike = known.stream().filter(d -> d.part.kind.equals(part.kind)).toList();
    if (alike.isEmpty())
      alike = known.stream().filter(d -> d.part.group.equals(part.group)).toList();
    if (alike.isEmpty()) alike = known;
    double work = alike.stream().mapToDouble(d -> d.part.work).sum();
    double millis = alike.stream().mapToDouble(Done::millis).sum();
    double start = alike.stream().mapToDouble(Done::start).average().orElseThrow();
    return start + part.work * millis / work;
  }
}
