package io.github.robustj.task.instance;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.metric.F1;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Objects from a network's output: of outlines that overlap, the surest. Scores are stretched, so
 * that the threshold is {@link F1#COUNTS}. Cells at the edge of the image, where StarDist looks for
 * no objects either, tell none.
 *
 * @param name of the objects
 * @param threshold probability from which on an object counts
 * @param overlap largest one of two objects, as a share of the smaller one
 * @param stride pixels from cell to cell
 */
record StarDecoder(String name, double threshold, double overlap, int stride) {

  /** Cells. */
  static final int EDGE = 2;

  /**
   * @param lowest score of what is given out, as stretched
   * @return of every slice the objects, the surest first, in pixels of the network's input
   */
  Boxes decode(Tensor outputs, double lowest) {
    StarOutputs read = new StarOutputs(outputs, stride);
    List<List<BoxedObject>> slices = new ArrayList<>();
    for (int i = 0; i < outputs.samples(); i++)
      slices.add(
          StarSuppression.kept(read, candidates(read, i, lowest), overlap).stream()
              .map(c -> BoxedObject.outlined(name, read.outline(c.cell()), c.score()))
              .toList());
    return new Boxes(slices);
  }

  /**
   * A place that may be in the middle of an object.
   *
   * @param cell counted over all samples
   */
  record Candidate(int cell, double score) {}

  /** The surest first; equally sure ones keep their order. */
  private List<Candidate> candidates(StarOutputs outputs, int sample, double lowest) {
    List<Candidate> found = new ArrayList<>();
    for (int y = EDGE; y < outputs.height() - EDGE; y++)
      for (int x = EDGE; x < outputs.width() - EDGE; x++) {
        int cell = (sample * outputs.height() + y) * outputs.width() + x;
        double score = score(outputs.logit(cell));
        if (score >= lowest) found.add(new Candidate(cell, score));
      }
    found.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return found;
  }

  /** As stretched. */
  double score(double logit) {
    return stretched(1 / (1 + Math.exp(-logit)));
  }

  /** Linear below and above the threshold. */
  private double stretched(double p) {
    return p < threshold
        ? F1.COUNTS * p / threshold
        : F1.COUNTS + (1 - F1.COUNTS) * (p - threshold) / (1 - threshold);
  }
}
