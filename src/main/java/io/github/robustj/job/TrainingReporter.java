package io.github.robustj.job;

import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.option.Options;
import io.github.robustj.training.History;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.Methods;
import io.github.robustj.training.TrainingListener;
import io.github.robustj.training.TrainingTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A job's listener as a training's. Progress counts work, not epochs: an epoch with an inner attack
 * costs about its steps as much as a clean one, and an ETA that ignored it would be off by as much.
 * What a resumed training has done earlier is no work of this job.
 */
final class TrainingReporter implements TrainingListener {

  private final JobListener listener;
  private final Options options;
  private final ValidationCost validation;
  private int firstEpoch;
  private int epoch;
  private int calls;

  TrainingReporter(JobListener listener, TrainOptions options, ValidationCost validation) {
    this.listener = listener;
    this.options = options.options();
    this.validation = validation;
  }

  @Override
  public void resumed(History history) {
    firstEpoch = history.rows().size();
    reports(history, new float[0]).forEach(listener::epoch);
  }

  @Override
  public void resumedInside(int epoch, int step, int steps) {
    listener.log(
        "goes on in epoch %d, of which %d of %d steps are done".formatted(epoch + 1, step, steps));
  }

  @Override
  public void keptInside(int epoch, int step, int steps) {
    listener.log(
        "Of epoch %d, %d of %d steps are kept, too; the same command with the option resume goes on there."
            .formatted(epoch + 1, step, steps));
  }

  @Override
  public void beganAnew(String why) {
    listener.log("begins anew, as overwrite is set: " + why);
  }

  @Override
  public void stepDone(int epoch, int step, int steps, double loss) {
    this.epoch = epoch;
    calls = 0;
    double done = workBefore(epoch) + work(epoch) * (step + 1) / steps;
    String message =
        "epoch %d of %d, step %d of %d, loss %.3f"
            .formatted(epoch + 1, epochs(), step + 1, steps, loss);
    tell(done, message);
  }

  /**
   * The listener of the validation, which asks before every call of the network, from one of
   * several threads.
   */
  JobListener validating() {
    return new JobListener() {

      @Override
      public synchronized void log(String line) {
        listener.log(line);
      }

      @Override
      public synchronized void check() {
        listener.check();
        double share = Math.min(.99, calls++ / validation.calls());
        double done = workBefore(epoch) + work(epoch) + share * validation.epochs(epoch, epochs());
        tell(done, "epoch %d of %d, validation".formatted(epoch + 1, epochs()));
      }

      @Override
      public boolean cancelled() {
        return listener.cancelled();
      }
    };
  }

  private void tell(double done, String message) {
    double before = workBefore(firstEpoch);
    listener.progress((done - before) / (workBefore(epochs()) - before), message);
  }

  @Override
  public void epochDone(History.Row row, float[] margins) {
    listener.epoch(report(row, margins));
    listener.log(new EpochLine(options.get(MethodTable.TASK), epochs()).of(row));
  }

  @Override
  public void check() {
    listener.check();
  }

  List<EpochReport> reports(History history, float[] margins) {
    List<EpochReport> reports = new ArrayList<>();
    for (History.Row row : history.rows())
      reports.add(report(row, row.epoch() == history.rows().size() ? margins : new float[0]));
    return reports;
  }

  private EpochReport report(History.Row row, float[] margins) {
    return new EpochReport(row.epoch(), epochs(), row.values(), margins);
  }

  private int epochs() {
    return options.get(TrainingTable.EPOCHS);
  }

  /** Of the whole training, in training steps per batch. */
  double work() {
    return workBefore(epochs());
  }

  private double workBefore(int epoch) {
    double sum = 0;
    for (int e = 0; e < epoch; e++) sum += work(e) + validation.epochs(e, epochs());
    return sum;
  }

  /** In training steps per batch. */
  private double work(int epoch) {
    double work = Methods.in(options).work(options, epoch);
    return options.get(MethodTable.AWP_GAMMA) > 0 ? work + 1 : work;
  }
}
