package io.github.robustj.data.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.robustj.data.Box;

/**
 * The box around COCO's {@code segmentation}: polygons, each a list x, y, x, y and so on, or the
 * lengths of runs of pixels outside and inside, column by column.
 */
final class CocoOutline {

  private static final String KEY = "segmentation";

  private CocoOutline() {}

  /**
   * @param outline may be null
   * @throws io.github.robustj.error.RobustJException if there is none, or it encloses nothing that
   *     can be told from it
   */
  static Box bounds(JsonElement outline, JsonFields annotation) {
    if (outline instanceof JsonArray polygons && !polygons.isEmpty())
      return polygons(polygons, annotation);
    if (outline instanceof JsonObject runs
        && runs.get("counts") instanceof JsonArray counts
        && runs.get("size") instanceof JsonArray size
        && size.size() == 2) return runs(counts, size, annotation);
    throw annotation.wrong("bbox", outline, "4 numbers, or else an outline in " + KEY);
  }

  private static Box polygons(JsonArray polygons, JsonFields annotation) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (JsonElement polygon : polygons) {
      if (!(polygon instanceof JsonArray points) || points.isEmpty() || points.size() % 2 != 0)
        throw annotation.wrong(KEY, polygon, "a list x,y,x,y");
      for (int i = 0; i < points.size(); i++) {
        double number = annotation.number(points.get(i), KEY, "a list x,y,x,y");
        low[i % 2] = Math.min(low[i % 2], number);
        high[i % 2] = Math.max(high[i % 2], number);
      }
    }
    return new Box(low[0], low[1], high[0], high[1]);
  }

  /** Runs of one column after another from the upper left, outside and inside by turns. */
  private static Box runs(JsonArray counts, JsonArray size, JsonFields annotation) {
    double height = annotation.number(size.get(0), KEY, "height and width in size");
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    double at = 0;
    for (int i = 0; i < counts.size(); i++) {
      double run = annotation.number(counts.get(i), KEY, "lengths of runs");
      if (run < 0 || run != Math.rint(run) || !(height >= 1))
        throw annotation.wrong(KEY, counts.get(i), "lengths of runs");
      if (i % 2 == 1 && run > 0) {
        double first = Math.floor(at / height);
        double last = Math.floor((at + run - 1) / height);
        left = Math.min(left, first);
        right = Math.max(right, last + 1);
        top = Math.min(top, last > first ? 0 : at % height);
        bottom = Math.max(bottom, last > first ? height : (at + run - 1) % height + 1);
      }
      at += run;
    }
    if (left < right) return new Box(left, top, right, bottom);
    throw annotation.wrong("bbox", null, "4 numbers, or else an outline that encloses something");
  }
}
