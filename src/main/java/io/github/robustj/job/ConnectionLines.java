package io.github.robustj.job;

import io.github.robustj.model.Connection;
import io.github.robustj.model.Sides;
import java.util.List;
import java.util.Locale;

/** How a network of another program is connected, for its user to read. */
final class ConnectionLines {

  private ConnectionLines() {}

  /** A line each: signature, input, outputs, sizes of images. */
  static List<String> of(Connection c) {
    return List.of(
        "signature " + c.signature(),
        "input %s, axes %s, %d channel(s)%s"
            .formatted(
                c.input(),
                c.inputAxes(),
                c.channels(),
                c.inputAxes().indexOf('b') < 0 ? ", one image at a time" : ""),
        c.star() != null
            ? stars(c)
            : "output %s, axes %s, %s of %d classes%s"
                .formatted(
                    c.output(),
                    c.outputAxes(),
                    c.values().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    c.classes(),
                    c.threshold() == Connection.HALF ? "" : ", above " + c.threshold()),
        sizes(c.height(), c.width())
            + (c.halo() == 0 ? "" : ", halo of %d pixels around tiles".formatted(c.halo())));
  }

  private static String sizes(Sides height, Sides width) {
    if (height.isFixed() && width.isFixed())
      return "images of %d x %d pixels (height x width)".formatted(height.least(), width.least());
    return height.equals(width)
        ? "sides %s".formatted(height.inWords())
        : "height %s, width %s".formatted(height.inWords(), width.inWords());
  }

  private static String stars(Connection c) {
    String distances = c.star().distances().isEmpty() ? "" : ", distances " + c.star().distances();
    return "output %s%s, axes %s, probability and distances along %d rays (StarDist), one for %d x %d pixel(s)"
        .formatted(c.output(), distances, c.outputAxes(), c.classes() - 1, c.stride(), c.stride());
  }
}
