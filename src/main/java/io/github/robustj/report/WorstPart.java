package io.github.robustj.report;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.WorstCase;
import io.github.robustj.report.Section.Block;
import io.github.robustj.report.Section.Picture;
import io.github.robustj.report.Section.Pictures;
import io.github.robustj.report.Section.Text;
import io.github.robustj.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pictures of the cases that lose most. */
final class WorstPart {

  private static final String COMPRESSED =
      " On this page they are compressed (JPEG of quality %s); the files beside it, whose names end"
              .formatted(EmbeddedPicture.QUALITY)
          + " in -worst-1.png and so on, are exact.";

  private WorstPart() {}

  static Optional<Section> of(List<Subject> subjects) {
    List<Block> blocks = new ArrayList<>();
    for (Subject subject : subjects) {
      List<Picture> rows = pictures(subject);
      if (!rows.isEmpty())
        blocks.add(new Pictures(subjects.size() > 1 ? subject.name() : "", rows));
    }
    if (blocks.isEmpty()) return Optional.empty();
    blocks.add(
        0,
        new Text(
            "Of each case the slice in which most is lost: as it is, attacked, and attacked with"
                + " what the model sees then."
                + (subjects.stream().allMatch(WorstPart::isExact) ? "" : COMPRESSED)));
    return Section.of("worst", "The worst cases", blocks);
  }

  private static boolean isExact(Subject subject) {
    return subject.pictures().stream().allMatch(png -> EmbeddedPicture.of(png).isExact());
  }

  private static List<Picture> pictures(Subject subject) {
    List<WorstCase> worst = subject.evaluation().worst();
    List<Picture> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(worst.size(), subject.pictures().size()); i++)
      rows.add(picture(worst.get(i), subject.curve(), subject.pictures().get(i)));
    return rows;
  }

  private static Picture picture(WorstCase worst, RobustnessCurve curve, byte[] png) {
    String slice =
        worst.slices() > 1 ? "slice %d of %d. ".formatted(worst.slice(), worst.slices()) : "";
    String score = Words.score(curve);
    String after = number(worst.after()) + Words.unit(curve);
    String words =
        Double.isNaN(worst.before())
            ? "%s of the case %s under the attack.".formatted(score, after)
            : "%s of the case %s before, %s under the attack."
                .formatted(score, number(worst.before()) + Words.unit(curve), after);
    words = slice + Character.toUpperCase(words.charAt(0)) + words.substring(1);
    return new Picture(
        worst.name(),
        words,
        EmbeddedPicture.of(png).address(),
        "%s: the clean slice with what the model sees, the attacked slice, and the attacked slice with what the model sees. %s"
            .formatted(worst.name(), words));
  }

  private static String number(double score) {
    return Digits.plain(score).text(score);
  }
}
