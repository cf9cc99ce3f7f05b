package io.github.robustj.packaging;

import io.github.robustj.corruption.NoiseLevel;
import io.github.robustj.evaluation.CorruptionReport;
import io.github.robustj.evaluation.CorruptionScores;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import java.util.List;
import java.util.Map;

/**
 * The scores on corrupted images as they stand in the file of an evaluation; the noise is that of
 * the images as they are, in their own intensities and as a share of their range, the medians over
 * cases and each.
 */
record CorruptionsJson(
    @Omissible double noiseSigma,
    @Omissible double noiseShare,
    Map<String, NoiseLevel> noise,
    @Omissible double cleanMean,
    List<CaseJson> clean,
    List<CorruptedFile> corrupted) {

  static CorruptionsJson of(CorruptionReport r) {
    NoiseLevel median = r.medianNoise();
    return new CorruptionsJson(
        median.sigma(),
        median.share(),
        r.noise(),
        r.cleanMean(),
        r.clean().stream().map(CaseJson::of).toList(),
        r.corrupted().stream().map(CorruptedFile::of).toList());
  }

  CorruptionReport report() {
    return new CorruptionReport(
        clean.stream().map(CaseJson::score).toList(),
        corrupted.stream().map(CorruptedFile::scores).toList(),
        noise);
  }

  private record CorruptedFile(
      String corruption,
      int severity,
      double strength,
      @Omissible double mean,
      List<CaseJson> cases) {

    static CorruptedFile of(CorruptionScores s) {
      List<CaseJson> cases = s.cases().stream().map(CaseJson::of).toList();
      return new CorruptedFile(s.corruption(), s.severity(), s.strength(), s.mean(), cases);
    }

    CorruptionScores scores() {
      List<CaseScore> all = cases.stream().map(CaseJson::score).toList();
      return new CorruptionScores(corruption, severity, strength, all);
    }
  }
}
