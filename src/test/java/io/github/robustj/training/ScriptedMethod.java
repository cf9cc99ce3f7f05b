package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A method with a memory: every sample has a margin, random noise of that size is added to its
 * image, and the margin follows the noise and the epoch. It writes down what it was asked.
 */
final class ScriptedMethod implements TrainingMethod {

  final List<int[]> batches = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  final List<Double> draws = new ArrayList<>();
  private final float[] margins;
  private double sum;

  ScriptedMethod(int samples) {
    margins = new float[samples];
    Arrays.fill(margins, .5f);
  }

  @Override
  public void epochStarts(int epoch, DifferentiableModel model, TrainingData data, Runnable check) {
    check.run();
    calls.add("starts " + epoch);
  }

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    batches.add(batch.indices());
    draws.add(random.nextDouble());
    Tensor noisy = batch.images().copy();
    for (int i = 0; i < noisy.data().length; i++) {
      int sample = batch.indices()[i / noisy.sampleLength()];
      double noise = margins[sample] * random.nextGaussian();
      noisy.data()[i] += (float) noise;
      margins[sample] += (float) (.01 * noise);
    }
    return List.of(LossTerm.mean(noisy, batch.targets(), 1));
  }

  @Override
  public void epochEnds(int epoch) {
    calls.add("ends " + epoch);
    sum = 0;
    for (int i = 0; i < margins.length; i++) sum += margins[i] *= 1.1f;
  }

  @Override
  public Map<String, Double> report() {
    return Map.of("margin_mean", sum / margins.length);
  }

  @Override
  public float[] margins() {
    return margins.clone();
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of("margins", new Tensor(margins.clone(), margins.length));
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    System.arraycopy(state.get("margins").data(), 0, margins, 0, margins.length);
  }
}
