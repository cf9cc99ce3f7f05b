package io.github.robustj.training;

import io.github.robustj.tensor.Npy;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays and texts in one file that NumPy reads with {@code numpy.load}: a zip with an entry
 * {@code name.npy} per array (NPY 1.0, little-endian float32). Equal contents give equal bytes.
 *
 * @param arrays by name, without {@code .npy}
 * @param texts by entry name, which must not end with {@code .npy}; stored as UTF-8
 */
public record Npz(Map<String, Tensor> arrays, Map<String, String> texts) {

  private static final String ARRAY = ".npy";
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  public void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    // Weights look like noise: compressing them costs time and saves next to nothing.
    zip.setLevel(Deflater.NO_COMPRESSION);
    for (Map.Entry<String, String> text : texts.entrySet())
      put(zip, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, Tensor> array : arrays.entrySet())
      put(zip, array.getKey() + ARRAY, Npy.encode(array.getValue()));
    zip.finish();
  }

  /**
   * @throws IOException if the file is missing, cut off or damaged: every entry's checksum is
   *     compared. Entries are not compressed, so that more than the file's own size is damage.
   */
  public static Npz read(Path file) throws IOException {
    Npz npz = new Npz(new LinkedHashMap<>(), new LinkedHashMap<>());
    long room = Files.size(file);
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        byte[] bytes = bytes(zip, entry, room);
        room -= bytes.length;
        if (name.endsWith(ARRAY))
          npz.arrays.put(name.substring(0, name.length() - ARRAY.length()), Npy.decode(bytes));
        else npz.texts.put(name, new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return npz;
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * @param room most bytes it may have
   */
  private static byte[] bytes(ZipFile zip, ZipEntry entry, long room) throws IOException {
    byte[] bytes;
    try (var in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, room + 1));
    }
    if (bytes.length > room)
      throw new IOException("it is compressed, or its parts are larger than the file");
    // ZipFile, unlike ZipInputStream, does not compare checksums itself.
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    if (checksum.getValue() != entry.getCrc())
      throw new IOException("the checksum of " + entry.getName() + " is wrong");
    return bytes;
  }
}
