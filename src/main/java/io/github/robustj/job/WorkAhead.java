package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.TaskType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What trainings on a data set and evaluations of their models are expected to cost, for the time
 * that is left: as many times as much as a training step takes for one pixel.
 *
 * @param trainings of each job
 * @param pixels that the network sees of a case
 */
public record WorkAhead(List<Double> trainings, double pixels) {

  /** Of evaluations alone, whose cases are as large as each other. */
  public static final WorkAhead EVALUATIONS = new WorkAhead(List.of(), 1);

  /**
   * Reads the images, since the cost follows from their number and size.
   *
   * @param jobs of the same data set and split, at least one
   * @throws io.github.robustj.error.RobustJException if one of them cannot go on from its
   *     checkpoint
   */
  public static WorkAhead of(List<TrainJob> jobs, JobListener listener) {
    TrainingCases cases = TrainingCases.read(jobs.get(0), quiet(listener));
    jobs.forEach(job -> job.requireGoingOn(cases));
    List<EncodedCase> whole = cases.validation();
    double pixels =
        whole.isEmpty()
            ? cases.pixels() / cases.names().training().size()
            : whole.stream().mapToDouble(c -> pixels(c)).average().orElseThrow();
    return new WorkAhead(jobs.stream().map(job -> job.work(cases)).toList(), pixels);
  }

  private static double pixels(EncodedCase subject) {
    return ValidationCost.pixels(subject.images());
  }

  /**
   * Of an evaluation.
   *
   * @param clean whether the scores without an attack are measured, too
   */
  public double evaluation(int cases, AttackSpec attack, boolean clean) {
    double each = ValidationCost.PREDICTION * (clean ? 2 : 1) + attack(attack);
    return cases * pixels * each;
  }

  private static double attack(AttackSpec attack) {
    double call = attack.has(Trait.BLACK_BOX) ? ValidationCost.PREDICTION : ValidationCost.GRADIENT;
    return call * attack.calls(ObjectiveCalls.TRAINING_LOSS);
  }

  /** How many cases of a data set an evaluation measures. */
  public static int cases(String task, Path data, Optional<Path> split) {
    AnnotatedCases all = TaskType.named(task).read(data, AnnotatedCases.Reading.USUAL);
    return Selection.of(all.dataset(), split).evaluated().size();
  }

  /** The trainings say the same lines again. */
  private static JobListener quiet(JobListener listener) {
    return new JobListener() {
      @Override
      public void preparing(double fraction, String message) {
        listener.preparing(fraction, message);
      }

      @Override
      public boolean cancelled() {
        return listener.cancelled();
      }
    };
  }
}
