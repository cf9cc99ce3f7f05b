package io.github.robustj.zarr;

import static io.github.robustj.zarr.ZarrSamples.LITTLE;
import static io.github.robustj.zarr.ZarrSamples.V2;
import static io.github.robustj.zarr.ZarrSamples.V3;
import static io.github.robustj.zarr.ZarrSamples.all;
import static io.github.robustj.zarr.ZarrSamples.named;
import static io.github.robustj.zarr.ZarrSamples.requireSentence;
import static io.github.robustj.zarr.ZarrSamples.shard;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What metadata may say, and what is refused in one sentence that names the file. */
class ZarrMetadataTest {

  @TempDir Path folder;

  private ZarrArray array(String metadata) throws IOException {
    return ZarrSamples.array(folder, metadata);
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
