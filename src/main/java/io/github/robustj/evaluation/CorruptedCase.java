package io.github.robustj.evaluation;

import io.github.robustj.corruption.NoiseLevel;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import java.util.List;

/**
 * A case on corrupted images.
 *
 * @param clean the score of its images as they are
 * @param noise of these
 * @param corrupted scores by corruption, then by rising severity
 */
public record CorruptedCase(CaseScore clean, NoiseLevel noise, List<CaseScore> corrupted) {}
