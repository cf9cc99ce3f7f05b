package io.github.robustj.report;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Visibility;
import io.github.robustj.report.Section.Grid;
import io.github.robustj.report.Section.Text;
import io.github.robustj.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changes of each size look like. */
final class VisibilityPart {

  private VisibilityPart() {}

  static Optional<Section> of(List<Subject> subjects) {
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : subjects) rows.addAll(rows(subject));
    if (rows.isEmpty()) return Optional.empty();
    return Section.of(
        "visibility",
        "What the changes look like",
        List.of(
            new Text(
                "The signal-to-noise ratio (PSNR) says how small a change is beside the range of"
                    + " intensities, the structural similarity (SSIM) how alike the images look; 1 is"
                    + " the same image. The last two columns are in normalised intensities."),
            new Grid(
                "Means over cases",
                1,
                List.of(
                    "model", "epsilon", "PSNR, dB", "SSIM", "root mean square", "largest change"),
                rows)));
  }

  private static List<List<String>> rows(Subject subject) {
    RobustnessCurve curve = subject.curve();
    List<List<String>> rows = new ArrayList<>();
    for (Point point : curve.points())
      if (point.epsilon() > 0)
        point.visibility().ifPresent(v -> rows.add(row(subject.name(), point.epsilon(), v)));
    return rows;
  }

  private static List<String> row(String name, double epsilon, Visibility seen) {
    return List.of(
        name,
        Print.plain(epsilon),
        Print.fixed(seen.psnr(), 1),
        Digits.plain(seen.ssim()).text(seen.ssim()),
        Digits.plain(seen.rms()).text(seen.rms()),
        Digits.plain(seen.linf()).text(seen.linf()));
  }
}
