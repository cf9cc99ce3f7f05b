package io.github.robustj.statistics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean over all cases of all patients in a sample.
 *
 * @param sums of the values of each patient's cases, {@code counts} how many there are; cases
 *     without a value count nowhere
 */
public record CaseMean(double[] sums, int[] counts) implements PatientBootstrap.Statistic {

  /**
   * @param values of the cases, NaN for none
   * @param patient index of the patient of each case, below {@code patients}
   */
  public static CaseMean of(double[] values, int[] patient, int patients) {
    double[] sums = new double[patients];
    int[] counts = new int[patients];
    for (int i = 0; i < values.length; i++)
      if (!Double.isNaN(values[i])) {
        sums[patient[i]] += values[i];
        counts[patient[i]]++;
      }
    return new CaseMean(sums, counts);
  }

  /** NaN where no case has a value. */
  @Override
  public double of(int[] times) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += times[i] * sums[i];
      count += (long) times[i] * counts[i];
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** How many cases have a value. */
  public int cases() {
    return IntStream.of(counts).sum();
  }

  /** How many patients have a case with a value. */
  public int patients() {
    return (int) IntStream.of(counts).filter(count -> count > 0).count();
  }

  /** The mean of each patient's own cases, without patients who have none. */
  public double[] perPatient() {
    return IntStream.range(0, sums.length)
        .filter(i -> counts[i] > 0)
        .mapToDouble(i -> sums[i] / counts[i])
        .toArray();
  }

  /**
   * The area under several statistics over rising abscissae, by the trapezoid rule, divided by
   * their range: the mean height of the curve.
   *
   * @param x at least two, rising
   * @param heights one each; where one is NaN the area is, too
   */
  public static PatientBootstrap.Statistic area(
      double[] x, List<? extends PatientBootstrap.Statistic> heights) {
    if (x.length < 2 || x.length != heights.size())
      throw new IllegalArgumentException(x.length + " abscissae, " + heights.size() + " heights");
    double range = x[x.length - 1] - x[0];
    return times -> {
      double area = 0;
      double before = heights.get(0).of(times);
      for (int i = 1; i < x.length; i++) {
        double here = heights.get(i).of(times);
        area += (x[i] - x[i - 1]) * (before + here) / 2;
        before = here;
      }
      return area / range;
    };
  }
}
