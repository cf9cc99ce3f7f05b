package io.github.robustj.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.robustj.error.Excerpt;
import io.github.robustj.zarr.ChunkCodecs.Numbers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** {@code zarr.json}, the metadata of an array in version 3 of Zarr. */
final class MetadataV3 {

  private static final Set<String> KNOWN =
      Set.of(
          "zarr_format",
          "node_type",
          "shape",
          "data_type",
          "chunk_grid",
          "chunk_key_encoding",
          "codecs",
          "fill_value",
          "attributes",
          "dimension_names",
          "storage_transformers",
          "consolidated_metadata");

  private MetadataV3() {}

  static ArrayMetadata read(Path file) {
    Json json = Json.read(file);
    requireKnown(json);
    if (!json.text("node_type").equals("array"))
      throw json.wrong("node_type", "\"array\", for an array,");
    long[] shape = json.numbers("shape");
    DataType type = type(json);
    if (json.get("fill_value").isJsonNull()) throw json.wrong("fill_value", "a value");
    Json grid = json.inside("chunk_grid");
    if (!grid.text("name").equals("regular"))
      throw ZarrFailure.unsupported(
          file, "the chunk grid " + Excerpt.of(grid.get("name")), "\"regular\" was");
    int[] chunks = ArrayMetadata.sides(grid.inside("configuration"), "chunk_shape");
    if (shape.length != chunks.length) throw json.wrong("chunk_grid", "a side for each axis");
    return new ArrayMetadata(
        file,
        shape,
        chunks,
        new Numbers(type, ArrayMetadata.fill(json, type)),
        keys(json),
        CodecsV3.of(json, json.list("codecs"), chunks, type));
  }

  /** What is unknown must not be passed over unless it says that it may. */
  private static void requireKnown(Json json) {
    if (json.number(json.get("zarr_format"), "zarr_format") != 3)
      throw json.wrong("zarr_format", "3");
    for (String key : json.object().keySet()) {
      if (KNOWN.contains(key)) continue;
      JsonElement value = json.get(key);
      boolean optional =
          value.isJsonObject()
              && value.getAsJsonObject().has("must_understand")
              && value.getAsJsonObject().get("must_understand").getAsString().equals("false");
      if (!optional)
        throw ZarrFailure.unsupported(json.file(), "the unknown extension " + Excerpt.of(key));
    }
    JsonElement transformers = json.get("storage_transformers");
    if (transformers.isJsonArray() && !transformers.getAsJsonArray().isEmpty())
      throw ZarrFailure.unsupported(json.file(), "storage transformers");
  }

  private static DataType type(Json json) {
    JsonElement stated = json.get("data_type");
    Optional<DataType> type =
        stated.isJsonPrimitive() ? DataType.named(stated.getAsString()) : Optional.empty();
    return type.orElseThrow(
        () ->
            ZarrFailure.unsupported(
                json.file(), "the data type " + Excerpt.of(stated), DataType.KNOWN));
  }

  private static ChunkKeys keys(Json json) {
    Json keys = json.inside("chunk_key_encoding");
    boolean prefixed =
        switch (keys.text("name")) {
          case "default" -> true;
          case "v2" -> false;
          default ->
              throw ZarrFailure.unsupported(
                  json.file(),
                  "the chunk key encoding " + Excerpt.of(keys.get("name")),
                  "\"default\" or \"v2\" was");
        };
    String separator = prefixed ? "/" : ".";
    if (!keys.get("configuration").isJsonNull())
      separator = keys.inside("configuration").text("separator", separator);
    if (separator.equals(".") || separator.equals("/")) return new ChunkKeys(prefixed, separator);
    throw json.wrong("chunk_key_encoding", "a separator \".\" or \"/\"");
  }

  /** Packed by Zstandard, in shards with an index behind the chunks if so wanted. */
  static JsonObject json(NewArray array) {
    JsonObject json = new JsonObject();
    json.addProperty("zarr_format", 3);
    json.addProperty("node_type", "array");
    json.add("shape", NewArray.list(array.shape()));
    json.addProperty("data_type", array.type().longName());
    json.add("chunk_grid", CodecsV3.named("regular", "chunk_shape", NewArray.list(array.stored())));
    json.add("chunk_key_encoding", CodecsV3.named("default", "separator", new JsonPrimitive("/")));
    json.addProperty("fill_value", 0);
    json.add("codecs", CodecsV3.json(array));
    JsonArray names = new JsonArray();
    array.names().forEach(names::add);
    json.add("dimension_names", names);
    json.add("attributes", new JsonObject());
    return json;
  }
}
