package io.github.robustj.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.robustj.error.RobustJException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrays of every codec with files that something happened to: each is read or refused in one
 * sentence that names the file, and takes no more memory than its chunk needs.
 */
class ZarrDamageTest {

  private static final String V2 =
      """
      {"zarr_format":2,"shape":[40,33],"chunks":[32,20],"dtype":"<u2","compressor":%s,
       "fill_value":0,"order":"%s","filters":null}""";

  private static final String V3 =
      """
      {"zarr_format":3,"node_type":"array","shape":[40,33],"data_type":"uint16",
       "chunk_grid":{"name":"regular","configuration":{"chunk_shape":[32,20]}},
       "chunk_key_encoding":{"name":"default"},"fill_value":0,"codecs":[%s]}""";

  private static final String BYTES = "{\"name\":\"bytes\",\"configuration\":{\"endian\":\"%s\"}}";
  private static final String LITTLE = BYTES.formatted("little");
  private static final String BIG = BYTES.formatted("big");

  /** Twice what a chunk of 1280 bytes, its stored form and its way through the codecs take. */
  private static final long MEMORY = 4 << 20;

  @TempDir Path folder;

  private static String named(String name) {
    return "{\"name\":\"" + name + "\"}";
  }

  private static String shard(String location, String inner, String index) {
    return """
        {"name":"sharding_indexed","configuration":{"chunk_shape":[8,5],"codecs":[%s],
         "index_codecs":[%s],"index_location":"%s"}}"""
        .formatted(inner, index, location);
  }

  private static Map<String, String> arrays() {
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

  private ZarrArray array(String metadata) throws IOException {
    Path place = Files.createTempDirectory(folder, "array");
    String name = metadata.contains("\"zarr_format\":2") ? ".zarray" : "zarr.json";
    Files.writeString(place.resolve(name), metadata);
    return ZarrArray.open(place);
  }

  /** Reads everything; 40 x 33 numbers in C order. */
  private static float[] all(ZarrArray array) {
    return ZarrArrayTest.all(array);
  }

  private static void write(ZarrArray array) {
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

  @Test
  void everyCodecIsUndone() throws IOException {
    float[] expected = new float[40 * 33];
    for (int i = 0; i < expected.length; i++)
      expected[i] = i / 33 >= 8 || i % 33 >= 5 ? i % 256 : 0;
    for (var entry : arrays().entrySet()) {
      ZarrArray array = array(entry.getValue());
      write(array);
      assertArrayEquals(expected, all(array), entry.getKey());
    }
  }

  private static Path chunk(ZarrArray array) {
    Path v2 = array.folder().resolve("0.0");
    return Files.exists(v2) ? v2 : array.folder().resolve("c/0/0");
  }

  private static void requireSentence(RobustJException e, Path file, String what) {
    String sentence = e.getMessage();
    assertTrue(sentence.contains(file.toString()), what + ": " + sentence);
    assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), what + ": " + sentence);
    assertTrue(sentence.length() < 600, what + ": " + sentence);
  }

  private static long memory(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void everyCodecNamesWhatIsCutOff() throws IOException {
    for (var entry : arrays().entrySet()) {
      ZarrArray array = array(entry.getValue());
      write(array);
      Path file = chunk(array);
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length += 1 + whole.length / 15) {
        Files.write(file, Arrays.copyOf(whole, length));
        String what = entry.getKey() + " cut to " + length;
        RobustJException e = assertThrows(RobustJException.class, () -> all(array), what);
        requireSentence(e, file, what);
      }
      // Behind an index at the start of a shard there may be whatever is not in use.
      if (entry.getKey().equals("v3 shard start")) continue;
      Files.write(file, Arrays.copyOf(whole, 1 << 20));
      requireSentence(
          assertThrows(RobustJException.class, () -> all(array), entry.getKey() + " longer"),
          file,
          entry.getKey());
    }
  }

  @Test
  void noDamageIsAnythingButASentence() throws IOException {
    Random random = new Random(7);
    for (var entry : arrays().entrySet()) {
      ZarrArray array = array(entry.getValue());
      write(array);
      Path file = chunk(array);
      byte[] whole = Files.readAllBytes(file);
      array.read(0, 0);
      for (int i = 0; i < 60; i++) {
        byte[] changed = whole.clone();
        int within = i % 3 == 0 ? Math.min(40, whole.length) : whole.length;
        int at = random.nextInt(within);
        // Numbers of four bytes, such as lengths, among what is changed.
        for (int k = at; k < Math.min(within, at + 1 + i % 4); k++)
          changed[k] = (byte) (i % 5 == 0 ? 0xff : random.nextInt());
        Files.write(file, changed);
        String what = entry.getKey() + " changed at " + at;
        long bytes =
            memory(
                () -> {
                  try {
                    array.read(0, 0);
                  } catch (RobustJException e) {
                    requireSentence(e, file, what);
                  }
                });
        assertTrue(bytes < MEMORY, what + " took " + bytes);
      }
    }
  }

