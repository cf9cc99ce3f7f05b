package io.github.robustj.cli;

import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.FromFiles;
import io.github.robustj.job.Job;
import io.github.robustj.job.SlicedJob;
import io.github.robustj.parts.PartStore;
import io.github.robustj.worker.JobBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Parts that are an image each or some slices of one, kept as the checksum of the image's files and
 * what was found in it.
 *
 * @param shared checksums of what all images share, asked where the work is divided
 * @param images the parts by their names
 * @param job on an image
 * @param room asked before a part is done, of its image, whether the results could be written
 * @param now sums of the files of images as they are, each found once for all parts
 */
record ImageParts(
    Supplier<Map<String, String>> shared,
    Map<String, ImagePart> images,
    Function<InputImage, SlicedJob> job,
    Consumer<InputImage> room,
    Map<InputImage, String> now)
    implements Division<FromFiles> {

  /** Digits of a SHA-256. */
  private static final int SUM = 64;

  ImageParts(
      Supplier<Map<String, String>> shared,
      Map<String, ImagePart> images,
      Function<InputImage, SlicedJob> job,
      Consumer<InputImage> room) {
    this(shared, images, job, room, new HashMap<>());
  }

  /**
   * Of the images of a verb; as a whole it is not divided.
   *
   * @param shared,room see the record
   */
  static ImageParts of(
      DividedRun run,
      List<InputImage> images,
      Function<InputImage, SlicedJob> job,
      Supplier<Map<String, String>> shared,
      Consumer<InputImage> room) {
    Map<String, ImagePart> parts =
        run.isWhole() && !run.isResumed()
            ? ImagePart.whole(images)
            : ImagePart.divided(
                images, job, run.isMerge() ? line -> {} : run.session().listener()::log);
    return new ImageParts(shared, parts, job, room);
  }

  @Override
  public Map<String, String> sums() {
    return shared.get();
  }

  @Override
  public List<String> parts() {
    return List.copyOf(images.keySet());
  }

  /** The image, whose slices may all fail for one reason. */
  @Override
  public String source(String part) {
    return ImagePart.name(images.get(part).image());
  }

  @Override
  public Job<FromFiles> job(String part) {
    room.accept(images.get(part).image());
    return its(part);
  }

  @SuppressWarnings("unchecked")
  private Job<FromFiles> its(String part) {
    ImagePart found = images.get(part);
    SlicedJob all = job.apply(found.image());
    return (Job<FromFiles>)
        (found.slices().isPresent() ? all.part(found.slices().get()) : all.whole());
  }

  @Override
  public byte[] bytes(String part, FromFiles result) {
    byte[] bytes = JobBytes.ofResult(its(part), result);
    byte[] digits = result.sha256().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(SUM + bytes.length).put(digits).put(bytes).array();
  }

  /** An image that cannot be read is no other one than before; its part says why. */
  @Override
  public boolean isCurrent(String part, byte[] kept) {
    if (!JobBytes.areCurrent(kept, SUM)) return false;
    try {
      String then = new String(kept, 0, SUM, StandardCharsets.US_ASCII);
      return then.equals(
          now.computeIfAbsent(images.get(part).image(), image -> job.apply(image).sum()));
    } catch (RobustJException unreadable) {
      return false;
    }
  }

  @Override
  public boolean goesOnWithoutFailed() {
    return true;
  }

  /**
   * What was found of the parts of an image, in the order of its slices.
   *
   * @throws RobustJException why they failed, or if they are not there
   */
  List<FromFiles> of(PartStore store, InputImage input) {
    List<String> own = of(input);
    requireDone(store, own);
    return own.stream().map(part -> of(store, part)).toList();
  }

  /** The names of an image's parts, in the order of its slices. */
  List<String> of(InputImage input) {
    return images.values().stream()
        .filter(part -> part.image().equals(input))
        .map(ImagePart::name)
        .toList();
  }

  private static void requireDone(PartStore store, List<String> own) {
    Map<String, String> failed = new LinkedHashMap<>();
    for (String part : own) store.failure(part).ifPresent(why -> failed.put(part, why));
    if (failed.isEmpty()) return;
    String first = failed.values().iterator().next();
    if (own.size() == 1) throw new RobustJException(first);
    throw new RobustJException(
        "%d of %d parts failed: %s. Of the first one: %s"
            .formatted(
                failed.size(), own.size(), Failures.names(List.copyOf(failed.keySet())), first));
  }

  private FromFiles of(PartStore store, String part) {
    byte[] kept =
        store
            .result(part)
            .orElseThrow(() -> new RobustJException(part + " is not finished; do it again."));
    return JobBytes.result(its(part), Arrays.copyOfRange(kept, SUM, kept.length));
  }
}
