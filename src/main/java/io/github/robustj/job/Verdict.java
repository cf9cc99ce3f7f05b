package io.github.robustj.job;

import io.github.robustj.task.TaskType;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.History;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.Methods;
import java.util.List;
import java.util.Locale;

/**
 * One sentence that judges a training: whether the model is better than guessing, what its curve
 * says, and what to try next.
 *
 * @param task {@code segmentation}, {@code landmark} or {@code detection}
 * @param method of the training
 * @param cases of the validation
 * @param kept epoch of the model, counted from 1
 * @param guess what guessing scores, and in words
 */
record Verdict(
    String task,
    String method,
    int cases,
    History history,
    int kept,
    double guess,
    String guessed) {

  /** Scores this little above a guess are those of a guess. */
  private static final double LEAD = .05;

  /** Errors of more than this share of a guess's are those of a guess. */
  private static final double SHARE = .8;

  /** From here on a model does what it was trained for. */
  private static final double GOOD_SCORE = .6;

  private static final double GOOD_SHARE = .35;

  /** From here on no training can make it better. */
  private static final double PERFECT_SCORE = .98;

  private static final double PERFECT_SHARE = .02;

  private static final int FEW_CASES = 3;

  static Verdict of(TrainJob job, TrainingCases cases, History history, int kept) {
    return new Verdict(
        job.task(),
        job.options().get(MethodTable.METHOD),
        cases.validation().size(),
        history,
        kept,
        cases.guess().score(cases.validation()),
        cases.guess().words());
  }

  /**
   * As in {@code clearly better than guessing: Dice .71, the mean mask of the training .33; ...}
   */
  String sentence() {
    if (cases == 0)
      return "Not judged: no case was kept for validation; set validation above 0 or give a split"
          + " with [validation] to learn how good the model is.";
    double score = value(kept, columns().clean());
    if (Double.isNaN(score))
      return "Not judged: in the validation cases there is nothing to measure; name others below"
          + " [validation] in a split, which have what is learned.";
    String compared =
        "%s %s on %d validation %s, %s %s"
            .formatted(
                TaskType.named(task).measure(),
                number(score),
                cases,
                cases == 1 ? "case" : "cases",
                guessed,
                number(guess));
    return "%s: %s%s; %s; %s."
        .formatted(judgement(score), compared, underAttack(score), curve(), advice(score));
  }

  /** The score under attack, if it was measured and the clean one is worth something. */
  private String underAttack(double score) {
    double robust = robust();
    if (Double.isNaN(robust) || isUseless(score)) return "";
    return ", under attack " + number(robust) + (isUseless(robust) ? ", like guessing" : "");
  }

  private double robust() {
    return value(kept, columns().robust());
  }

  /** Whether it does what was wanted, but loses that under attack. */
  private boolean isFragile(double score) {
    return !isUseless(score) && !Double.isNaN(robust()) && isUseless(robust());
  }

  private String judgement(double score) {
    if (Double.isNaN(score) || Double.isNaN(guess)) return "Not judged";
    if (isUseless(score)) return "No better than guessing";
    return isGood(score) ? "Clearly better than guessing" : "Better than guessing, but poor";
  }

  private boolean isUseless(double score) {
    return columns().isError() ? score > SHARE * guess : score < guess + LEAD;
  }

  private boolean isPerfect(double score) {
    return columns().isError() ? score < PERFECT_SHARE * guess : score >= PERFECT_SCORE;
  }

  private boolean isGood(double score) {
    return columns().isError() ? score < GOOD_SHARE * guess : score >= GOOD_SCORE;
  }

  private String curve() {
    return switch (trend()) {
      case RISING -> rising();
      case FALLING -> "it became worse after epoch " + kept + ", which is kept";
      case FLAT -> "its curve is flat";
      case UNKNOWN -> "too few epochs to see a trend";
    };
  }

  /** A curve that rises below an earlier best says so: the score told is not one of its end. */
  private String rising() {
    String moves = columns().isError() ? "its error %s falls" : "its score %s rises";
    if (2 * kept > history.rows().size()) return moves.formatted("still");
    return moves.formatted("again") + ", not yet past epoch " + kept + ", which is kept";
  }

  private String advice(double score) {
    boolean done = isPerfect(score) && (isStandard() || !isFragile(score));
    return switch (trend()) {
      case RISING, UNKNOWN -> done ? flat(score) : longer();
      case FALLING -> "add annotated cases or augmentation, or take a smaller width";
      case FLAT -> flat(score);
    };
  }

  private String longer() {
    return "train longer, such as epochs=" + 2 * Math.max(history.rows().size(), 5);
  }

  private boolean isStandard() {
    return method.equals(Methods.STANDARD.name());
  }

  /** What helps against attacks. */
  private String harder() {
    if (isStandard()) return "train with method=adaptive_margin if it must withstand attacks";
    return method.equals(AdaptiveMargin.TYPE.name())
        ? longer()
        : "try method=adaptive_margin or a smaller epsilon";
  }

  private String flat(double score) {
    if (isUseless(score))
      return "look whether the annotations lie on the images and belong to them";
    if (isFragile(score)) return harder();
    if (cases < FEW_CASES) return "measure it on more cases with evaluate";
    return isGood(score)
        ? "measure it on cases of its own with evaluate"
        : "add annotated cases, or try a larger width";
  }

  private Trend trend() {
    ScoreColumns columns = columns();
    List<Double> scores =
        history.rows().stream()
            .map(row -> row.values().getOrDefault(columns.selection(), Double.NaN))
            .filter(value -> !value.isNaN())
            .map(value -> columns.isError() ? -value : value)
            .toList();
    Trend trend = Trend.of(scores);
    // Worse in between, but as good as ever at the end.
    return trend == Trend.FALLING && kept == history.rows().size() ? Trend.FLAT : trend;
  }

  private double value(int epoch, String column) {
    return history.rows().get(epoch - 1).values().getOrDefault(column, Double.NaN);
  }

  private ScoreColumns columns() {
    return ScoreColumns.in(history.columns());
  }

  private String number(double value) {
    if (Double.isNaN(value)) return "undefined";
    return columns().isError()
        ? String.format(Locale.ROOT, "%.3g %s", value, columns().unit())
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
