package io.github.robustj.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.robustj.error.Excerpt;
import io.github.robustj.zarr.ChunkCodecs.Numbers;
import io.github.robustj.zarr.ChunkCodecs.Plain;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/** {@code .zarray}, the metadata of an array in version 2 of Zarr. */
final class MetadataV2 {

  private static final String COMPRESSORS =
      "one of null, zlib, gzip, zstd, lz4 and blosc as compressor was";

  private MetadataV2() {}

  static ArrayMetadata read(Path file) {
    Json json = Json.read(file);
    if (json.number(json.get("zarr_format"), "zarr_format") != 2)
      throw json.wrong("zarr_format", "2");
    long[] shape = json.numbers("shape");
    DataType type = type(json);
    JsonElement filters = json.get("filters");
    if (filters.isJsonArray() && !filters.getAsJsonArray().isEmpty())
      throw ZarrFailure.unsupported(file, "filters (" + Excerpt.of(filters) + ")");
    return new ArrayMetadata(
        file,
        shape,
        ArrayMetadata.sides(json, "chunks"),
        new Numbers(type, ArrayMetadata.fill(json, type)),
        new ChunkKeys(false, separator(json)),
        new ChunkCodecs(order(json, shape.length), new Plain(byteOrder(json)), packing(json)));
  }

  private static DataType type(Json json) {
    JsonElement stated = json.get("dtype");
    if (stated.isJsonPrimitive() && stated.getAsString().matches("[<>|][a-z]\\d")) {
      var known = DataType.coded(stated.getAsString().substring(1));
      if (known.isPresent()) return known.get();
    }
    throw ZarrFailure.unsupported(
        json.file(), "the data type " + Excerpt.of(stated), DataType.KNOWN);
  }

  private static ByteOrder byteOrder(Json json) {
    return json.text("dtype").startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static String separator(Json json) {
    String separator = json.text("dimension_separator", ".");
    if (separator.equals(".") || separator.equals("/")) return separator;
    throw json.wrong("dimension_separator", "\".\" or \"/\"");
  }

  private static Transposition order(Json json, int axes) {
    return switch (json.text("order", "C")) {
      case "C" -> Transposition.none(axes);
      case "F" -> Transposition.reversed(axes);
      default -> throw json.wrong("order", "\"C\" or \"F\"");
    };
  }

  private static List<Codec> packing(Json json) {
    if (json.get("compressor").isJsonNull()) return List.of();
    String id = json.inside("compressor").text("id");
    return List.of(
        switch (id) {
          case "zlib" -> Deflate.ZLIB;
          case "gzip" -> Deflate.GZIP;
          case "zstd" -> new Zstandard();
          case "lz4" -> new Lz4();
          case "blosc" -> new Blosc(type(json).bytes());
          default ->
              throw ZarrFailure.unsupported(
                  json.file(), "the unknown compressor " + Excerpt.of(id), COMPRESSORS);
        });
  }

  /** Chunks in folders, packed by Blosc with LZ4, which all readers of version 2 know. */
  static JsonObject json(NewArray array) {
    JsonObject json = new JsonObject();
    json.addProperty("zarr_format", 2);
    json.add("shape", NewArray.list(array.shape()));
    json.add("chunks", NewArray.list(array.chunks()));
    json.addProperty("dtype", array.type().shortName());
    JsonObject blosc = new JsonObject();
    blosc.addProperty("id", "blosc");
    blosc.addProperty("cname", "lz4");
    blosc.addProperty("clevel", 5);
    blosc.addProperty("shuffle", 1);
    blosc.addProperty("blocksize", 0);
    json.add("compressor", blosc);
    json.addProperty("fill_value", 0);
    json.addProperty("order", "C");
    json.add("filters", null);
    json.addProperty("dimension_separator", "/");
    return json;
  }
}
