package io.github.robustj.zarr;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arrays of every codec, of 40 x 33 numbers in chunks of 32 x 20. */
final class ZarrSamples {

  static final String V2 =
      """
      {"zarr_format":2,"shape":[40,33],"chunks":[32,20],"dtype":"<u2","compressor":%s,
       "fill_value":0,"order":"%s","filters":null}""";

  static final String V3 =
      """
      {"zarr_format":3,"node_type":"array","shape":[40,33],"data_type":"uint16",
       "chunk_grid":{"name":"regular","configuration":{"chunk_shape":[32,20]}},
       "chunk_key_encoding":{"name":"default"},"fill_value":0,"codecs":[%s]}""";

  static final String BYTES = "{\"name\":\"bytes\",\"configuration\":{\"endian\":\"%s\"}}";
  static final String LITTLE = BYTES.formatted("little");
  static final String BIG = BYTES.formatted("big");

  private ZarrSamples() {}

  static String named(String name) {
    return "{\"name\":\"" + name + "\"}";
  }

  static String shard(String location, String inner, String index) {
    return """
        {"name":"sharding_indexed","configuration":{"chunk_shape":[8,5],"codecs":[%s],
         "index_codecs":[%s],"index_location":"%s"}}"""
        .formatted(inner, index, location);
  }

  static Map<String, String> arrays() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String id : List.of("zlib", "gzip", "zstd", "lz4", "blosc"))
      all.put("v2 " + id, V2.formatted("{\"id\":\"" + id + "\"}", "C"));
    all.put("v2 none", V2.formatted("null", "C"));
    all.put("v2 F", V2.formatted("{\"id\":\"blosc\"}", "F"));
    String transpose = "{\"name\":\"transpose\",\"configuration\":{\"order\":[1,0]}},";
    for (String name :
        List.of("gzip", "numcodecs.zlib", "zstd", "numcodecs.lz4", "blosc", "crc32c"))
      all.put("v3 " + name, V3.formatted(transpose + BIG + "," + named(name)));
    all.put("v3 two", V3.formatted(LITTLE + "," + named("zstd") + "," + named("crc32c")));
    all.put("v3 none", V3.formatted(LITTLE));
    for (String location : List.of("start", "end")) {
      String checked = LITTLE + "," + named("crc32c");
      all.put(
          "v3 shard " + location,
          V3.formatted(shard(location, LITTLE + "," + named("zstd"), checked)));
      all.put(
          "v3 shard packed " + location,
          V3.formatted(shard(location, transpose + BIG, BIG) + "," + named("gzip")));
    }
    String inner = shard("end", LITTLE, LITTLE).replace("[8,5]", "[4,5]");
    all.put("v3 shard in shard", V3.formatted(shard("end", inner, LITTLE)));
    return all;
  }

  /** Reads everything; 40 x 33 numbers in C order. */
  static float[] all(ZarrArray array) {
    return ZarrArrayTest.all(array);
  }

  static void write(ZarrArray array) {
    for (int row = 0; row < 2; row++)
      for (int column = 0; column < 2; column++) {
        float[] chunk = new float[640];
        for (int i = 0; i < 640; i++) {
          int y = row * 32 + i / 20;
          int x = column * 20 + i % 20;
          // An inner chunk of a shard is left out.
          if (y < 40 && x < 33 && (y >= 8 || x >= 5)) chunk[i] = (y * 33 + x) % 256;
        }
        array.write(array.type().bytes(chunk), row, column);
      }
  }

  static Path chunk(ZarrArray array) {
    Path v2 = array.folder().resolve("0.0");
    return Files.exists(v2) ? v2 : array.folder().resolve("c/0/0");
  }

  static void requireSentence(RobustJException e, Path file, String what) {
    String sentence = e.getMessage();
    assertTrue(sentence.contains(file.toString()), what + ": " + sentence);
    assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), what + ": " + sentence);
    assertTrue(sentence.length() < 600, what + ": " + sentence);
  }

  static ZarrArray array(Path folder, String metadata) throws IOException {
    Path place = Files.createTempDirectory(folder, "array");
    String name = metadata.contains("\"zarr_format\":2") ? ".zarray" : "zarr.json";
    Files.writeString(place.resolve(name), metadata);
    return ZarrArray.open(place);
  }
}
