package io.github.robustj.task.segmentation;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.task.Aimed;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;

/**
 * A target of a segmentation: pixels that are to change their class.
 *
 * @param steering {@code [slice, y, x, 2]}: the class that a pixel is to get, -1 where it is to
 *     keep the one that the model sees; then that, -1 where it is to change. Pixels without a
 *     target are -1 in both
 */
public record AimedMasks(Tensor steering) implements Aimed {

  /**
   * @param wanted class indices {@code [slice, y, x, 1]}, negative for pixels that do not count
   * @param seen class indices that the model gives the clean images
   */
  public static AimedMasks of(Tensor wanted, Tensor seen) {
    int[] shape = wanted.shape();
    Tensor steering = Tensor.zeros(shape[0], shape[1], shape[2], 2);
    for (int k = 0; k < wanted.data().length; k++) {
      boolean change = wanted.data()[k] != seen.data()[k];
      steering.data()[2 * k] = change ? wanted.data()[k] : -1;
      steering.data()[2 * k + 1] = change ? -1 : wanted.data()[k];
    }
    return new AimedMasks(steering);
  }

  /**
   * The class indices that a model sees.
   *
   * @param truth tells the pixels that do not count, which stay negative
   */
  public static Tensor seen(Tensor logits, Tensor truth) {
    int[] winners = Softmax.winner(logits);
    Tensor seen = truth.copy();
    for (int k = 0; k < winners.length; k++) if (truth.data()[k] >= 0) seen.data()[k] = winners[k];
    return seen;
  }

  /** One channel of the steering: 0 for what is to change, 1 for what is to stay. */
  public static Tensor part(Tensor steering, int channel) {
    int[] shape = steering.shape();
    Tensor part = Tensor.zeros(shape[0], shape[1], shape[2], 1);
    for (int k = 0; k < part.data().length; k++)
      part.data()[k] = steering.data()[shape[3] * k + channel];
    return part;
  }

  /** See {@link Aimed#heldWeight}, slice by slice. */
  public static double[] heldWeights(Tensor steering) {
    int[] changes = count(part(steering, 0), null);
    int[] held = count(part(steering, 1), null);
    double[] weights = new double[held.length];
    for (int i = 0; i < held.length; i++) weights[i] = Aimed.heldWeight(held[i], changes[i]);
    return weights;
  }

  @Override
  public Tensor targets() {
    Tensor targets = part(steering, 0);
    for (int k = 0; k < targets.data().length; k++)
      targets.data()[k] = Math.max(targets.data()[k], steering.data()[2 * k + 1]);
    return targets;
  }

  @Override
  public int[] wanted() {
    return count(part(steering, 0), null);
  }

  @Override
  public int[] reached(Tensor outputs) {
    return count(part(steering, 0), Softmax.winner(outputs));
  }

  /** For each pixel that is to change 1 + the index of the class that it is to get, 0 elsewhere. */
  @Override
  public Optional<Mask> changes() {
    Tensor part = part(steering, 0);
    int[] labels = new int[part.data().length];
    for (int k = 0; k < labels.length; k++) labels[k] = 1 + (int) part.data()[k];
    return Optional.of(
        new Mask(ArrayImgs.ints(labels, part.shape(2), part.shape(1), part.shape(0))));
  }

  @Override
  public String inWords(Tensor before, Tensor after, String unit) {
    return reach(after).inWords() + " pixels";
  }

  /** Pixels of each slice that have a target, and the class of it unless there are no classes. */
  private static int[] count(Tensor targets, int[] classes) {
    int[] count = new int[targets.samples()];
    for (int k = 0; k < targets.data().length; k++)
      if (targets.data()[k] >= 0 && (classes == null || classes[k] == targets.data()[k]))
        count[k / targets.sampleLength()]++;
    return count;
  }
}
