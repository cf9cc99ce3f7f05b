package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.PartsLeft.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A simulated comparison on a simulated clock: what is estimated against what comes. */
class PartsLeftTest {

  private static final long OPENING = 3000;

  /** Nine methods under four attacks, of which trainings and attacks have paces of their own. */
  private static List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (int method = 0; method < 9; method++) {
      parts.add(new Part("m" + method, "training", "method " + method, 10 + 10 * method));
      for (double attack : new double[] {5, 10, 40, 15})
        parts.add(new Part("m" + method, "evaluation", "attack " + attack, attack));
    }
    return parts;
  }

  /** What a part takes in truth: its group is faster, its kind slower than its cost says. */
  private static long millis(Part part) {
    double pace = part.group().equals("training") ? 1000 : 1350;
    if (part.kind().equals("attack 40.0")) pace *= 1.3;
    return Math.round(pace * part.work());
  }

  @Test
  void isWithinAFactorOfTheTruthFromTheFirstSecondsOn() {
    List<Part> parts = parts();
    long end = parts.stream().mapToLong(p -> OPENING + millis(p)).sum();
    PartsLeft left = new PartsLeft(parts, 0);
    long now = 0;
    long first = -1;
    for (Part part : parts) {
      left.next(now);
      now += OPENING;
      for (int step = 0; step < 100; step++) {
        long at = now + millis(part) * step / 100;
        Optional<Duration> told = left.at(at, step / 100.);
        if (told.isEmpty()) continue;
        if (first < 0) first = at;
        double factor = told.get().toMillis() / (double) (end - at);
        if (at < .95 * end)
          assertTrue(factor > 1 / 1.5 && factor < 1.5, part + " at " + at + ": " + factor);
      }
      now += millis(part);
    }
    assertEquals(end, now);
    assertTrue(first > 0 && first < OPENING + 3000, "first told after " + first);
  }

  @Test
  void nothingIsToldBeforeThereIsAPace() {
    PartsLeft left = new PartsLeft(parts(), 0);
    left.next(0);
    assertEquals(Optional.empty(), left.at(60_000, 0));
  }

  /** Two parts of a method are done when it fails in its third, and one that takes 4 s is left. */
  @Test
  void whatFailsTakesTheRestOfItsOwnAlong() {
    List<Part> parts = new ArrayList<>();
    for (String method : List.of("a", "b"))
      for (double work : new double[] {1, 2, 3, 4})
        parts.add(new Part(method, "evaluation", method + work, work));
    PartsLeft left = new PartsLeft(parts, 0);
    long now = 0;
    for (int part = 0; part < 3; part++) {
      left.next(now);
      left.at(now, .01);
      now += part < 2 ? 1000 * (part + 1) : 1_000_000;
    }
    left.giveUp("a");
    for (int part = 0; part < 3; part++) {
      left.next(now);
      left.at(now, .01);
      now += 1000 * (part + 1);
    }
    left.next(now);
    assertEquals(4000, left.at(now, 0).orElseThrow().toMillis(), 1000);
    left.giveUp("b");
    left.giveUp("c");
  }
}
