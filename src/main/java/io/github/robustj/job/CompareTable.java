package io.github.robustj.job;

import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.optionalFile;
import static io.github.robustj.option.Keys.text;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.option.Key;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The options of a comparison of training methods. */
public final class CompareTable {

  private CompareTable() {}

  public static final Key<Optional<Path>> TEST =
      optionalFile(Section.FILES, "test")
          .help("folder of the data set to measure on; without it that of data")
          .common();
  public static final Key<Optional<Path>> TEST_SPLIT =
      optionalFile(Section.FILES, "test_split")
          .help("text file with the names of the cases to measure on")
          .common();
  public static final Key<String> METHODS =
      text(Section.LEARNED, "methods")
          .help(
              "methods, or presets of adaptive_margin (full: none), separated by commas; else all for the task")
          .common();
  public static final Key<List<Long>> SEEDS =
      text(Section.SCHEDULE, "seeds")
          .as(ComparedMethod::seeds)
          .help(
              "seeds of several trainings by each method, as 1,2,3, in place of seed; the table has mean and spread")
          .common();
  public static final Key<Double> ATTACK_EPSILON =
      decimal(Section.ATTACK, "attack_epsilon", Range.above(0, 1e6), "4")
          .help("radius of the attacks that are measured, in normalised intensities")
          .common();
  public static final Key<Integer> ATTACK_STEPS =
      whole(Section.ATTACK, "attack_steps", Range.of(3, 100_000), "100")
          .help("draws of noise, and steps of pgd and of each member of the ensemble")
          .common();
  public static final Key<Integer> SQUARE_QUERIES =
      whole(Section.ATTACK, "square_queries", Range.of(1, 100_000), "1000")
          .help("queries of square");
}
