package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.parts.PartStore;
import io.github.robustj.worker.JobBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Parts that are an image each, kept as the checksum of the image's files and what was found in it.
 *
 * @param shared checksums of what all images share, asked where the work is divided
 * @param images by the name of the part
 * @param job of an image
 * @param sum of an image's files as they are now
 * @param found the checksum of those that a job has read
 */
record SourcedParts<R>(
    Supplier<Map<String, String>> shared,
    Map<String, InputImage> images,
    Function<InputImage, Job<R>> job,
    Function<InputImage, String> sum,
    Function<R, String> found)
    implements Division<R> {

  /** Digits of a SHA-256. */
  private static final int SUM = 64;

  /** By the names of their files, of which no two of a folder are the same. */
  static Map<String, InputImage> named(List<InputImage> inputs) {
    Map<String, InputImage> images = new LinkedHashMap<>();
    inputs.forEach(input -> images.put(name(input), input));
    return images;
  }

  static String name(InputImage input) {
    return input.file().getFileName().toString();
  }

  @Override
  public Map<String, String> sums() {
    return shared.get();
  }

  @Override
  public List<String> parts() {
    return List.copyOf(images.keySet());
  }

  @Override
  public Job<R> job(String part) {
    return job.apply(images.get(part));
  }

  @Override
  public byte[] bytes(String part, R result) {
    byte[] bytes = JobBytes.ofResult(job(part), result);
    byte[] digits = found.apply(result).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(SUM + bytes.length).put(digits).put(bytes).array();
  }

  /** An image that cannot be read is no other one than before; its part says why. */
  @Override
  public boolean isCurrent(String part, byte[] kept) {
    try {
      String then = new String(kept, 0, SUM, StandardCharsets.US_ASCII);
      return then.equals(sum.apply(images.get(part)));
    } catch (RobustJException unreadable) {
      return false;
    }
  }

  @Override
  public boolean goesOnWithoutFailed() {
    return true;
  }

  /**
   * What was found of a part.
   *
   * @throws RobustJException why it failed, or if it is not there
   */
  R of(PartStore store, InputImage input) {
    String part = name(input);
    store
        .failure(part)
        .ifPresent(
            why -> {
              throw new RobustJException(why);
            });
    byte[] kept =
        store
            .result(part)
            .orElseThrow(() -> new RobustJException(part + " is not finished; do it again."));
    return JobBytes.result(job(part), Arrays.copyOfRange(kept, SUM, kept.length));
  }
}
