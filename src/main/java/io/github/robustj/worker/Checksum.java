package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files. */
final class Checksum {

  private Checksum() {}

  /** In lower-case hexadecimal digits. */
  static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Deletes a file that is not what it should be.
   *
   * @throws RobustJException if it is not
   */
  static void require(Path part, EngineFile file, EngineSource source) throws IOException {
    if (matches(part, file)) return;
    Files.delete(part);
    throw new RobustJException(
        "%s from %s is not the file it should be (its SHA-256 is another); it was damaged or changed, get it anew or from elsewhere."
            .formatted(file.name(), source.words()));
  }

  static boolean matches(Path part, EngineFile file) throws IOException {
    return Files.size(part) == file.bytes() && of(part).equals(file.sha256());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
