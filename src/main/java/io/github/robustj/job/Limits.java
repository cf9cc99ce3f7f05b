package io.github.robustj.job;

import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.OptionKey;
import io.github.robustj.option.Options;

/** How many predictions in an image are counted. */
public final class Limits {

  static final OptionKey MAX_DETECTIONS =
      new OptionKey(
          "max_detections",
          new Allowed.Form(
              DetectionReport.UNLIMITED + "|\\d{1,9}",
              "a whole number of predictions, or none for no limit"),
          Integer.toString(CocoMatching.MOST),
          "surest predictions of a class in an image that COCO's ap counts; none for all, as F1 does");

  private Limits() {}

  /** {@link CocoMatching#NO_LIMIT} for {@code none} and 0. */
  public static int detections(Options options) {
    String given = options.text(MAX_DETECTIONS.name());
    int most = given.equals(DetectionReport.UNLIMITED) ? 0 : Integer.parseInt(given);
    return most == 0 ? CocoMatching.NO_LIMIT : most;
  }
}
