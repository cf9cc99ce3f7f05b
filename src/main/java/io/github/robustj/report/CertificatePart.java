package io.github.robustj.report;

import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.Certificate.OfCase;
import io.github.robustj.report.Section.Grid;
import io.github.robustj.report.Section.Text;
import io.github.robustj.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is proved, not only searched. */
final class CertificatePart {

  private CertificatePart() {}

  static Optional<Section> of(List<Subject> subjects) {
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : subjects)
      subject.evaluation().certificate().ifPresent(c -> rows.add(row(subject.name(), c)));
    if (rows.isEmpty()) return Optional.empty();
    return Section.of(
        "certificate",
        "What is proved",
        List.of(
            new Text(
                "No change of a slice up to the radius (L2, normalised intensities) can change the"
                    + " class of a certified pixel. This holds for the network whose answers to noisy"
                    + " copies of an image are put to the vote, not for the network alone."),
            new Grid(
                "Means over cases",
                1,
                List.of(
                    "model", "radius", "certified Dice", "Dice without attack", "certified pixels"),
                rows)));
  }

  private static List<String> row(String name, Certificate certificate) {
    return List.of(
        name,
        number(certificate.radius()),
        number(certificate.mean(OfCase::meanDice)),
        number(certificate.mean(OfCase::meanSmoothedDice)),
        number(100 * certificate.mean(OfCase::certified)) + " %");
  }

  private static String number(double value) {
    return Digits.plain(value).text(value);
  }
}
