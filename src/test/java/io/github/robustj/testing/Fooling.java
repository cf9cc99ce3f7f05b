package io.github.robustj.testing;

import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Models that are no more robust than the one inside, but look so to attacks: their input or output
 * goes through something that hides the gradient. The loss is the task's, of what they answer.
 */
public final class Fooling extends ForwardingModel {

  private final Task<?> task;
  private final Way way;

  private Fooling(Task<?> task, DifferentiableModel inside, Way way) {
    super(inside);
    this.task = task;
    this.way = way;
  }

  /** What stands between the image, the model inside, and the answer. */
  private interface Way {

    default Tensor in(Tensor images) {
      return images;
    }

    /** By the images, of the gradient by what goes in. */
    default Tensor back(Tensor images, Tensor gradient) {
      return gradient;
    }

    default Tensor out(Tensor images, Tensor outputs) {
      return outputs;
    }

    /** By the outputs of the model inside, of that by the answer. */
    default Tensor backOut(Tensor outputs, Tensor gradient) {
      return gradient;
    }
  }

  /** All of them, by name, around a model. */
  public static Map<String, Function<DifferentiableModel, DifferentiableModel>> all(
      Task<?> task, List<Supplier<EvaluationCase>> cases) {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("quantised input", quantised(false));
    ways.put("quantised, gradient let through", quantised(true));
    ways.put("rippled input", rippled());
    ways.put("logits x 10 000", scaled(task));
    ways.put("saturated logits", saturated(task));
    ways.put("noise in every pass", noisy());
    ways.put("shifted in every pass", shifted());
    ways.put("gradient stopped", gradient(false));
    ways.put("gradient is noise", gradient(true));
    ways.put("overflow", overflowing());
    Map<String, Function<DifferentiableModel, DifferentiableModel>> all = new LinkedHashMap<>();
    ways.forEach((name, way) -> all.put(name, inside -> new Fooling(task, inside, way)));
    all.put("fitted to one step", inside -> new Fooling(task, inside, fitted(task, inside, cases)));
    return all;
  }

  @Override
  public Tensor predict(Tensor images) {
    return way.out(images, super.predict(way.in(images)));
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    Tensor outputs = predict(images);
    boolean broken = false;
    for (float value : outputs.data()) broken |= !Float.isFinite(value);
    if (broken) return noNumber(images, outputs);
    ObjectiveType.Value at = task.loss(outputs, targets);
    return new LossAndGradient(at.value(), pullback(images, at.gradient()), outputs);
  }

  private static LossAndGradient noNumber(Tensor images, Tensor outputs) {
    float[] loss = new float[images.samples()];
    java.util.Arrays.fill(loss, Float.NaN);
    Tensor gradient = Tensor.zeros(images.shape());
    java.util.Arrays.fill(gradient.data(), Float.NaN);
    return new LossAndGradient(loss, gradient, outputs);
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    Tensor in = way.in(images);
    return way.back(images, super.pullback(in, way.backOut(super.predict(in), weights)));
  }

  private interface Value {
    float of(float value);
  }

  private static Tensor each(Tensor tensor, Value value) {
    Tensor changed = tensor.copy();
    for (int k = 0; k < changed.data().length; k++) changed.data()[k] = value.of(changed.data()[k]);
    return changed;
  }

  private static Tensor times(Tensor a, Tensor b) {
    Tensor product = a.copy();
    for (int k = 0; k < product.data().length; k++) product.data()[k] *= b.data()[k];
    return product;
  }

  /** To steps of .2, whose derivative is 0, or is passed off as 1. */
  private static Way quantised(boolean through) {
    return new Way() {
      @Override
      public Tensor in(Tensor images) {
        return each(images, x -> .2f * Math.round(x / .2f));
      }

      @Override
      public Tensor back(Tensor images, Tensor gradient) {
        return through ? gradient : Tensor.zeros(gradient.shape());
      }
    };
  }

  /**
   * With {@code x + .05 sin(1000 x)}, hardly another image, whose gradient is 50 times as large.
   */
  private static Way rippled() {
    return new Way() {
      @Override
      public Tensor in(Tensor images) {
        return each(images, x -> (float) (x + .05 * Math.sin(1000. * x)));
      }

      @Override
      public Tensor back(Tensor images, Tensor gradient) {
        return times(gradient, each(images, x -> (float) (1 + 50 * Math.cos(1000. * x))));
      }
    };
  }

  private static Way scaled(Task<?> task) {
    return ofLogits(task, z -> 1e4f * z, z -> 1e4f);
  }

  /** Between -60 and 60, and hardly anywhere else. */
  private static Way saturated(Task<?> task) {
    return ofLogits(
        task,
        z -> (float) (60 * Math.tanh(50. * z)),
        z -> (float) (3000 * (1 - Math.pow(Math.tanh(50. * z), 2))));
  }

