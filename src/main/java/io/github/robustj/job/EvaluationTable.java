package io.github.robustj.job;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimals;
import static io.github.robustj.option.Keys.form;
import static io.github.robustj.option.Keys.text;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.corruption.Corruptions;
import io.github.robustj.data.Measurement;
import io.github.robustj.evaluation.check.Level;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The options of what evaluations measure and say, beside those of their attack. */
public final class EvaluationTable {

  private EvaluationTable() {}

  /** What {@link #MAX_DETECTIONS} is called where there is no limit. */
  public static final String UNLIMITED = "none";

  public static final Key<List<Double>> EPSILONS =
      decimals(Section.ATTACK, "epsilons", Range.of(0, 1e6), "0,2,6,10")
          .label("Epsilons, sizes to measure at")
          .help("radii to measure at, in epsilon_unit; 0 is the clean image")
          .common();
  public static final Key<Optional<Path>> REGIONS =
      AttackTable.REGION.help(
          "label image whose pixels above 0 may change, or folder of one per case; without it all");
  public static final Key<Optional<Path>> TARGET_MASKS =
      AttackTable.TARGET_MASK.help(
          "label image that the model shall see, or folder of one per case");

  /** Whether the scores of an evaluation can be believed. */
  public static final Key<Level> CHECKS =
      choice(
              Section.RESULTS,
              "checks",
              Level.USUAL.label(),
              "usual=the usual, which are quick",
              "all=all, which attack anew",
              "none")
          .as(Level::named)
          .label("Checks of whether the scores can be believed")
          .help(
              "checks of whether the scores can be believed: usual are quick, all attack a few slices anew")
          .common();

  /** Names of corruptions whose severities are measured, too. */
  public static final Key<List<String>> CORRUPTIONS =
      form(
              Section.IMAGES,
              "corruptions",
              new Allowed.Form(
                  Corruptions.expression(),
                  "any of " + String.join(", ", Corruptions.words()) + ", separated by commas"),
              Corruptions.NONE)
          .as(Corruptions::parse)
          .label("Corruptions to measure (none, all, mr, ...)")
          .help(
              "natural corruptions to measure in five severities; all, those of a kind of images, or single ones")
          .common();

  /** How many cases are measured at the same time; 0 to choose. */
  public static final Key<Integer> PARALLEL_CASES =
      whole(Section.COMPUTATION, "parallel_cases", Range.of(1, 64).orAutomatic(0), "0")
          .label("Cases measured at the same time")
          .help(
              "cases measured at the same time; automatic is one for each core of the CPU, as memory allows");

  /** Lengths and angles between landmarks. */
  public static final Key<List<Measurement>> MEASUREMENTS =
      text(Section.RESULTS, "measurements")
          .as(Measurement::parse)
          .label("Measure between landmarks (optional)")
          .help("what to measure, such as OFD = distance(left, right); A = angle(a, b, c)")
          .common();

  public static final Key<List<Double>> TOLERANCES =
      decimals(Section.RESULTS, "tolerances", Range.above(0, 1e6), "2,2.5,3,4")
          .label("Errors within which a landmark is found")
          .help(
              "errors, in mm where the pixel size is known, below which a landmark counts as found")
          .common();

  /** How many predictions in an image are counted; {@link CocoMatching#NO_LIMIT} for all. */
  public static final Key<Integer> MAX_DETECTIONS =
      form(
              Section.RESULTS,
              "max_detections",
              new Allowed.Form(
                  UNLIMITED + "|\\d{1,9}", "a whole number of predictions, or none for no limit"),
              Integer.toString(CocoMatching.MOST))
          .as(EvaluationTable::most)
          .label("Detections per image for AP (or none)")
          .help(
              "surest predictions of a class in an image that COCO's ap counts; none for all, as F1 does");

  private static int most(String given) {
    int most = given.equals(UNLIMITED) ? 0 : Integer.parseInt(given);
    return most == 0 ? CocoMatching.NO_LIMIT : most;
  }
}
