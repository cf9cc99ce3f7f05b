package io.github.robustj.task.segmentation;

import io.github.robustj.metric.KnownMean;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Guess;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The same mask in every slice: at each place, as a share of the image's height and width, the
 * structure that is most often there if it is there often enough, else background. How often is
 * enough is chosen so that the guess is best on the cases it is measured on.
 */
final class MaskGuess implements Guess {

  private static final int SIDE = 48;
  private static final double[] OFTEN = {.5, .3, .15};

  private final SegmentationTask task;
  private final int[][] counts;
  private int slices;

  MaskGuess(SegmentationTask task) {
    this.task = task;
    counts = new int[SIDE * SIDE][task.classes().size()];
  }

  @Override
  public void learn(EncodedCase subject) {
    Tensor targets = subject.targets();
    int height = targets.shape(1);
    int width = targets.shape(2);
    for (int z = 0; z < targets.samples(); z++)
      for (int i = 0; i < counts.length; i++) {
        int y = (2 * (i / SIDE) + 1) * height / (2 * SIDE);
        int x = (2 * (i % SIDE) + 1) * width / (2 * SIDE);
        int index = (int) targets.data()[(z * height + y) * width + x];
        if (index >= 0) counts[i][index]++;
      }
    slices += targets.samples();
  }

  @Override
  public double score(List<EncodedCase> cases) {
    return Arrays.stream(OFTEN).map(often -> score(cases, often)).max().orElse(Double.NaN);
  }

  private double score(List<EncodedCase> cases, double often) {
    return mean(
        cases.stream()
            .mapToDouble(
                c -> KnownMean.of(task.score(mask(c.targets(), often), c.targets()).values()))
            .toArray());
  }

  private static double mean(double[] scores) {
    return Arrays.stream(scores).filter(s -> !Double.isNaN(s)).average().orElse(Double.NaN);
  }

  /** As logits for targets of any size. */
  private Tensor mask(Tensor targets, double often) {
    int classes = task.classes().size();
    int height = targets.shape(1);
    int width = targets.shape(2);
    Tensor logits = Tensor.zeros(targets.samples(), height, width, classes);
    for (int i = 0; i < targets.samples() * height * width; i++) {
      int y = i / width % height * SIDE / height;
      int x = i % width * SIDE / width;
      logits.data()[i * classes + winner(counts[y * SIDE + x], often)] = 1;
    }
    return logits;
  }

  private int winner(int[] here, double often) {
    int best = 1;
    for (int c = 2; c < here.length; c++) if (here[c] > here[best]) best = c;
    return here[best] >= often * slices && here[best] > 0 ? best : 0;
  }

  @Override
  public String words() {
    return "the mean mask of the training";
  }
}
