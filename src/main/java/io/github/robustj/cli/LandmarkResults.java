package io.github.robustj.cli;

import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.FoundPicture;
import io.github.robustj.display.LandmarkOverlay;
import io.github.robustj.display.LandmarkPicture;
import io.github.robustj.display.LandmarkTables;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.Plots;
import io.github.robustj.evaluation.LandmarkReport;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.WorstCases;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.LandmarkAttackJob;
import io.github.robustj.job.LandmarkAttackResult;
import io.github.robustj.job.LandmarkPredictJob;
import io.github.robustj.job.LandmarkPrediction;
import io.github.robustj.job.LandmarkTruth;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import io.github.robustj.task.landmark.Measurement;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verbs on a landmark model. */
final class LandmarkResults {

  private static final String PREDICTIONS = "predictions.csv";
  private static final String LANDMARKS = "landmarks.csv";
  private static final String MEASUREMENTS = "measurements.csv";

  private LandmarkResults() {}

  /**
   * For every image the image with its points and the points as ROIs; for all together {@code
   * predictions.csv}, {@code landmarks.csv} as a data set has it, and {@code measurements.csv}
   * where something is to be measured.
   */
  static void predict(
      Options options, ResultFolder out, List<InputImage> inputs, Verb.Session session) {
    ModelTask.LANDMARK.refuse(options, OptionTable.TILE);
    List<Measurement> measurements = options.get(OptionTable.MEASUREMENTS);
    SharedTables shared =
        SharedTables.in(out, PREDICTIONS, LANDMARKS, MEASUREMENTS, BatchRun.TABLE);
    out.require(inputs, input -> List.of("-overlay.tif", ResultFolder.PICTURE, "-rois.zip"));
    List<LandmarkPrediction> found = new ArrayList<>();
    ManyImages images = new ManyImages(inputs, session.listener());
    images.forEach(
        (input, listener) -> {
          Image image = input.read().calibrated(options.get(OptionTable.PIXEL_SIZE));
          LandmarkPredictJob job = new LandmarkPredictJob(options.get(OptionTable.MODEL), image);
          return new Seen(image, session.engine().run(job, listener));
        },
        (input, seen) -> {
          Overlay points =
              LandmarkOverlay.of(seen.prediction.landmarks(), seen.image, ContourStyle.PREDICTION);
          out.overlay(input, seen.image, points);
          out.png(
              FoundPicture.of(seen.image, seen.prediction.landmarks()),
              input,
              ResultFolder.PICTURE);
          out.rois(input, LandmarkOverlay.points(points));
          found.add(seen.prediction);
        });
    if (images.anyDone()) session.out().println(tables(shared, found, measurements));
    images.finish(shared);
  }

  private record Seen(Image image, LandmarkPrediction prediction) {}

  /** The first of the tables. */
  private static Path tables(
      SharedTables shared, List<LandmarkPrediction> found, List<Measurement> measurements) {
    Path table =
        shared.write(
            PREDICTIONS, Table.of(found.stream().map(LandmarkTables::prediction).toList())::write);
    shared.write(
        LANDMARKS, Table.of(found.stream().map(LandmarkTables::annotation).toList())::write);
    List<Table> measured =
        found.stream().map(p -> LandmarkTables.measurements(p, measurements)).toList();
    if (measurements.isEmpty()) shared.remove(MEASUREMENTS);
    else shared.write(MEASUREMENTS, Table.of(measured)::write);
    return table;
  }

