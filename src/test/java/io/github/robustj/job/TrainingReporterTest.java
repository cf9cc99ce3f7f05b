package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.training.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingReporterTest {

  private final List<Double> fractions = new ArrayList<>();
  private final List<Integer> epochs = new ArrayList<>();
  private final JobListener listener =
      new JobListener() {
        @Override
        public void progress(double fraction, String message) {
          fractions.add(fraction);
        }

        @Override
        public void epoch(EpochReport report) {
          epochs.add(report.epoch());
        }
      };

  private TrainingReporter reporter(Map<String, Object> options) {
    return new TrainingReporter(listener, TrainOptions.of(options), new ValidationCost(1, 0, 1));
  }

  @Test
  void progressIsTheShareOfTheSteps() {
    reporter(Map.of("epochs", 10)).stepDone(4, 0, 5, 1);
    assertEquals(4.2 / 10, fractions.get(0), 1e-12);
  }

  /** Ten epochs of 1 and their validations of .5, of which half of the fifth is done. */
  @Test
  void theValidationIsPartOfTheWork() {
    TrainingReporter reporter =
        new TrainingReporter(
            listener, TrainOptions.of(Map.of("epochs", 10)), new ValidationCost(4, .5, 1));
    reporter.stepDone(4, 4, 5, 1);
    JobListener validation = reporter.validating();
    for (int call = 0; call < 3; call++) validation.check();
    assertEquals(7. / 15, fractions.get(0), 1e-12);
    assertEquals(7.25 / 15, fractions.get(3), 1e-12);
  }

  /**
   * One clean epoch of one unit of work, three of two and an attack of 2 steps of .7 each; once a
   * prediction of all slices, .35.
   */
  @Test
  void anEpochWithAttacksCountsItsSteps() {
    Map<String, Object> options =
        Map.of(
            "epochs",
            4,
            "method",
            "adaptive_margin",
            "preset",
            "none",
            "clean_epochs",
            1,
            "steps",
            2);
    reporter(options).stepDone(1, 4, 5, 1);
    assertEquals((1 + 3.75) / (1 + .35 + 3 * 3.4), fractions.get(0), 1e-12);
  }

  @Test
  void anAttackThatSlicesLeaveCountsHalf() {
    Map<String, Object> options =
        Map.of(
            "epochs",
            4,
            "method",
            "adaptive_margin",
            "clean_epochs",
            1,
            "steps",
            2,
            "leave_when_broken",
            true);
    reporter(options).stepDone(1, 4, 5, 1);
    assertEquals((1 + 3.05) / (1 + .35 + 3 * 2.7), fractions.get(0), 1e-12);
  }

  @Test
  void aResumedTrainingTellsTheEarlierEpochsAndStartsAtNought() {
    TrainingReporter reporter = reporter(Map.of("epochs", 10));
    History earlier = History.EMPTY;
    for (int epoch = 1; epoch <= 4; epoch++)
      earlier = earlier.with(new History.Row(epoch, Map.of("loss", 1.)));
    reporter.resumed(earlier);
    reporter.stepDone(4, 2, 5, 1);
    assertEquals(List.of(1, 2, 3, 4), epochs);
    assertEquals(.6 / 6, fractions.get(0), 1e-12);
  }
}
