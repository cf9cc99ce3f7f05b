package io.github.robustj.evaluation.check;

import io.github.robustj.evaluation.Watched;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.NoNumbersException;
import io.github.robustj.tensor.Tensor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Counts the images whose outputs, loss or gradient are no finite numbers. An attack never keeps
 * such an image, so that a model that overflows looks as if it withstood. Threads may ask at the
 * same time.
 */
public final class WatchedModel extends ForwardingModel implements Watched {

  private final AtomicLong images = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final ThreadLocal<long[]> own = ThreadLocal.withInitial(() -> new long[2]);

  public WatchedModel(DifferentiableModel model) {
    super(model);
  }

  private WatchedModel(DifferentiableModel model, long images, long broken) {
    super(model);
    add(images, broken);
  }

  @Override
  public DifferentiableModel unwatched() {
    return super.network();
  }

  /** What was counted so far, for those who go on asking. */
  WatchedModel snapshot() {
    return new WatchedModel(super.network(), images(), broken());
  }

  /** Adds what an earlier run of the same evaluation has counted. */
  public void add(long moreImages, long moreBroken) {
    images.addAndGet(moreImages);
    broken.addAndGet(moreBroken);
  }

  /** Images that were asked about, each time counted. */
  public long images() {
    return images.get();
  }

  /** Those of them with an answer that is no finite number. */
  public long broken() {
    return broken.get();
  }

  /**
   * Images that the calling thread has asked about since it last called this, and those of them
   * with an answer that is no finite number.
   */
  public long[] takeOwn() {
    long[] counted = own.get();
    own.remove();
    return counted;
  }

  @Override
  public Tensor predict(Tensor images) {
    Tensor outputs = answered(images, super::predict);
    for (int i = 0; i < images.samples(); i++) count(Finite.sample(outputs, i));
    return outputs;
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    LossAndGradient at = answered(images, x -> super.loss(x, targets));
    for (int i = 0; i < images.samples(); i++)
      count(
          Float.isFinite(at.loss()[i])
              && Finite.sample(at.gradient(), i)
              && Finite.sample(at.outputs(), i));
    return at;
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    Tensor gradient = super.pullback(images, weights);
    for (int i = 0; i < images.samples(); i++) count(Finite.sample(gradient, i));
    return gradient;
  }

  /** A model from disk refuses such answers, of which one of a batch is counted. */
  private <T> T answered(Tensor images, Function<Tensor, T> question) {
    try {
      return question.apply(images);
    } catch (NoNumbersException e) {
      for (int i = 0; i < images.samples(); i++) count(i > 0);
      throw e;
    }
  }

  private void count(boolean finite) {
    images.incrementAndGet();
    own.get()[0]++;
    if (finite) return;
    broken.incrementAndGet();
    own.get()[1]++;
  }
}
