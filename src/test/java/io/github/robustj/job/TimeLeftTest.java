package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Simulated jobs on simulated clocks: what is estimated against what comes. */
class TimeLeftTest {

  private static final double FACTOR = 1.5;

  /** Until this share is done an estimate may be missing, but not be nonsense. */
  private static final double FEW = .04;

  /** The last moments are not worth an estimate. */
  private static final double LAST = .97;

  /**
   * @param steps of equal work
   * @param seconds that each takes
   */
  private record Simulated(String name, int steps, IntToDoubleFunction seconds) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> jobs() {
    Random random = new Random(1);
    double[] noise = random.doubles(100_000, .3, 1.7).toArray();
    return Stream.of(
            new Simulated("steady", 1000, i -> .1),
            new Simulated("of hours", 12_000, i -> 2),
            new Simulated("slow first step", 500, i -> i == 0 ? 60 : .2),
            new Simulated("slow first two steps", 4000, i -> i < 2 ? 20 : .3),
            new Simulated("noisy", 2000, i -> noise[i]),
            new Simulated("noisy folder of 60", 60, i -> 10 * noise[i]),
            new Simulated("pauses between epochs", 2000, i -> i % 100 == 99 ? 5 : .5),
            new Simulated("a third slower from the middle on", 1000, i -> i < 500 ? .3 : .4),
            new Simulated("slowly slower", 1000, i -> .2 * (1 + i / 2000.)))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void isWithinAFactorOfTheTruth(Simulated job) {
    double[] done = new double[job.steps() + 1];
    for (int i = 0; i < job.steps(); i++) done[i + 1] = done[i] + job.seconds().applyAsDouble(i);
    TimeLeft estimate = new TimeLeft();
    int told = 0;
    for (int i = 0; i < job.steps(); i++) {
      double fraction = (double) i / job.steps();
      Optional<Duration> left = estimate.at(Math.round(1000 * done[i]), fraction);
      double truth = done[job.steps()] - done[i];
      if (left.isPresent()) told++;
      if (fraction < FEW) {
        left.ifPresent(l -> requireNear(l, truth, 3, job + " at " + fraction));
        continue;
      }
      assertTrue(left.isPresent(), job + " at " + fraction);
      if (fraction < LAST) requireNear(left.get(), truth, FACTOR, job + " at " + fraction);
    }
    assertTrue(told > .9 * job.steps(), job + ": told " + told);
  }

  private static void requireNear(Duration left, double truth, double factor, String what) {
    double seconds = left.toMillis() / 1000.;
    assertTrue(
        seconds < factor * truth && seconds > truth / factor,
        what + ": " + seconds + " s, is " + truth + " s");
  }

  @Test
  void nothingIsToldBeforeThereIsAPace() {
    TimeLeft estimate = new TimeLeft();
    assertEquals(Optional.empty(), estimate.at(0, 0));
    assertEquals(Optional.empty(), estimate.at(180_000, 0), "reading for minutes");
    assertEquals(Optional.empty(), estimate.at(200_000, .0001), "the first step");
    assertEquals(Optional.empty(), estimate.at(200_500, .0002));
  }

  @Test
  void anotherPieceOfWorkBeginsAnew() {
    TimeLeft estimate = new TimeLeft();
    for (int i = 0; i <= 100; i++) estimate.at(1000L * i, i / 100.);
    assertEquals(Optional.empty(), estimate.at(100_000, .001));
    List<Optional<Duration>> second = new ArrayList<>();
    for (int i = 1; i <= 50; i++) second.add(estimate.at(100_000 + 200L * i, i / 100.));
    requireNear(second.get(49).orElseThrow(), 10, 1.05, "half of the second piece");
  }

  @ParameterizedTest
  @CsvSource({
    "400, about 5 s left",
    "47000, about 45 s left",
    "100000, about 2 min left",
    "3600000, about 60 min left",
    "7800000, about 2 h 10 min left",
    "43200000, about 12 h left",
    "345600000, about 4 days left"
  })
  void wordsAreNoMoreExactThanAnEstimate(long millis, String words) {
    assertEquals(words, TimeLeft.words(Duration.ofMillis(millis)));
  }

  @Test
  void thePreparationHasATimeOfItsOwn() {
    ProgressWords words = new ProgressWords();
    String reading = "";
    for (int i = 0; i <= 30; i++) reading = words.preparing(1000L * i, i / 60., "reading");
    assertEquals("reading, begins in about 30 s", reading);
    String training = "";
    for (int i = 0; i <= 100; i++)
      training = words.working(60_000 + 1000L * i, i / 10_000., "epoch 1");
    assertEquals("epoch 1, about 2 h 50 min left", training);
  }
}
