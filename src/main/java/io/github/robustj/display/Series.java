package io.github.robustj.display;

import java.awt.Color;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** One line of a plot: its points from left to right. Points without a number are left out. */
record Series(String name, double[] x, double[] y, Color color) {

  Series {
    if (x.length != y.length)
      throw new IllegalArgumentException(x.length + " abscissae for " + y.length + " ordinates");
    double[] abscissae = x;
    double[] ordinates = y;
    IntPredicate number = i -> Double.isFinite(abscissae[i]) && Double.isFinite(ordinates[i]);
    int[] kept = IntStream.range(0, x.length).filter(number).toArray();
    x = IntStream.of(kept).mapToDouble(i -> abscissae[i]).toArray();
    y = IntStream.of(kept).mapToDouble(i -> ordinates[i]).toArray();
  }

  boolean isEmpty() {
    return x.length == 0;
  }
}
