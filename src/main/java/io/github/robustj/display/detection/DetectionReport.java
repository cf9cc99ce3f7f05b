package io.github.robustj.display.detection;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.file.Table;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.metric.Annotated;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.metric.CountError;
import io.github.robustj.metric.DetectionScore;
import io.github.robustj.metric.F1;
import io.github.robustj.metric.KnownMean;
import io.github.robustj.metric.MeanIou;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.metric.PrecisionRecall;
import io.github.robustj.metric.PrecisionRecall.Interpolation;
import io.github.robustj.metric.VocMatching;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of a detection over a data set, class by class. Images in which a class is not
 * annotated are left out for that class.
 *
 * @param most predictions of a class in an image that average precision and recall count, the
 *     surest; {@link CocoMatching#NO_LIMIT} for all of them. Nothing else has a limit.
 * @param rows by rising epsilon; the mean over the classes first, then each
 */
public record DetectionReport(int most, List<Row> rows) {

  /** What the row over all classes is called. */
  public static final String ALL = Summary.ALL;

  /**
   * @param images that count for the class; of all classes, the images
   * @param objects that were to be found; of all classes, their sum
   * @param coco average precision at IoU .5:.95, .5, .75 and by size
   * @param voc07 average precision at IoU .5 over 11 points, {@code voc10} over the whole curve, by
   *     the rules of PASCAL VOC
   * @param counted what is right of the objects that count
   */
  public record Row(
      double epsilon,
      String name,
      int images,
      int objects,
      DetectionScore coco,
      double voc07,
      double voc10,
      Counted counted) {}

  /**
   * Of predictions from {@link F1#COUNTS} on.
   *
   * @param f1 at IoU .5
   * @param iou mean over the objects, 0 for one that was missed
   * @param countError mean over images of |found - drawn|, {@code countBias} of found - drawn
   */
  public record Counted(double f1, double iou, double countError, double countBias) {}

  /**
   * @param curve of a detection model, as an evaluation gives it
   * @param most {@link CocoMatching#MOST} as COCO has it, or {@link CocoMatching#NO_LIMIT}
   */
  public static DetectionReport of(RobustnessCurve curve, int most) {
    List<Row> rows = new ArrayList<>();
    for (Point point : curve.points()) {
      List<Row> classes = new ArrayList<>();
      for (String name : curve.classes()) classes.add(row(point, name, most));
      rows.add(mean(point, classes));
      rows.addAll(classes);
    }
    return new DetectionReport(most, List.copyOf(rows));
  }

  /**
   * Precision and recall of a class at IoU .5 by the rules of COCO.
   *
   * @param most predictions of the class in an image
   */
  public static PrecisionRecall curve(Point point, String name, int most) {
    List<ObjectsInImage> images = Annotated.with(point.objects(), name);
    return new CocoMatching(F1.FOUND, CocoMatching.Size.ALL, most).rank(images, name).curve();
  }

  /**
   * What the limit leaves out, as a sentence; empty if it leaves out nothing. An image counts once,
   * whether its limit is passed at one epsilon or at all of them.
   */
  public static String leftOut(RobustnessCurve curve, int most) {
    BitSet cut = new BitSet();
    int images = 0;
    for (Point point : curve.points()) {
      List<ObjectsInImage> objects = point.objects();
      images = Math.max(images, objects.size());
      for (int i = 0; i < objects.size(); i++)
        if (exceeds(objects.get(i), curve.classes(), most)) cut.set(i);
    }
    if (cut.isEmpty()) return "";
    return ("%d of %d images have more than %d predictions of a class, and ap and recall leave out"
            + " those that are less sure; max_detections=none counts all.")
        .formatted(cut.cardinality(), images, most);
  }

  private static boolean exceeds(ObjectsInImage image, List<String> classes, int most) {
    return classes.stream().anyMatch(name -> image.count(name) > most);
  }

  /** The limit as users write it. */
  public String limit() {
    return most == CocoMatching.NO_LIMIT ? EvaluationTable.UNLIMITED : Integer.toString(most);
  }

  private static Row row(Point point, String name, int most) {
    List<ObjectsInImage> images = Annotated.with(point.objects(), name);
    PrecisionRecall voc = new VocMatching(F1.FOUND).rank(images, name).curve();
    CountError count = CountError.of(images, name, F1.COUNTS);
    return new Row(
        point.epsilon(),
        name,
        images.size(),
        voc.positives(),
        DetectionScore.of(images, name, most),
        voc.average(Interpolation.POINTS_11),
        voc.average(Interpolation.ALL_POINTS),
        new Counted(
            F1.of(images, name, F1.COUNTS, F1.FOUND),
            MeanIou.of(images, name, F1.COUNTS),
            count.absolute(),
            count.bias()));
  }

  private static Row mean(Point point, List<Row> classes) {
    Map<String, DetectionScore> scores = new LinkedHashMap<>();
    classes.forEach(row -> scores.put(row.name, row.coco));
    return new Row(
        point.epsilon(),
        ALL,
        point.objects().size(),
        classes.stream().mapToInt(Row::objects).sum(),
        DetectionScore.mean(scores),
        KnownMean.of(classes, Row::voc07),
        KnownMean.of(classes, Row::voc10),
        new Counted(
            KnownMean.of(classes, r -> r.counted.f1),
            KnownMean.of(classes, r -> r.counted.iou),
            KnownMean.of(classes, r -> r.counted.countError),
            KnownMean.of(classes, r -> r.counted.countBias)));
  }

  /**
   * With the columns {@code epsilon, class, images, objects, ap, ap50, ap75, ap_small, ap_medium,
   * ap_large, recall, voc07, voc10, f1, iou, count_error, count_bias, max_detections}; the last one
   * limits {@code ap} to {@code recall}.
   */
  public Table table() {
    Table table =
        new Table(
            ("epsilon,class,images,objects,ap,ap50,ap75,ap_small,ap_medium,ap_large,recall,voc07,"
                    + "voc10,f1,iou,count_error,count_bias,max_detections")
                .split(","));
    for (Row row : rows) {
      DetectionScore c = row.coco;
      Counted t = row.counted;
      List<Object> cells = new ArrayList<>(List.of(row.epsilon, row.name, row.images, row.objects));
      cells.addAll(List.of(c.precision(), c.precision50(), c.precision75(), c.small(), c.medium()));
      cells.addAll(List.of(c.large(), c.recall(), row.voc07, row.voc10));
      cells.addAll(List.of(t.f1, t.iou, t.countError, t.countBias, limit()));
      table.add(cells);
    }
    return table;
  }

  /**
   * The precision-recall curves with the columns {@code epsilon, class, score, recall, precision}.
   */
  public static Table curves(RobustnessCurve curve, int most) {
    Table table = new Table("epsilon", "class", "score", "recall", "precision");
    for (Point point : curve.points())
      for (String name : curve.classes()) {
        PrecisionRecall pr = curve(point, name, most);
        for (int i = 0; i < pr.score().length; i++)
          table.add(point.epsilon(), name, pr.score()[i], pr.recall()[i], pr.precision()[i]);
      }
    return table;
  }
}
