package io.github.robustj.data.reader.box;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.robustj.data.Box;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.JsonFields;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The box around COCO's {@code segmentation}: polygons, each a list x, y, x, y and so on, or the
 * lengths of runs of pixels outside and inside, column by column, as numbers or as the text that
 * COCO's own tools write (see {@link #lengths(String)}).
 */
final class CocoOutline {

  private static final String KEY = "segmentation";
  private static final String RUNS = "lengths of runs";

  private CocoOutline() {}

  /**
   * @param outline may be null
   * @param image that it is drawn in
   * @throws io.github.robustj.error.RobustJException if there is none, or it encloses nothing that
   *     can be told from it
   */
  static Box bounds(JsonElement outline, JsonFields annotation, JsonFields image) {
    if (outline instanceof JsonArray polygons && !polygons.isEmpty())
      return polygons(polygons, 2)
          .orElseThrow(() -> annotation.wrong(KEY, polygons, "lists x,y,x,y of numbers"));
    if (outline instanceof JsonObject runs
        && runs.get("size") instanceof JsonArray size
        && size.size() == 2) {
      double height = side(size, 0, annotation);
      double width = side(size, 1, annotation);
      requireSize(outline, annotation, image, width, height);
      double[] lengths = lengths(runs.get("counts"), annotation);
      return runs(lengths, width, height, annotation);
    }
    throw annotation.wrong("bbox", outline, "4 numbers, or else an outline in " + KEY);
  }

  /**
   * The bounds of polygons or runs, to hold a box against; empty where there are none, or what is
   * there is drawn in another way or encloses nothing: it says nothing then, since there is a box.
   *
   * @param outline may be null
   * @throws io.github.robustj.error.RobustJException if runs are damaged
   */
  static Optional<Box> around(JsonElement outline, JsonFields annotation) {
    if (outline instanceof JsonObject runs
        && runs.has("counts")
        && runs.get("size") instanceof JsonArray size
        && size.size() == 2) {
      double[] lengths = lengths(runs.get("counts"), annotation);
      double inside =
          IntStream.range(0, lengths.length / 2).mapToDouble(i -> lengths[2 * i + 1]).sum();
      return inside == 0
          ? Optional.empty()
          : Optional.of(
              runs(lengths, side(size, 1, annotation), side(size, 0, annotation), annotation));
    }
    return polygons(outline, 6);
  }

  private static double side(JsonArray size, int axis, JsonFields annotation) {
    return annotation.number(size.get(axis), KEY, "height and width in size");
  }

  /** Around polygons of at least so many numbers each; empty if one is none. */
  private static Optional<Box> polygons(JsonElement outline, int least) {
    if (!(outline instanceof JsonArray polygons) || polygons.isEmpty()) return Optional.empty();
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (JsonElement polygon : polygons) {
      if (!(polygon instanceof JsonArray points) || points.size() < least || points.size() % 2 != 0)
        return Optional.empty();
      for (int i = 0; i < points.size(); i++) {
        String text = points.get(i).isJsonPrimitive() ? points.get(i).getAsString() : "";
        double number = Numbers.finite(text).orElse(Double.NaN);
        if (Double.isNaN(number)) return Optional.empty();
        low[i % 2] = Math.min(low[i % 2], number);
        high[i % 2] = Math.max(high[i % 2], number);
      }
    }
    return Optional.of(new Box(low[0], low[1], high[0], high[1]));
  }

  private static void requireSize(
      JsonElement outline, JsonFields annotation, JsonFields image, double width, double height) {
    boolean known = image.size("width") > 0 && image.size("height") > 0;
    boolean other = known && (image.size("width") != width || image.size("height") != height);
    if (other || !(width >= 1) || !(height >= 1))
      throw annotation.wrong(KEY, outline, "size with the height and the width of its image");
  }

  private static double[] lengths(JsonElement counts, JsonFields annotation) {
    if (counts instanceof JsonPrimitive text && text.isString()) {
      double[] lengths = lengths(text.getAsString());
      if (lengths.length > 0) return lengths;
    } else if (counts instanceof JsonArray numbers) {
      double[] lengths = new double[numbers.size()];
      for (int i = 0; i < lengths.length; i++)
        lengths[i] = annotation.number(numbers.get(i), KEY, RUNS);
      return lengths;
    }
    throw annotation.wrong(KEY, counts, RUNS);
  }

  /**
   * Lengths from COCO's text (rleFrString of its maskApi): five bits in each character above {@code
   * 0}, the lowest first, of which the sixth says that more follow; negative ones as two's
   * complement; from the third on the difference to the last but one. None if it is damaged.
   */
  private static double[] lengths(String text) {
    double[] lengths = new double[text.length()];
    int count = 0;
    int at = 0;
    while (at < text.length()) {
      long value = 0;
      int bits = 0;
      int part;
      do {
        part = at < text.length() ? text.charAt(at++) - '0' : -1;
        if (part < 0 || part > 63 || bits > 55) return new double[0];
        value |= (long) (part & 31) << bits;
        bits += 5;
      } while ((part & 32) != 0);
      if ((part & 16) != 0) value |= -1L << bits;
      lengths[count] = value + (count > 2 ? lengths[count - 2] : 0);
      count++;
    }
    return Arrays.copyOf(lengths, count);
  }

  /** Runs of one column after another from the upper left, outside and inside by turns. */
  private static Box runs(double[] runs, double width, double height, JsonFields annotation) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    double at = 0;
    for (int i = 0; i < runs.length; i++) {
      double run = runs[i];
      if (run < 0 || run != Math.rint(run)) throw annotation.wrong(KEY, number(run), RUNS);
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
    if (at != width * height)
      throw annotation.wrong(KEY, number(at), "runs of as many pixels as the image has");
    if (left < right) return new Box(left, top, right, bottom);
    throw annotation.wrong("bbox", null, "4 numbers, or else an outline that encloses something");
  }

  private static JsonPrimitive number(double number) {
    return new JsonPrimitive(number);
  }
}
