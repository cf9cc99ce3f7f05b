package io.github.robustj.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.robustj.error.Excerpt;
import io.github.robustj.zarr.ChunkCodecs.ArrayCodec;
import io.github.robustj.zarr.ChunkCodecs.Plain;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The list {@code codecs} of version 3: any transpositions, bytes or shards, any packing. */
final class CodecsV3 {

  private static final String CODECS =
      "bytes, transpose, sharding_indexed, gzip, zstd, blosc or crc32c was";

  private static final int DEEPEST = 4;

  private final Json json;
  private final DataType type;
  private final int depth;
  private Transposition transposition;
  private ArrayCodec array;
  private final List<Codec> packing = new ArrayList<>();

  private CodecsV3(Json json, DataType type, int axes, int depth) {
    this.json = json;
    this.type = type;
    this.depth = depth;
    this.transposition = Transposition.none(axes);
  }

  /**
   * @param chunk shape of what is encoded
   */
  static ChunkCodecs of(Json json, JsonArray list, int[] chunk, DataType type) {
    return of(json, list, chunk, type, 0);
  }

  private static ChunkCodecs of(Json json, JsonArray list, int[] chunk, DataType type, int depth) {
    if (depth > DEEPEST)
      throw ZarrFailure.unsupported(json.file(), "shards in shards", "at most 4 of them were");
    CodecsV3 codecs = new CodecsV3(json, type, chunk.length, depth);
    for (JsonElement codec : list) codecs.add(codec, chunk);
    if (codecs.array == null) throw json.wrong("codecs", "the codec bytes or sharding_indexed");
    return new ChunkCodecs(codecs.transposition, codecs.array, List.copyOf(codecs.packing));
  }

  private void add(JsonElement element, int[] chunk) {
    Json codec = codec(json, element);
    String name = codec.text("name");
    Json settings =
        codec.get("configuration").isJsonNull()
            ? new Json(json.file(), new JsonObject())
            : codec.inside("configuration");
    switch (name) {
      case "transpose" -> transpose(settings, chunk.length);
      case "bytes" -> array(new Plain(order(settings)));
      case "sharding_indexed" -> array(sharding(settings, transposition.shape(chunk)));
      default -> pack(name);
    }
  }

  /** Without settings a codec may be its name alone. */
  private static Json codec(Json json, JsonElement element) {
    if (element.isJsonObject()) return json.inside(element, "codecs");
    JsonObject named = new JsonObject();
    named.add("name", element);
    return new Json(json.file(), named);
  }

  private void array(ArrayCodec codec) {
    if (array != null) throw json.wrong("codecs", "one codec bytes or sharding_indexed");
    array = codec;
  }

  private void pack(String name) {
    Codec codec =
        switch (name) {
          case "gzip" -> Deflate.GZIP;
          case "numcodecs.zlib" -> Deflate.ZLIB;
          case "zstd" -> new Zstandard();
          case "numcodecs.lz4" -> new Lz4();
          case "blosc" -> new Blosc(type.bytes());
          case "crc32c" -> new Crc32cCodec();
          default ->
              throw ZarrFailure.unsupported(
                  json.file(), "the unknown codec " + Excerpt.of(name), CODECS);
        };
    if (array == null) throw json.wrong("codecs", "the codec bytes before " + name);
    packing.add(codec);
  }

  private void transpose(Json settings, int axes) {
    long[] order = settings.numbers("order");
    long[] sorted = order.clone();
    Arrays.sort(sorted);
    boolean all = sorted.length == axes && array == null;
    for (int i = 0; all && i < axes; i++) all = sorted[i] == i;
    if (!all) throw settings.wrong("order", "each axis once");
    transposition =
        transposition.then(
            new Transposition(Arrays.stream(order).mapToInt(i -> (int) i).toArray()));
  }

  private ByteOrder order(Json settings) {
    return switch (settings.text("endian", "little")) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw settings.wrong("endian", "\"little\" or \"big\"");
    };
  }

  private Sharding sharding(Json settings, int[] shard) {
    int[] inner = ArrayMetadata.sides(settings, "chunk_shape");
    boolean divides = inner.length == shard.length;
    for (int i = 0; divides && i < inner.length; i++) divides = shard[i] % inner[i] == 0;
    if (!divides)
      throw settings.wrong(
          "chunk_shape", "sides that divide those of the shard, " + Arrays.toString(shard) + ",");
    boolean atStart =
        switch (settings.text("index_location", "end")) {
          case "start" -> true;
          case "end" -> false;
          default -> throw settings.wrong("index_location", "\"start\" or \"end\"");
        };
    ChunkCodecs codecs = of(settings, settings.list("codecs"), inner, type, depth + 1);
    ChunkCodecs index = index(settings);
    ByteOrder order = ((Plain) index.array()).order();
    return new Sharding(inner, codecs, atStart, order, !index.packing().isEmpty());
  }

  /** Bytes, and a checksum or none: the index must have a known length. */
  private ChunkCodecs index(Json settings) {
    ChunkCodecs index =
        of(settings, settings.list("index_codecs"), new int[0], DataType.UINT64, depth + 1);
    boolean plain = index.array() instanceof Plain && index.packing().size() <= 1;
    if (plain && index.packing().stream().allMatch(c -> c instanceof Crc32cCodec)) return index;
    throw settings.wrong("index_codecs", "bytes, or bytes and crc32c");
  }

  static JsonObject named(String name, String key, JsonElement value) {
    JsonObject configuration = new JsonObject();
    configuration.add(key, value);
    JsonObject named = new JsonObject();
    named.addProperty("name", name);
    named.add("configuration", configuration);
    return named;
  }

  static JsonArray json(NewArray array) {
    JsonObject zstd = named("zstd", "level", new JsonPrimitive(3));
    zstd.getAsJsonObject("configuration").addProperty("checksum", true);
    JsonArray chunk = array(bytes(), zstd);
    if (array.shard().isEmpty()) return chunk;
    JsonObject sharding = named("sharding_indexed", "chunk_shape", NewArray.list(array.chunks()));
    JsonObject configuration = sharding.getAsJsonObject("configuration");
    configuration.add("codecs", chunk);
    JsonObject checksum = new JsonObject();
    checksum.addProperty("name", "crc32c");
    configuration.add("index_codecs", array(bytes(), checksum));
    configuration.addProperty("index_location", "end");
    return array(sharding);
  }

  private static JsonObject bytes() {
    return named("bytes", "endian", new JsonPrimitive("little"));
  }

  private static JsonArray array(JsonObject... elements) {
    JsonArray array = new JsonArray();
    for (JsonObject element : elements) array.add(element);
    return array;
  }
}
