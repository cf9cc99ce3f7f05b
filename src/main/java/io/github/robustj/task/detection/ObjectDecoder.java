package io.github.robustj.task.detection;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.metric.F1;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Objects from a network's output with scores that are stretched, so that the threshold of every
 * class is {@link F1#COUNTS}.
 *
 * @param classes their names, in the order of the outputs
 * @param thresholds for each class the network's score from which on an object counts
 */
record ObjectDecoder(List<String> classes, List<Double> thresholds) {

  /** What is less sure is never given out. */
  static final double LOWEST_SCORE = .05;

  /** Two boxes of a class that overlap more are one object. */
  static final double SAME_OBJECT = .5;

  /** Of every slice, the surest first, in pixels of the network's input. */
  Boxes decode(Tensor outputs) {
    BoxOutputs read = new BoxOutputs(outputs);
    int height = outputs.shape(1) * BoxMaps.STRIDE;
    int width = outputs.shape(2) * BoxMaps.STRIDE;
    return new Boxes(
        IntStream.range(0, outputs.samples())
            .mapToObj(i -> decoder().decode(read, i, height, width))
            .toList());
  }

  /**
   * For the rows of a slice.
   *
   * @param height,width of the cells in pixels
   */
  BoxRows rows(int height, int width) {
    return new BoxRows(decoder(), height, width);
  }

  private BoxDecoder decoder() {
    return new BoxDecoder(classes, lowest(), SAME_OBJECT, this::stretched, LOWEST_SCORE);
  }

  /** The network's score from which on an object is given out, whatever its class. */
  double lowest() {
    double least = thresholds.stream().mapToDouble(t -> t).min().orElseThrow();
    return least * LOWEST_SCORE / F1.COUNTS;
  }

  /**
   * Linear below and above the threshold of the class.
   *
   * @param score the network's
   */
  double stretched(int kind, double score) {
    double threshold = thresholds.get(kind);
    return score < threshold
        ? F1.COUNTS * score / threshold
        : F1.COUNTS + (1 - F1.COUNTS) * (score - threshold) / (1 - threshold);
  }
}