  /** The adversarial image at the network's resolution, and how far the landmarks moved. */
  static void attack(Options options, ResultFolder out, InputImage input, Verb.Session session) {
    Image image = input.read();
    LandmarkAttackJob job =
        new LandmarkAttackJob(
            options.get(OptionTable.MODEL),
            image,
            LandmarkTruth.of(options, image),
            AttackOptions.from(options),
            options.get(AttackTable.EPSILON),
            options.get(TrainingTable.SEED),
            AttackAim.from(options));
    LandmarkAttackResult result = session.engine().run(job, session.listener());
    out.image(input, "-adversarial", result.adversarial());
    out.perturbation(input, result.perturbation());
    result.universal().ifPresent(found -> out.universal(input, found));
    out.overlay(input, result.adversarial(), overlay(result, image));
    out.png(
        LandmarkPicture.of(input.name(), AttackVerb.modelName(options), result, image),
        input,
        AttackVerb.PICTURE);
    out.table(input.name() + AttackVerb.SCORES, LandmarkTables.attack(result));
    AttackVerb.sizes(out, input, result.slices());
    if (!result.truthGiven())
      session.listener().log("No label was given: errors are against the model's own prediction.");
    String unit = result.truth().calibration().unit();
    for (ClassChange c : result.changes())
      say(session, "%s  %.3f -> %.3f %s", c.name(), c.before(), c.after(), unit);
  }

  private static Overlay overlay(LandmarkAttackResult result, Image image) {
    Landmarks clean = result.clean().landmarks();
    Landmarks attacked = result.attacked().landmarks();
    Image shown = result.adversarial();
    Landmarks before = clean.in(shown, image.width(), image.height());
    Landmarks after = attacked.in(shown, image.width(), image.height());
    Landmarks truth = result.truth().in(shown, image.width(), image.height());
    return Overlays.together(
        LandmarkOverlay.points(LandmarkOverlay.of(before, shown, ContourStyle.CLEAN)),
        LandmarkOverlay.of(after, shown, ContourStyle.ADVERSARIAL),
        LandmarkOverlay.errors(after, truth, shown, ContourStyle.ADVERSARIAL));
  }

  static void write(Options options, EvaluationFiles files, RobustnessCurve curve) {
    files.writeLandmarks(
        report(options, curve), Plots.cumulativeErrors("Cumulative errors", curve));
  }

  private static LandmarkReport report(Options options, RobustnessCurve curve) {
    return LandmarkReport.of(curve, options.get(OptionTable.TOLERANCES));
  }

  /** Detection rates, deviations of the measurements, and the worst cases. */
  static void print(Options options, RobustnessCurve curve, Verb.Session session) {
    LandmarkReport report = report(options, curve);
    for (LandmarkReport.Row row : report.rows())
      say(
          session,
          "epsilon %.4g  %s  MRE %.3f +- %.3f  SDR %s",
          row.epsilon(),
          row.landmark(),
          row.mean(),
          row.deviation(),
          rates(report, row));
    Map<String, String> units = units(options, curve);
    for (RobustnessCurve.Point point : curve.points()) {
      point
          .deviations()
          .forEach(
              (name, mean) ->
                  say(
                      session,
                      "epsilon %.4g  %s  mean absolute error %.3f %s",
                      point.epsilon(),
                      name,
                      mean,
                      units.get(name)));
      List<String> worst =
          WorstCases.of(curve, point, 5).stream().map(LandmarkResults::inWords).toList();
      say(session, "epsilon %.4g  worst: %s", point.epsilon(), String.join(", ", worst));
    }
  }

  /** Units of the measurements, by name; lengths have that of the errors. */
  private static Map<String, String> units(Options options, RobustnessCurve curve) {
    String score = curve.score();
    String length = score.substring(score.indexOf('(') + 1, score.indexOf(')'));
    Map<String, String> units = new HashMap<>();
    for (Measurement measurement : options.get(OptionTable.MEASUREMENTS))
      units.put(measurement.name(), measurement.unit(length));
    return units;
  }

  private static void say(Verb.Session session, String format, Object... values) {
    session.out().println(String.format(Locale.ROOT, format, values));
  }

  private static String rates(LandmarkReport report, LandmarkReport.Row row) {
    List<String> rates = new ArrayList<>();
    for (int t = 0; t < row.rates().size(); t++)
      rates.add(
          String.format(
              Locale.ROOT, "%.1f%% < %s", 100 * row.rates().get(t), report.tolerances().get(t)));
    return String.join(", ", rates);
  }

  private static String inWords(CaseScore subject) {
    return String.format(Locale.ROOT, "%s %.3f", subject.name(), subject.mean());
  }
}