  /** Checksums are there to be looked at. */
  @Test
  void aWrongChecksumIsNamed() throws IOException {
    for (String key : List.of("v2 zlib", "v2 gzip", "v3 crc32c", "v3 two", "v3 shard end")) {
      ZarrArray array = array(arrays().get(key));
      write(array);
      Path file = chunk(array);
      byte[] whole = Files.readAllBytes(file);
      for (int back = 1; back <= 4; back++) {
        byte[] changed = whole.clone();
        changed[whole.length - back - (key.equals("v2 gzip") ? 4 : 0)] ^= 1;
        Files.write(file, changed);
        assertThrows(RobustJException.class, () -> all(array), key + " " + back);
      }
    }
  }

  /** 256 MB of zeros in the place of a chunk of 1280 bytes. */
  @Test
  void whatUnpacksToMoreIsRefusedBeforeItDoes() throws IOException {
    byte[] zeros = new byte[1 << 20];
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 64; i++) out.write(zeros);
    }
    byte[] plain = new byte[64 << 20];
    Map<String, byte[]> bombs =
        Map.of(
            "v2 gzip", bomb.toByteArray(),
            "v2 zlib", Deflate.ZLIB.encode(plain),
            "v2 zstd", new Zstandard().encode(plain),
            "v2 lz4", new Lz4().encode(plain),
            "v2 blosc", new Blosc(2).encode(plain));
    for (var entry : bombs.entrySet()) {
      ZarrArray array = array(arrays().get(entry.getKey()));
      write(array);
      // Short enough for a chunk, so that it is unpacked.
      byte[] stored = entry.getValue();
      Files.write(chunk(array), stored.length > 60_000 ? Arrays.copyOf(stored, 60_000) : stored);
      long bytes =
          memory(
              () ->
                  requireSentence(
                      assertThrows(RobustJException.class, () -> array.read(0, 0)),
                      chunk(array),
                      entry.getKey()));
      assertTrue(bytes < MEMORY, entry.getKey() + " took " + bytes);
    }
  }

  private void refused(String metadata, String word) throws IOException {
    RobustJException e = assertThrows(RobustJException.class, () -> array(metadata), metadata);
    requireSentence(e, folder, metadata);
    assertTrue(e.getMessage().contains(word), e.getMessage());
  }

  @Test
  void absurdAndUnknownMetadataAreNamed() throws IOException {
    String v2 = V2.formatted("null", "C");
    String v3 = V3.formatted(LITTLE);
    refused(v2.replace("[40,33]", "[4611686018427387904,4611686018427387904]"), "2^63");
    refused(v2.replace("[40,33]", "[40,1e99999]"), "shape");
    refused(v2.replace("[40,33]", "[40,-1]"), "shape");
    refused(v2.replace("[40,33]", "[40]"), "1 axes and chunks of 2");
    refused(v2.replace("[32,20]", "[100000,1000000]"), "smaller chunks");
    refused(v2.replace("[32,20]", "[2147483647,2147483647]"), "smaller chunks");
    refused(v2.replace("[32,20]", "[100000000000,1]"), "smaller chunks");
    refused(v2.replace("[32,20]", "[0,20]"), "chunks");
    refused(v2.replace("<u2", "<c8"), "the data type \"<c8\"");
    refused(v2.replace("<u2", "|S10"), "the data type");
    refused(v2.replace("\"<u2\"", "[[\"a\",\"<u2\"]]"), "the data type");
    refused(v2.replace("\"zarr_format\":2", "\"zarr_format\":2.5"), "zarr_format");
    refused(v2.replace("\"fill_value\":0", "\"fill_value\":-1"), "fill_value");
    refused(v2.replace("\"fill_value\":0", "\"fill_value\":1e999999999"), "fill_value");
    refused(v2.replace("\"fill_value\":0", "\"fill_value\":\"AAA=\""), "fill_value");
    refused(v2.replace("\"filters\":null", "\"filters\":[{\"id\":\"delta\"}]"), "filters");
    refused(V2.formatted("{\"id\":\"bz2\"}", "C"), "the unknown compressor bz2");
    refused(V2.formatted("{\"id\":\"zstd\"}", "Q"), "order");
    refused(v3.replace("\"zarr_format\":3", "\"zarr_format\":4"), "zarr_format");
    refused(v3.replace("\"regular\"", "\"rectangular\""), "the chunk grid");
    refused(v3.replace("\"default\"", "\"suffix\""), "the chunk key encoding");
    refused(v3.replace("\"fill_value\":0,", ""), "fill_value");
    refused(
        v3.replace("\"fill_value\":0", "\"fill_value\":0,\"magic\":{}"), "the unknown extension");
    refused(v3.replace("uint16", "complex64"), "the data type");
    refused(V3.formatted(named("bitround")), "the unknown codec bitround");
    refused(V3.formatted(""), "codecs");
    refused(V3.formatted(named("gzip") + "," + LITTLE), "codecs");
    refused(V3.formatted(shard("end", LITTLE, LITTLE).replace("[8,5]", "[7,5]")), "chunk_shape");
    refused(V3.formatted(shard("middle", LITTLE, LITTLE)), "index_location");
    refused(V3.formatted(shard("end", LITTLE, LITTLE + "," + named("gzip"))), "index_codecs");
    String deep = LITTLE;
    for (int i = 0; i < 8; i++) deep = shard("end", deep, LITTLE);
    refused(V3.formatted(deep), "shards in shards");
    refused(v3.substring(0, v3.length() - 20), "JSON");
    refused("[]\"zarr_format\":2", "JSON");
    refused("{\"zarr_format\":2,\"x\":" + "[".repeat(100_000) + "}", "JSON");
  }

  /** Fill values of version 3 as their bits, and what must not be understood may be there. */
  @Test
  void fillValuesMayBeBits() throws IOException {
    String real = V3.formatted(LITTLE).replace("uint16", "float32");
    String[] texts = {"\"NaN\"", "\"0x7fc00000\"", "\"-Infinity\"", "\"0x3fc00000\"", "0.25"};
    float[] values = {Float.NaN, Float.NaN, Float.NEGATIVE_INFINITY, 1.5f, .25f};
    for (int i = 0; i < texts.length; i++) {
      String extended = ",\"note\":{\"must_understand\":false}";
      String metadata = real.replace("\"fill_value\":0", "\"fill_value\":" + texts[i] + extended);
      assertEquals(values[i], all(array(metadata))[5], texts[i]);
    }
    String whole = V3.formatted(LITTLE).replace("uint16", "uint64");
    assertEquals(
        0x1p64f,
        all(array(whole.replace("\"fill_value\":0", "\"fill_value\":18446744073709551615")))[5]);
  }

  /** A shard put together by hand, as the specification describes it. */
  @Test
  void readsAShardByItsIndex() throws IOException {
    String codecs = shard("end", LITTLE, LITTLE).replace("[8,5]", "[1,2]");
    ZarrArray array =
        array(V3.formatted(codecs).replace("[32,20]", "[2,2]").replace("[40,33]", "[2,2]"));
    Path file = Files.createDirectories(array.folder().resolve("c/0")).resolve("0");
    byte[] shard = new byte[3 + 4 + 32];
    shard[3] = 7;
    shard[5] = 8;
    // The first inner chunk is missing, the second lies behind three bytes of nothing.
    Arrays.fill(shard, 7, 7 + 16, (byte) -1);
    shard[7 + 16] = 3;
    shard[7 + 24] = 4;
    Files.write(file, shard);
    assertArrayEquals(new float[] {0, 0, 7, 8}, all(array));
    shard[7 + 16] = 100;
    Files.write(file, shard);
    assertTrue(
        assertThrows(RobustJException.class, () -> all(array))
            .getMessage()
            .contains("points beyond its end"));
  }

  @Test
  void aGroupDoesNotLeadOutOfItself() throws IOException {
    Files.writeString(folder.resolve(".zattrs"), "{}", StandardCharsets.UTF_8);
    ZarrGroup group = ZarrGroup.open(folder);
    assertEquals(folder.resolve("a/b"), group.inside("a/b"));
    for (String path : List.of("", ".", "..", "../x", "/etc", "a/../../x", "C:\\x", "a\0b"))
      assertThrows(RobustJException.class, () -> group.inside(path), path);
  }
}
