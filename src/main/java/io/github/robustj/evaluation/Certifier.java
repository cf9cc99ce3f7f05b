package io.github.robustj.evaluation;

import io.github.robustj.data.Image;
import io.github.robustj.data.TensorImages;
import io.github.robustj.evaluation.Certificate.OfCase;
import io.github.robustj.model.Model;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Certifies one case after another. Of a case only the counts of its pixels are in memory, and of
 * all cases the radius map of the worst.
 *
 * @param classes names in the order of the outputs, the background first
 * @param batch slices per network call
 */
public record Certifier(Smoothing smoothing, List<String> classes, int batch, long seed) {

  /**
   * @param cases of a segmentation, at least one, whose targets are class indices
   * @throws java.util.concurrent.CancellationException if the listener's check throws it
   */
  public Certificate certify(
      Model model, List<Supplier<EvaluationCase>> cases, EvaluationListener listener) {
    List<OfCase> found = new ArrayList<>();
    Optional<Image> map = Optional.empty();
    double worst = Double.POSITIVE_INFINITY;
    for (int i = 0; i < cases.size(); i++) {
      EvaluationCase subject = cases.get(i).get();
      EvaluationListener part = listener.part((double) i / cases.size(), (i + 1.) / cases.size());
      CertifiedPixels pixels = pixels(model, subject, part);
      OfCase of = of(subject.name(), pixels);
      found.add(of);
      if (map.isEmpty() || of.meanDice() < worst) {
        worst = Double.isNaN(of.meanDice()) ? Double.POSITIVE_INFINITY : of.meanDice();
        map = Optional.of(map(subject, pixels));
      }
    }
    return new Certificate(smoothing, smoothing.radius(), List.copyOf(found), map);
  }

  CertifiedPixels pixels(Model model, EvaluationCase subject, EvaluationListener listener) {
    Tensor images = subject.images();
    Tensor targets = subject.targets();
    int slices = images.samples();
    int[] top = new int[targets.data().length];
    int[] hits = new int[top.length];
    int[] truth = new int[top.length];
    for (int i = 0; i < truth.length; i++) truth[i] = (int) targets.data()[i];
    for (int from = 0; from < slices; from += batch) {
      int to = Math.min(from + batch, slices);
      EvaluationListener part = listener.part((double) from / slices, (double) to / slices);
      NoisyVotes votes =
          NoisyVotes.of(model, images.slice(from, to), smoothing, seed, subject.name(), from, part);
      int at = from * targets.sampleLength();
      System.arraycopy(votes.top(), 0, top, at, votes.top().length);
      System.arraycopy(votes.hits(), 0, hits, at, votes.hits().length);
    }
    return CertifiedPixels.of(top, hits, truth, smoothing);
  }

  private OfCase of(String name, CertifiedPixels pixels) {
    return new OfCase(
        name,
        named(pixels.certifiedDice(classes.size())),
        named(pixels.smoothedDice(classes.size())),
        pixels.share(),
        pixels.correct());
  }

  /** Without the background. */
  private Map<String, Double> named(double[] dice) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int c = 1; c < dice.length; c++) named.put(classes.get(c), dice[c]);
    return named;
  }

  private Image map(EvaluationCase subject, CertifiedPixels pixels) {
    Tensor radii = Tensor.zeros(subject.targets().shape());
    for (int i = 0; i < radii.data().length; i++)
      if (pixels.certified()[i]) radii.data()[i] = (float) smoothing.radius();
    return TensorImages.image(subject.name(), radii)
        .as(subject.name(), subject.encoded().calibration());
  }
}
