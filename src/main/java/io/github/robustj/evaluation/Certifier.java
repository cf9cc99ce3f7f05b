package io.github.robustj.evaluation;

import io.github.robustj.data.Image;
import io.github.robustj.data.TensorImages;
import io.github.robustj.evaluation.Certificate.OfCase;
import io.github.robustj.model.Model;
import io.github.robustj.tensor.Tensor;
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
   * As {@link #certify(Model, List, FinishedWork, CasesAtOnce, EvaluationListener)}, from the
   * start.
   */
  public Certificate certify(
      Model model, List<Supplier<EvaluationCase>> cases, EvaluationListener listener) {
    return certify(model, cases, FinishedWork.NONE, CasesAtOnce.ONE, listener);
  }

  /**
   * @param cases of a segmentation, at least one, whose targets are class indices
   * @param finished cases of an earlier run, which are not certified again, and where others go;
   *     only for its radius map the worst of them is
   * @throws java.util.concurrent.CancellationException if the listener's check throws it
   */
  public Certificate certify(
      Model model,
      List<Supplier<EvaluationCase>> cases,
      FinishedWork finished,
      CasesAtOnce atOnce,
      EvaluationListener listener) {
    Worst worst = new Worst();
    List<OfCase> found =
        atOnce.each(
            cases.size(),
            listener,
            (i, part) -> {
              NamedCase one = NamedCase.of(cases.get(i));
              Image[] map = new Image[1];
              OfCase of =
                  finished.finish(
                      FinishedWork.CERTIFIED,
                      one.name(),
                      () -> {
                        EvaluationCase subject = one.get();
                        CertifiedPixels pixels = pixels(model, subject, part);
                        map[0] = map(subject, pixels);
                        return of(subject.name(), pixels);
                      });
              worst.offer(i, rank(of), map[0]);
              return of;
            });
    Supplier<EvaluationCase> lowest = cases.get(worst.index);
    Image shown =
        Optional.ofNullable(worst.map)
            .orElseGet(() -> map(model, lowest.get(), listener.part(1, 1)));
    return new Certificate(smoothing, smoothing.radius(), List.copyOf(found), Optional.of(shown));
  }

  /** The worst case so far, of equal ones the first, and its map if it was certified now. */
  private static final class Worst {
    private int index = -1;
    private double rank;
    private Image map;

    synchronized void offer(int candidate, double itsRank, Image itsMap) {
      boolean worse = itsRank < rank || itsRank == rank && candidate < index;
      if (index >= 0 && !worse) return;
      index = candidate;
      rank = itsRank;
      map = itsMap;
    }
  }

  /** The lowest is the worst; what is no number is none. */
  private static double rank(OfCase of) {
    return Double.isNaN(of.meanDice()) ? Double.POSITIVE_INFINITY : of.meanDice();
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

  private Image map(Model model, EvaluationCase subject, EvaluationListener listener) {
    return map(subject, pixels(model, subject, listener));
  }

  private Image map(EvaluationCase subject, CertifiedPixels pixels) {
    Tensor radii = Tensor.zeros(subject.targets().shape());
    for (int i = 0; i < radii.data().length; i++)
      if (pixels.certified()[i]) radii.data()[i] = (float) smoothing.radius();
    return TensorImages.image(subject.name(), radii)
        .as(subject.name(), subject.encoded().calibration());
  }
}
