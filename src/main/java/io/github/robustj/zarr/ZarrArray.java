package io.github.robustj.zarr;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.zarr.ChunkCodecs.Numbers;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An array in a folder. Chunks are read and written by any number of threads and processes at the
 * same time; a file of a chunk is whole or not there.
 */
public final class ZarrArray {

  private final Path folder;
  private final ArrayMetadata metadata;

  private ZarrArray(Path folder, ArrayMetadata metadata) {
    this.folder = folder;
    this.metadata = metadata;
  }

  /** Whether the folder says that it is an array. */
  public static boolean isArray(Path folder) {
    if (Files.isRegularFile(folder.resolve(ArrayMetadata.V2))) return true;
    Path v3 = folder.resolve(ArrayMetadata.V3);
    return Files.isRegularFile(v3) && Json.read(v3).get("node_type").toString().equals("\"array\"");
  }

  /**
   * @throws RobustJException if there is no such array, or it is damaged or of a kind that is not
   *     read
   */
  public static ZarrArray open(Path folder) {
    Path v3 = folder.resolve(ArrayMetadata.V3);
    if (Files.exists(v3)) return new ZarrArray(folder, MetadataV3.read(v3));
    Path v2 = folder.resolve(ArrayMetadata.V2);
    if (Files.exists(v2)) return new ZarrArray(folder, MetadataV2.read(v2));
    throw new RobustJException(
        "%s has no Zarr array, which %s or %s in it would describe; check the path or copy it again."
            .formatted(folder, ArrayMetadata.V2, ArrayMetadata.V3));
  }

  /**
   * Describes a new array in a folder, which is made if needed.
   *
   * @throws RobustJException if it cannot be written
   */
  public static ZarrArray create(Path folder, NewArray array) {
    boolean second = array.version() == 2;
    Path file = folder.resolve(second ? ArrayMetadata.V2 : ArrayMetadata.V3);
    JsonObject json = second ? MetadataV2.json(array) : MetadataV3.json(array);
    ChunkFiles.writeThrough(
        file,
        new GsonBuilder()
            .serializeNulls()
            .setPrettyPrinting()
            .create()
            .toJson(json)
            .getBytes(StandardCharsets.UTF_8));
    return open(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Slowest axis first. */
  public long[] shape() {
    return metadata.shape().clone();
  }

  public DataType type() {
    return metadata.numbers().type();
  }

  /** Shape of what is read at once: of a chunk, and of an inner one where there are shards. */
  public int[] chunks() {
    return sharding().map(Sharding::inner).orElse(metadata.chunks()).clone();
  }

  /** Shape of what a file holds and is written at once: of a shard, or of a chunk. */
  public int[] stored() {
    return metadata.chunks().clone();
  }

  private Optional<Sharding> sharding() {
    ChunkCodecs codecs = metadata.codecs();
    return codecs.isSharded() ? Optional.of((Sharding) codecs.array()) : Optional.empty();
  }

  /**
   * A chunk, whole also where the array ends in it: little-endian numbers, last axis fastest; the
   * fill value where it was never written.
   *
   * @param index of the chunk along each axis, in chunks
   * @throws RobustJException if it is damaged or cannot be read
   */
  public byte[] read(long... index) {
    Optional<Sharding> sharding = sharding();
    int[] ratio = sharding.isPresent() ? sharding.get().grid(metadata.chunks()) : null;
    int inner = 0;
    long[] outer = index.clone();
    for (int i = 0; ratio != null && i < index.length; i++) {
      outer[i] = index[i] / ratio[i];
      inner = inner * ratio[i] + (int) (index[i] % ratio[i]);
    }
    Path file = file(outer);
    try {
      return sharding.isPresent() ? inner(sharding.get(), file, inner) : whole(file);
    } catch (CodecException e) {
      throw ZarrFailure.damaged(file, e.getMessage(), e);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private byte[] whole(Path file) throws IOException {
    if (!Files.exists(file)) return filled(metadata.chunks());
    Numbers numbers = metadata.numbers();
    long most = metadata.codecs().mostStored(metadata.chunks(), numbers.type());
    if (Files.size(file) > most)
      throw new CodecException(
          "it has %d bytes, more than its chunk can have".formatted(Files.size(file)));
    return metadata.codecs().decode(ChunkFiles.bytes(file), metadata.chunks(), numbers);
  }

  private byte[] inner(Sharding sharding, Path file, int number) throws IOException {
    if (!Files.exists(file)) return filled(sharding.inner());
    try (ChunkFiles.Parts parts = ChunkFiles.Parts.of(file)) {
      return sharding
          .read(parts, metadata.chunks(), number, metadata.numbers())
          .orElseGet(() -> filled(sharding.inner()));
    } catch (NoSuchFileException | FileNotFoundException e) {
      if (Files.exists(file)) throw e;
      return filled(sharding.inner());
    }
  }

  private byte[] filled(int[] shape) {
    Numbers numbers = metadata.numbers();
    return numbers.fill().chunk((int) ChunkCodecs.bytes(shape, numbers.type()), numbers.type());
  }

  /** Whether the file of a chunk, or of a shard, is there. */
  public boolean isStored(long... index) {
    return ChunkFiles.isThere(file(index));
  }

  /**
   * Writes the file of a chunk, or of a shard, whole or not at all, and also if it holds nothing
   * but the fill value.
   *
   * @param values as {@link #read} gives them, of a whole chunk or shard
   * @throws RobustJException if it cannot be written
   */
  public void write(byte[] values, long... index) {
    int[] shape = metadata.chunks();
    if (values.length != ChunkCodecs.bytes(shape, type()))
      throw new IllegalArgumentException(values.length + " bytes for a chunk");
    ChunkFiles.write(file(index), metadata.codecs().encode(values, shape, metadata.numbers()));
  }

  private Path file(long[] index) {
    if (index.length != metadata.shape().length)
      throw new IllegalArgumentException(index.length + " axes");
    return folder.resolve(metadata.keys().key(index));
  }
}
