package io.github.robustj.display.detection;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.display.DetectionOverlay;
import io.github.robustj.display.Tables;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.metric.Matches;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Results about objects as tables. */
public final class DetectionTables {

  private DetectionTables() {}

  /**
   * One row per image: {@code image, slice}, a column per class with the number of its objects, and
   * {@code all}. Slice 0 stands for the whole image; in stacks a row for each slice, counted from
   * 1, follows.
   */
  public static Table counts(Prediction.Objects prediction) {
    return counts(
        prediction.image(),
        prediction.classes(),
        prediction.objects().slices().stream()
            .map(
                slice ->
                    prediction.classes().stream()
                        .mapToLong(name -> Matches.count(slice, name))
                        .toArray())
            .toList());
  }

  /**
   * The same of counted objects.
   *
   * @param slices for each slice how many objects of each class it has
   */
  static Table counts(String image, List<String> classes, List<long[]> slices) {
    List<String> columns = new ArrayList<>(List.of("image", "slice"));
    columns.addAll(classes);
    columns.add("all");
    Table table = new Table(columns);
    long[] all = new long[classes.size()];
    for (long[] slice : slices) Arrays.setAll(all, c -> all[c] + slice[c]);
    table.add(counts(image, 0, all));
    if (slices.size() > 1)
      for (int z = 0; z < slices.size(); z++) table.add(counts(image, z + 1, slices.get(z)));
    return table;
  }

  private static List<Object> counts(String image, int slice, long[] objects) {
    List<Object> row = new ArrayList<>(List.of(image, slice));
    for (long count : objects) row.add(count);
    row.add(Arrays.stream(objects).sum());
    return row;
  }

  /**
   * One row per object: {@code image, slice, class, score, left, top, right, bottom}; slices are
   * counted from 1, edges are in pixels.
   */
  public static Table boxes(Prediction.Objects prediction) {
    Table table = new Table("image", "slice", "class", "score", "left", "top", "right", "bottom");
    List<List<BoxedObject>> slices = prediction.objects().slices();
    for (int z = 0; z < slices.size(); z++)
      for (BoxedObject object : slices.get(z)) {
        Box box = object.box();
        table.add(
            prediction.image(),
            z + 1,
            object.name(),
            object.score(),
            box.left(),
            box.top(),
            box.right(),
            box.bottom());
      }
    return table;
  }

  /**
   * One row per class: {@code image, class, objects} of the truth, and before and after the attack
   * how many objects the model counts, finds and makes up: {@code count_before, count_after,
   * found_before, found_after, false_before, false_after}; under a targeted attack also {@code
   * target_reached, target_wanted}, how many objects of all classes have changed as they should.
   */
  public static Table attack(AttackResult result) {
    Prediction.Objects clean = (Prediction.Objects) result.clean();
    Prediction.Objects attacked = (Prediction.Objects) result.attacked();
    Boxes truth = (Boxes) result.truth();
    Table table =
        new Table(
            ("image,class,objects,count_before,count_after,found_before,found_after,false_before,"
                    + "false_after")
                .split(","));
    List<Matches> before = matches(truth, clean);
    List<Matches> after = matches(truth, attacked);
    for (String name : clean.classes())
      table.add(
          result.adversarial().name(),
          name,
          Matches.count(truth.all(), name),
          Matches.count(clean.objects().all(), name),
          Matches.count(attacked.objects().all(), name),
          sum(before, Matches::right, name),
          sum(after, Matches::right, name),
          sum(before, Matches::wrong, name),
          sum(after, Matches::wrong, name));
    return Tables.reach(table, result.reach());
  }

  /**
   * One row per epsilon and class, all together first: {@code epsilon, class, images, objects, ap,
   * ap50, ap75, f1, iou, count_error, count_bias, max_detections}, see {@link DetectionReport}.
   */
  public static Table evaluation(DetectionReport report) {
    return report
        .table()
        .select(
            ("epsilon,class,images,objects,ap,ap50,ap75,f1,iou,count_error,count_bias,"
                    + "max_detections")
                .split(","));
  }

  private static List<Matches> matches(Boxes truth, Prediction.Objects seen) {
    List<Matches> matches = new ArrayList<>();
    for (int z = 0; z < truth.slices().size(); z++) {
      List<BoxedObject> drawn = truth.slices().get(z);
      List<BoxedObject> found = seen.objects().slices().get(z);
      matches.add(Matches.of(new ObjectsInImage(drawn, found), DetectionOverlay.IOU));
    }
    return matches;
  }

  private static int sum(
      List<Matches> slices, Function<Matches, List<BoxedObject>> part, String name) {
    return slices.stream().mapToInt(m -> Matches.count(part.apply(m), name)).sum();
  }
}
