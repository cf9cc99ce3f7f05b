package io.github.robustj.omezarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.robustj.omezarr.Axis.Kind;
import io.github.robustj.zarr.DataType;
import io.github.robustj.zarr.NewArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image that is to be written: axes c, z, y, x, without those of length 1, at resolutions that
 * halve along y and x until one chunk holds a plane.
 *
 * @param placing of the pixels
 */
public record OmeImage(
    OmeVersion version,
    int width,
    int height,
    int channels,
    int slices,
    DataType type,
    Placing placing) {

  /** Sides of a chunk, and how many of them lie side by side in what is written at once. */
  static final int CHUNK = 512;

  static final int CHUNKS = 4;

  public OmeImage {
    if (width < 1 || height < 1 || channels < 1 || slices < 1)
      throw new IllegalArgumentException(
          "an image of %d x %d x %d x %d".formatted(width, height, channels, slices));
  }

  /** Size of a level along an axis. */
  static int at(int level, int side) {
    return (int) ((side + (1L << level) - 1) >> level);
  }

  int levels() {
    int levels = 1;
    while (at(levels - 1, Math.max(width, height)) > CHUNK) levels++;
    return levels;
  }

  private static int chunk(int side) {
    return Math.min(CHUNK, side);
  }

  /** Side of a block that is written at once: as many whole chunks as are in use. */
  static int block(int side) {
    int chunk = chunk(side);
    return chunk * Math.min(CHUNKS, (side + chunk - 1) / chunk);
  }

  List<Kind> axes() {
    List<Kind> axes = new ArrayList<>();
    if (channels > 1) axes.add(Kind.CHANNEL);
    if (slices > 1) axes.add(Kind.Z);
    axes.add(Kind.Y);
    axes.add(Kind.X);
    return axes;
  }

  /** The place of a chunk in the array. */
  long[] index(int channel, int slice, long row, long column) {
    List<Kind> axes = axes();
    long[] index = new long[axes.size()];
    for (int i = 0; i < index.length; i++)
      index[i] =
          switch (axes.get(i)) {
            case CHANNEL -> channel;
            case Z -> slice;
            case Y -> row;
            default -> column;
          };
    return index;
  }

  NewArray array(int level) {
    List<Kind> axes = axes();
    int n = axes.size();
    int w = at(level, width);
    int h = at(level, height);
    long[] shape = new long[n];
    int[] chunks = new int[n];
    int[] shard = new int[n];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Kind kind = axes.get(i);
      boolean plane = kind == Kind.Y || kind == Kind.X;
      int side = kind == Kind.Y ? h : w;
      shape[i] = plane ? side : kind == Kind.Z ? slices : channels;
      chunks[i] = plane ? chunk(side) : 1;
      shard[i] = plane ? block(side) : 1;
      names.add(name(kind));
    }
    Optional<int[]> shards = version.zarr() == 3 ? Optional.of(shard) : Optional.empty();
    return new NewArray(version.zarr(), shape, chunks, shards, type, names);
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case CHANNEL -> "c";
      case TIME -> "t";
      case Z -> "z";
      case Y -> "y";
      case X -> "x";
    };
  }

  /**
   * The attribute {@code multiscales}.
   *
   * @param nearest whether a smaller level has every second pixel, else the means of four, whose
   *     middles lie half a pixel farther
   */
  JsonArray multiscales(String name, boolean nearest) {
    JsonObject image = new JsonObject();
    image.addProperty("name", name);
    if (version == OmeVersion.V0_4) image.addProperty("version", version.text());
    image.addProperty("type", nearest ? "nearest" : "mean");
    JsonArray axes = new JsonArray();
    for (Kind kind : axes()) axes.add(axis(kind));
    image.add("axes", axes);
    JsonArray datasets = new JsonArray();
    for (int level = 0; level < levels(); level++) {
      JsonObject dataset = new JsonObject();
      dataset.addProperty("path", Integer.toString(level));
      dataset.add("coordinateTransformations", transformations(level, nearest));
      datasets.add(dataset);
    }
    image.add("datasets", datasets);
    JsonArray multiscales = new JsonArray();
    multiscales.add(image);
    return multiscales;
  }

  private JsonObject axis(Kind kind) {
    JsonObject axis = new JsonObject();
    axis.addProperty("name", name(kind));
    axis.addProperty("type", kind == Kind.CHANNEL ? "channel" : "space");
    String unit = kind == Kind.CHANNEL ? "" : placing.units()[place(kind)];
    if (!unit.isEmpty()) axis.addProperty("unit", unit);
    return axis;
  }

  /** Of z, y and x in {@link Placing}. */
  private static int place(Kind kind) {
    return kind == Kind.Z ? 0 : kind == Kind.Y ? 1 : 2;
  }

  private JsonArray transformations(int level, boolean nearest) {
    JsonArray scale = new JsonArray();
    JsonArray translation = new JsonArray();
    for (Kind kind : axes()) {
      if (kind == Kind.CHANNEL) {
        scale.add(1);
        translation.add(0);
        continue;
      }
      double one = placing.scale()[place(kind)];
      double by = kind == Kind.Z ? 1 : Math.scalb(1.0, level);
      scale.add(one * by);
      translation.add(placing.translation()[place(kind)] + (nearest ? 0 : one * (by - 1) / 2));
    }
    JsonArray steps = new JsonArray();
    steps.add(step("scale", scale));
    steps.add(step("translation", translation));
    return steps;
  }

  private static JsonObject step(String type, JsonArray numbers) {
    JsonObject step = new JsonObject();
    step.addProperty("type", type);
    step.add(type, numbers);
    return step;
  }
}
