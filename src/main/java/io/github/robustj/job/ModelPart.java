package io.github.robustj.job;

/**
 * Hears the evaluation of one of several models and tells how far all of them are.
 *
 * @param index of the model, from 0
 */
public record ModelPart(JobListener whole, String model, int index, int count)
    implements PartOfWork {

  @Override
  public void progress(double fraction, String message) {
    whole.progress(
        (index + fraction) / count,
        "model %d of %d, %s: %s".formatted(index + 1, count, model, message));
  }

  /** Of the first part nothing is known yet; that of others is work of the whole. */
  @Override
  public void preparing(double fraction, String message) {
    if (index == 0) whole.preparing(fraction, model + ": " + message);
    else progress(0, message);
  }

  @Override
  public void log(String line) {
    whole.log(model + ": " + line);
  }
}
