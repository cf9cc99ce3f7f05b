package io.github.robustj.cli;

import ij.gui.Overlay;
import ij.measure.ResultsTable;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.BoxReader;
import io.github.robustj.data.reader.BoxWriter;
import io.github.robustj.data.reader.ImageReader;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.DetectionOverlay;
import io.github.robustj.display.DetectionTables;
import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.RoiZip;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.DetectionAim;
import io.github.robustj.job.DetectionAttackJob;
import io.github.robustj.job.DetectionAttackResult;
import io.github.robustj.job.DetectionPredictJob;
import io.github.robustj.job.DetectionPrediction;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verbs on a detection model. */
final class DetectionResults {

  private DetectionResults() {}

  /**
   * For every image the image with its boxes and the boxes as ROIs; for all together {@code
   * predictions.csv} with the counts, and the boxes as {@code boxes.csv}, {@code coco.json} and
   * {@code voc/}.
   */
  static void predict(
      Options options, ResultFolder out, List<InputImage> inputs, Verb.Session session) {
    ModelTask.DETECTION.refuse(options, "measurements", "pixel_size");
    List<ResultsTable> counts = new ArrayList<>();
    List<BoxedImage> boxes = new ArrayList<>();
    List<String> classes = List.of();
    for (int i = 0; i < inputs.size(); i++) {
      session.listener().check();
      Image image = ImageReader.read(inputs.get(i).file());
      DetectionPredictJob job =
          new DetectionPredictJob(options.path("model"), image, options.integer("tile"));
      DetectionPrediction found =
          session.engine().run(job, new Portion(session.listener(), i, inputs.size()));
      classes = found.classes();
      DetectionOverlay overlay =
          new DetectionOverlay(classes, found.width(), found.height(), ContourStyle.PREDICTION);
      out.overlay(inputs.get(i), image, overlay.of(found.objects()));
      RoiZip.write(overlay.rectangles(found.objects()), out.file(inputs.get(i), "-rois.zip"));
      boxes.addAll(BoxedImage.slices(image.name(), found.width(), found.height(), found.objects()));
      counts.add(DetectionTables.counts(found));
    }
    BoxWriter.table(out.folder().resolve("boxes.csv"), boxes);
    BoxWriter.coco(out.folder().resolve("coco.json"), classes, boxes);
    for (BoxedImage image : boxes)
      BoxWriter.voc(out.folder().resolve("voc").resolve(image.name() + ".xml"), image);
    session.out().println(out.table("predictions", counts));
  }

  /** The adversarial image at the network's scale, and which objects were lost or made up. */
  static void attack(Options options, ResultFolder out, InputImage input, Verb.Session session) {
    ModelTask.DETECTION.refuse(options, "target_mask", "target_pixels");
    Image image = ImageReader.read(input.file());
    DetectionAttackJob job =
        new DetectionAttackJob(
            options.path("model"),
            image,
            options.optionalPath("label").map(f -> Boxes.of(BoxReader.boxes(f, image))),
            AttackOptions.from(options),
            options.number("epsilon"),
            options.whole("seed"),
            DetectionAim.from(options));
    DetectionAttackResult result = session.engine().run(job, session.listener());
    Image shown = result.adversarial();
    out.image(input, "-adversarial", shown);
    out.perturbation(input, result.perturbation());
    out.overlay(
        input,
        shown,
        Overlays.together(
            overlay(result.clean(), image, shown, ContourStyle.CLEAN),
            overlay(result.attacked(), image, shown, ContourStyle.ADVERSARIAL)));
    out.table(input.name() + "-scores", List.of(DetectionTables.attack(result)));
    if (!result.truthGiven())
      session.listener().log("No label was given: counts are beside the model's own prediction.");
    Map<String, Integer> before = result.clean().counts();
    Map<String, Integer> after = result.attacked().counts();
    for (String name : before.keySet())
      say(session, "%s  %d -> %d", name, before.get(name), after.get(name));
  }

  private static Overlay overlay(
      DetectionPrediction found, Image image, Image shown, ContourStyle style) {
    Boxes boxes =
        found
            .objects()
            .scaled(
                (double) shown.width() / image.width(), (double) shown.height() / image.height());
    return new DetectionOverlay(found.classes(), shown.width(), shown.height(), style).of(boxes);
  }

  /** Average precisions and count errors, class by class. */
  static void evaluate(EvaluationFiles files, RobustnessCurve curve, Verb.Session session) {
    DetectionReport report = DetectionReport.of(curve);
    files.writeDetection(report, curve);
    say(session, "epsilon  class            AP50     AP  F1     IoU    count error  bias");
    for (DetectionReport.Row row : report.rows())
      say(
          session,
          "%7.4g  %-14s  %.4f  %.4f  %.3f  %.3f  %11.2f  %+.2f",
          row.epsilon(),
          row.name(),
          row.coco().precision50(),
          row.coco().precision(),
          row.counted().f1(),
          row.counted().iou(),
          row.counted().countError(),
          row.counted().countBias());
  }

  private static void say(Verb.Session session, String format, Object... values) {
    session.out().println(String.format(Locale.ROOT, format, values));
  }
}
