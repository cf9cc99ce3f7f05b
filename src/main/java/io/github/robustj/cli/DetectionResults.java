package io.github.robustj.cli;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.box.BoxWriter;
import io.github.robustj.display.AttackedObjects;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.DetectionOverlay;
import io.github.robustj.display.DetectionTables;
import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.ObjectsSideBySide;
import io.github.robustj.display.StoredDetection;
import io.github.robustj.display.Thresholds;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.DetectionAim;
import io.github.robustj.job.DetectionAttackJob;
import io.github.robustj.job.DetectionAttackResult;
import io.github.robustj.job.DetectionPredictJob;
import io.github.robustj.job.DetectionPrediction;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verbs on a detection model. */
final class DetectionResults {

  private static final String VOC = "voc";
  private static final String COUNTS = "counts.csv";
  private static final String BOXES = "boxes.csv";
  private static final String COCO = "coco.json";
  private static final String COCO_RESULTS = "coco-results.json";

  private DetectionResults() {}

  /**
   * For every image the image with its boxes, as TIFF whose threshold can be moved in ImageJ and as
   * picture, and the boxes as ROIs; for all together {@code counts.csv}, and the boxes as {@code
   * boxes.csv}, {@code voc/}, {@code coco.json} and, with scores, {@code coco-results.json}.
   */
  static void predict(
      Options options, ResultFolder out, List<InputImage> inputs, Verb.Session session) {
    ModelTask.DETECTION.refuse(options, OptionTable.MEASUREMENTS, OptionTable.PIXEL_SIZE);
    SharedTables shared = SharedTables.in(out, COUNTS, BOXES, COCO, COCO_RESULTS, BatchRun.TABLE);
    out.require(inputs, input -> List.of("-overlay.tif", ResultFolder.PICTURE, "-rois.zip"));
    Path voc = out.folder().resolve(VOC);
    for (InputImage input : inputs) out.outputs().require(voc.resolve(input.name() + ".xml"));
    List<DetectionPrediction> found = new ArrayList<>();
    List<BoxedImage> boxes = new ArrayList<>();
    ManyImages images = new ManyImages(inputs, session.listener());
    images.forEach(
        (input, listener) -> {
          Image image = input.read();
          DetectionPredictJob job =
              new DetectionPredictJob(
                  options.get(OptionTable.MODEL), image, options.get(OptionTable.TILE));
          DetectionPrediction all = session.engine().run(job, listener);
          return new Seen(image, new StoredDetection(all, thresholds(options, all)));
        },
        (input, seen) -> {
          DetectionPrediction shown = out.objects(input, seen.image, seen.found);
          out.rois(input, rectangles(shown));
          boxes.addAll(boxed(input, shown));
          found.add(shown);
        });
    if (images.anyDone()) session.out().println(tables(shared, found, boxes));
    images.finish(shared);
  }

  private record Seen(Image image, StoredDetection found) {}

  private static Overlay rectangles(DetectionPrediction shown) {
    return new DetectionOverlay(
            shown.classes(), shown.width(), shown.height(), ContourStyle.PREDICTION)
        .rectangles(shown.found());
  }

  /** The first of the tables. */
  private static Path tables(
      SharedTables shared, List<DetectionPrediction> found, List<BoxedImage> boxes) {
    List<String> classes = found.get(0).classes();
    shared.write(BOXES, file -> BoxWriter.table(file, boxes));
    shared.write(COCO, file -> BoxWriter.coco(file, classes, boxes));
    shared.write(COCO_RESULTS, file -> BoxWriter.cocoResults(file, classes, boxes));
    Path voc = shared.out().folder().resolve(VOC);
    for (BoxedImage image : boxes)
      shared
          .out()
          .outputs()
          .write(
              voc.resolve(Names.stem(Path.of(image.name())) + ".xml"),
              file -> BoxWriter.voc(file, image));
    return shared.write(
        COUNTS, Table.of(found.stream().map(DetectionTables::counts).toList())::write);
  }

  private static Thresholds thresholds(Options options, DetectionPrediction found) {
    double all = options.get(OptionTable.THRESHOLD);
    return Thresholds.parse(
        all < 0 ? found.threshold() : all,
        options.get(OptionTable.CLASS_THRESHOLDS),
        found.classes());
  }

  /** Under the name of the file, or of a slice where that is a stack. */
  private static List<BoxedImage> boxed(InputImage input, DetectionPrediction shown) {
    boolean single = shown.found().slices().size() == 1;
    String name = single ? input.file().getFileName().toString() : input.name();
    return BoxedImage.slices(name, shown.width(), shown.height(), shown.found());
  }

  /**
   * The adversarial image at the network's scale, also with what the model sees there beside the
   * truth, a picture, and how many objects were lost or made up.
   */
  static void attack(Options options, ResultFolder out, InputImage input, Verb.Session session) {
    ModelTask.DETECTION.refuse(options, AttackTable.TARGET_MASK, AttackTable.TARGET_PIXELS);
    Image image = input.read();
    DetectionAttackJob job =
        new DetectionAttackJob(
            options.get(OptionTable.MODEL),
            image,
            options.get(OptionTable.LABEL).map(f -> Boxes.of(BoxReader.boxes(f, image))),
            AttackOptions.from(options),
            options.get(AttackTable.EPSILON),
            options.get(TrainingTable.SEED),
            DetectionAim.from(options));
    DetectionAttackResult result = session.engine().run(job, session.listener());
    Image shown = result.adversarial();
    out.image(input, "-adversarial", shown);
    out.perturbation(input, result.perturbation());
    result.universal().ifPresent(found -> out.universal(input, found));
    out.objects(input, shown, AttackedObjects.after(result));
    ImagePlus picture =
        ObjectsSideBySide.of(
            input.name(),
            Map.of(AttackVerb.modelName(options), result),
            ObjectsSideBySide.fullest(result));
    out.png(picture, input, AttackVerb.PICTURE);
    out.table(input.name() + AttackVerb.SCORES, DetectionTables.attack(result));
    AttackVerb.sizes(out, input, result.slices());
    if (!result.truthGiven())
      session.listener().log("No label was given: counts are beside the model's own prediction.");
    Map<String, Integer> before = result.clean().counts();
    Map<String, Integer> after = result.attacked().counts();
    for (String name : before.keySet())
      say(session, "%s  %d -> %d", name, before.get(name), after.get(name));
  }

  static void write(Options options, EvaluationFiles files, RobustnessCurve curve) {
    files.writeDetection(DetectionReport.of(curve, options.get(OptionTable.MAX_DETECTIONS)), curve);
  }

  /** Average precisions and count errors, class by class. */
  static void print(Options options, RobustnessCurve curve, Verb.Session session) {
    DetectionReport report = DetectionReport.of(curve, options.get(OptionTable.MAX_DETECTIONS));
    String leftOut = DetectionReport.leftOut(curve, report.most());
    if (!leftOut.isEmpty()) session.listener().log(leftOut);
    say(session, "AP and AP50: max_detections %s", report.limit());
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
