package io.github.robustj.omezarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An image of OME-NGFF 0.4 or 0.5 at several resolutions, as its metadata describe it.
 *
 * @param axes slowest first, as the arrays have them
 * @param levels finest first, at least one
 */
record Multiscale(Metadata metadata, List<Axis> axes, List<Level> levels) {

  /** Of the finest pixels and their places in any unit; coarser ones have room above it. */
  private static final double LARGEST = 1e100;

  /**
   * One resolution.
   *
   * @param scale size of a pixel along each axis, in its unit
   * @param translation where the middle of the first pixel is
   */
  record Level(String path, Path folder, double[] scale, double[] translation) {}

  /**
   * @throws RobustJException if there is no image, or one of another version, or it is damaged
   */
  static Multiscale of(Metadata metadata) {
    List<JsonObject> all = metadata.objects(metadata.get("multiscales"), "multiscales");
    if (all.isEmpty()) throw metadata.wrong("multiscales", metadata.get("multiscales"), "an image");
    JsonObject json = all.get(0);
    requireVersion(metadata, json);
    List<Axis> axes = new ArrayList<>();
    for (JsonObject axis : metadata.objects(Metadata.get(json, "axes"), "axes"))
      axes.add(Axis.of(metadata, axis));
    requireAxes(metadata, axes, json);
    List<Level> levels = new ArrayList<>();
    for (JsonObject level : metadata.objects(Metadata.get(json, "datasets"), "datasets"))
      levels.add(
          level(metadata, json, level, axes.size(), levels.isEmpty() ? LARGEST : Double.MAX_VALUE));
    if (levels.isEmpty())
      throw metadata.wrong("datasets", Metadata.get(json, "datasets"), "at least one resolution");
    for (Level level : levels) requireCoarser(metadata, levels.get(0), level);
    return new Multiscale(metadata, axes, levels);
  }

  /** The first resolution is the one that is read, and the specification wants it to be finest. */
  private static void requireCoarser(Metadata metadata, Level finest, Level level) {
    for (int i = 0; i < finest.scale.length; i++)
      // Less than rounding.
      if (level.scale[i] < .999 * finest.scale[i])
        throw new RobustJException(
            "%s lists the resolution \"%s\" first, but \"%s\" is finer; put the finest first, or give the folder of the resolution that is meant."
                .formatted(
                    metadata.group().file(), Excerpt.of(finest.path), Excerpt.of(level.path)));
  }

  /** Version 0.4 says it in the image, if it does; 0.5 beside all images. */
  private static void requireVersion(Metadata metadata, JsonObject json) {
    boolean third = metadata.group().version() == 3;
    JsonElement stated = third ? metadata.get("version") : Metadata.get(json, "version");
    String known = third ? "0.5" : "0.4";
    if (stated.isJsonNull() || stated.isJsonPrimitive() && stated.getAsString().equals(known))
      return;
    throw new RobustJException(
        "%s is an OME-Zarr image of version %s in Zarr %d, but 0.4 in Zarr 2 or 0.5 in Zarr 3 was expected; convert it with ome-zarr-py or bioformats2raw."
            .formatted(metadata.group().file(), Excerpt.of(stated), metadata.group().version()));
  }

  private static void requireAxes(Metadata metadata, List<Axis> axes, JsonObject json) {
    Set<Axis.Kind> kinds = new HashSet<>();
    boolean once = true;
    for (Axis axis : axes) once &= kinds.add(axis.kind());
    if (!once || !kinds.contains(Axis.Kind.X) || !kinds.contains(Axis.Kind.Y))
      throw metadata.wrong("axes", Metadata.get(json, "axes"), "y, x and each axis once");
  }

  private static Level level(
      Metadata metadata, JsonObject image, JsonObject level, int axes, double most) {
    double[] scale = ones(axes);
    double[] translation = new double[axes];
    // First those of the level, then those of the image, which are for all of its levels.
    for (JsonObject from : List.of(level, image)) {
      JsonElement list = Metadata.get(from, "coordinateTransformations");
      if (list.isJsonNull()) continue;
      for (JsonObject step : metadata.objects(list, "coordinateTransformations"))
        apply(metadata, step, scale, translation);
    }
    requireMeasures(metadata, level, scale, translation, most);
    String path = metadata.text(level, "path");
    return new Level(path, metadata.group().inside(path), scale, translation);
  }

  /** Steps that are numbers each may be none together. */
  private static void requireMeasures(
      Metadata metadata, JsonObject level, double[] scale, double[] translation, double most) {
    for (int i = 0; i < scale.length; i++)
      if (!(scale[i] > 0) || scale[i] > most || !(Math.abs(translation[i]) <= most))
        throw metadata.wrong(
            "coordinateTransformations",
            Metadata.get(level, "coordinateTransformations"),
            "a positive scale, and numbers up to %.0e".formatted(most));
  }

  private static void apply(
      Metadata metadata, JsonObject step, double[] scale, double[] translation) {
    String type = metadata.text(step, "type");
    switch (type) {
      case "identity" -> {}
      case "scale" -> {
        double[] by = metadata.numbers(step, "scale", scale.length);
        for (int i = 0; i < scale.length; i++) {
          scale[i] *= by[i];
          translation[i] *= by[i];
        }
      }
      case "translation" -> {
        double[] by = metadata.numbers(step, "translation", scale.length);
        for (int i = 0; i < scale.length; i++) translation[i] += by[i];
      }
      default -> throw metadata.wrong("type", Metadata.get(step, "type"), "scale or translation");
    }
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }
}
