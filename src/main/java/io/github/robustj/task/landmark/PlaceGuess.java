package io.github.robustj.task.landmark;

import io.github.robustj.data.PointRow;
import io.github.robustj.metric.RadialErrors;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Guess;
import java.util.List;

/** Every landmark where it is on average, as a share of the image's height and width. */
final class PlaceGuess implements Guess {

  private final double[] y;
  private final double[] x;
  private final int[] count;

  PlaceGuess(int landmarks) {
    y = new double[landmarks];
    x = new double[landmarks];
    count = new int[landmarks];
  }

  @Override
  public void learn(EncodedCase subject) {
    float[] rows = subject.targets().data();
    for (int i = 0; i < rows.length / PointRow.COLUMNS; i++) {
      int row = i * PointRow.COLUMNS;
      int landmark = i % count.length;
      if (rows[row + PointRow.PRESENT] == 0) continue;
      y[landmark] += rows[row + PointRow.Y] / subject.images().shape(1);
      x[landmark] += rows[row + PointRow.X] / subject.images().shape(2);
      count[landmark]++;
    }
  }

  /** The mean over cases of their mean over landmarks, in the unit of the targets. */
  @Override
  public double score(List<EncodedCase> cases) {
    return RadialErrors.mean(cases.stream().mapToDouble(this::error).toArray());
  }

  private double error(EncodedCase subject) {
    double[] each = new double[count.length];
    for (int l = 0; l < count.length; l++) each[l] = error(subject, l);
    return RadialErrors.mean(each);
  }

  /** The mean over the slices that show the landmark; NaN if none does. */
  private double error(EncodedCase subject, int landmark) {
    float[] rows = subject.targets().data();
    double[] slices = new double[subject.targets().samples()];
    for (int i = 0; i < slices.length; i++) {
      int row = (i * count.length + landmark) * PointRow.COLUMNS;
      boolean known = rows[row + PointRow.PRESENT] > 0 && count[landmark] > 0;
      double dy =
          y[landmark] / count[landmark] * subject.images().shape(1) - rows[row + PointRow.Y];
      double dx =
          x[landmark] / count[landmark] * subject.images().shape(2) - rows[row + PointRow.X];
      slices[i] =
          known
              ? Math.hypot(dy * rows[row + PointRow.HEIGHT], dx * rows[row + PointRow.WIDTH])
              : Double.NaN;
    }
    return RadialErrors.mean(slices);
  }

  @Override
  public String words() {
    return "always answering the mean place";
  }
}