  private static Way ofLogits(Task<?> task, Value value, Value slope) {
    return new Way() {
      @Override
      public Tensor out(Tensor images, Tensor outputs) {
        return logits(task, outputs, value, z -> z);
      }

      @Override
      public Tensor backOut(Tensor outputs, Tensor gradient) {
        return times(gradient, logits(task, outputs, slope, z -> 1));
      }
    };
  }

  private static Tensor logits(Task<?> task, Tensor outputs, Value logit, Value other) {
    Tensor changed = outputs.copy();
    int channels = outputs.shape(3);
    for (int k = 0; k < changed.data().length; k++) {
      Value value = k % channels < task.logitChannels() ? logit : other;
      changed.data()[k] = value.of(changed.data()[k]);
    }
    return changed;
  }

  private static Way noisy() {
    Random random = new Random(1);
    return new Way() {
      @Override
      public Tensor in(Tensor images) {
        return each(images, x -> (float) (x + .3 * random.nextGaussian()));
      }
    };
  }

  /** By a pixel to one side or the other: what is left of a random size. */
  private static Way shifted() {
    Random random = new Random(1);
    return new Way() {
      @Override
      public Tensor in(Tensor images) {
        return moved(images, random.nextInt(3) - 1);
      }
    };
  }

  private static Tensor moved(Tensor images, int by) {
    Tensor moved = images.copy();
    int n = images.data().length;
    for (int k = 0; k < n; k++) moved.data()[k] = images.data()[Math.floorMod(k + by, n)];
    return moved;
  }

  private static Way gradient(boolean noise) {
    Random random = new Random(1);
    return new Way() {
      @Override
      public Tensor back(Tensor images, Tensor gradient) {
        return each(gradient, g -> noise ? (float) random.nextGaussian() : 0);
      }
    };
  }

  /** Where a pixel goes above 1.5, which no clean one does, all outputs are lost. */
  private static Way overflowing() {
    return new Way() {
      @Override
      public Tensor out(Tensor images, Tensor outputs) {
        Tensor lost = outputs.copy();
        int n = images.sampleLength();
        for (int k = 0; k < images.data().length; k++)
          if (images.data()[k] > 1.5f) lost.data()[k / n * outputs.sampleLength()] = Float.NaN;
        return lost;
      }
    };
  }

  /** Blind along the gradient of every clean image: one step from there changes nothing. */
  private static Way fitted(
      Task<?> task, DifferentiableModel inside, List<Supplier<EvaluationCase>> cases) {
    List<Tensor> clean = new ArrayList<>();
    List<Tensor> blind = new ArrayList<>();
    for (Supplier<EvaluationCase> reader : cases) {
      EvaluationCase subject = reader.get();
      clean.add(subject.images());
      blind.add(unit(inside.loss(subject.images(), subject.targets()).gradient()));
    }
    return new Way() {
      @Override
      public Tensor in(Tensor images) {
        Tensor seen = images.copy();
        for (int i = 0; i < images.samples(); i++) {
          int near = nearest(images, i, clean);
          remove(seen, i, blind.get(near), dot(images, i, clean.get(near), blind.get(near)));
        }
        return seen;
      }

      @Override
      public Tensor back(Tensor images, Tensor gradient) {
        Tensor left = gradient.copy();
        Tensor zero = Tensor.zeros(clean.get(0).shape());
        for (int i = 0; i < images.samples(); i++) {
          Tensor direction = blind.get(nearest(images, i, clean));
          remove(left, i, direction, dot(gradient, i, zero, direction));
        }
        return left;
      }
    };
  }

  private static int nearest(Tensor images, int sample, List<Tensor> clean) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    int n = images.sampleLength();
    for (int c = 0; c < clean.size(); c++) {
      double sum = 0;
      for (int k = 0; k < n; k++)
        sum += Math.pow(images.data()[sample * n + k] - clean.get(c).data()[k], 2);
      if (sum >= least) continue;
      least = sum;
      nearest = c;
    }
    return nearest;
  }

  private static double dot(Tensor images, int sample, Tensor from, Tensor direction) {
    double sum = 0;
    int n = from.data().length;
    for (int k = 0; k < n; k++)
      sum += (images.data()[sample * n + k] - from.data()[k]) * direction.data()[k];
    return sum;
  }

  private static void remove(Tensor images, int sample, Tensor direction, double size) {
    int n = direction.data().length;
    for (int k = 0; k < n; k++)
      images.data()[sample * n + k] -= (float) (size * direction.data()[k]);
  }

  private static Tensor unit(Tensor gradient) {
    double squares = 0;
    for (float g : gradient.data()) squares += (double) g * g;
    double length = Math.sqrt(squares);
    return each(gradient, g -> (float) (g / length));
  }
}
