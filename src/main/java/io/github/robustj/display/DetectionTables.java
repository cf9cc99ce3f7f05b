package io.github.robustj.display;

import ij.measure.ResultsTable;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.job.DetectionAttackResult;
import io.github.robustj.job.DetectionPrediction;
import io.github.robustj.metric.Matches;
import io.github.robustj.metric.ObjectsInImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Results about objects as ImageJ tables. */
public final class DetectionTables {

  private DetectionTables() {}

  /**
   * One row per image: {@code image, slice}, a column per class with the number of its objects, and
   * {@code all}. Slice 0 stands for the whole image; in stacks a row for each slice, counted from
   * 1, follows.
   */
  public static ResultsTable counts(DetectionPrediction prediction) {
    ResultsTable table = Tables.table();
    List<List<BoxedObject>> slices = prediction.objects().slices();
    addCounts(table, prediction, 0, prediction.objects().all());
    if (slices.size() > 1)
      for (int z = 0; z < slices.size(); z++) addCounts(table, prediction, z + 1, slices.get(z));
    return table;
  }

  private static void addCounts(
      ResultsTable table, DetectionPrediction prediction, int slice, List<BoxedObject> objects) {
    table.incrementCounter();
    table.addValue("image", prediction.image());
    table.addValue("slice", slice);
    for (String name : prediction.classes()) table.addValue(name, Matches.count(objects, name));
    table.addValue("all", objects.size());
  }

  /**
   * One row per object: {@code image, slice, class, score, left, top, right, bottom}; slices are
   * counted from 1, edges are in pixels.
   */
  public static ResultsTable boxes(DetectionPrediction prediction) {
    ResultsTable table = Tables.table();
    List<List<BoxedObject>> slices = prediction.objects().slices();
    for (int z = 0; z < slices.size(); z++)
      for (BoxedObject object : slices.get(z)) {
        table.incrementCounter();
        table.addValue("image", prediction.image());
        table.addValue("slice", z + 1);
        table.addValue("class", object.name());
        table.addValue("score", object.score());
        table.addValue("left", object.box().left());
        table.addValue("top", object.box().top());
        table.addValue("right", object.box().right());
        table.addValue("bottom", object.box().bottom());
      }
    return table;
  }

  /**
   * One row per class: {@code image, class, objects} of the truth, and before and after the attack
   * how many objects the model counts, finds and makes up: {@code count_before, count_after,
   * found_before, found_after, false_before, false_after}; under a targeted attack also {@code
   * target_reached, target_wanted}, how many objects of all classes have changed as they should.
   */
  public static ResultsTable attack(DetectionAttackResult result) {
    ResultsTable table = Tables.table();
    List<Matches> before = matches(result, result.clean());
    List<Matches> after = matches(result, result.attacked());
    for (String name : result.clean().classes()) {
      table.incrementCounter();
      table.addValue("image", result.adversarial().name());
      table.addValue("class", name);
      table.addValue("objects", Matches.count(result.truth().all(), name));
      table.addValue("count_before", Matches.count(result.clean().objects().all(), name));
      table.addValue("count_after", Matches.count(result.attacked().objects().all(), name));
      table.addValue("found_before", sum(before, Matches::right, name));
      table.addValue("found_after", sum(after, Matches::right, name));
      table.addValue("false_before", sum(before, Matches::wrong, name));
      table.addValue("false_after", sum(after, Matches::wrong, name));
      Tables.reach(table, result.reach());
    }
    return table;
  }

  /**
   * One row per epsilon and class, all together first: {@code epsilon, class, images, objects, ap,
   * ap50, ap75, f1, iou, count_error, count_bias, max_detections}, see {@link DetectionReport}.
   */
  public static ResultsTable evaluation(DetectionReport report) {
    ResultsTable table = Tables.table();
    for (DetectionReport.Row row : report.rows()) {
      table.incrementCounter();
      table.addValue("epsilon", row.epsilon());
      table.addValue("class", row.name());
      table.addValue("images", row.images());
      table.addValue("objects", row.objects());
      table.addValue("ap", row.coco().precision());
      table.addValue("ap50", row.coco().precision50());
      table.addValue("ap75", row.coco().precision75());
      table.addValue("f1", row.counted().f1());
      table.addValue("iou", row.counted().iou());
      table.addValue("count_error", row.counted().countError());
      table.addValue("count_bias", row.counted().countBias());
      table.addValue("max_detections", report.limit());
    }
    return table;
  }

  private static List<Matches> matches(DetectionAttackResult result, DetectionPrediction seen) {
    List<Matches> matches = new ArrayList<>();
    for (int z = 0; z < result.truth().slices().size(); z++) {
      List<BoxedObject> truth = result.truth().slices().get(z);
      List<BoxedObject> found = seen.objects().slices().get(z);
      matches.add(Matches.of(new ObjectsInImage(truth, found), DetectionOverlay.IOU));
    }
    return matches;
  }

  private static int sum(
      List<Matches> slices, Function<Matches, List<BoxedObject>> part, String name) {
    return slices.stream().mapToInt(m -> Matches.count(part.apply(m), name)).sum();
  }
}
