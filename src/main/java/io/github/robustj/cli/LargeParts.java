package io.github.robustj.cli;

import io.github.robustj.display.task.LargePrediction;
import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.BlockParts;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictSlideJob;
import io.github.robustj.parts.PartStore;
import io.github.robustj.worker.JobBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The blocks of images beyond memory as parts. What a block has found lies in the image's folder of
 * blocks; of a part is kept the checksum of the image's files, a line, and its job's result.
 */
final class LargeParts implements Division<Object> {

  /** Of an image; of one that cannot be read no block is known, but why. */
  private record Part(LargePrediction image, BlockParts blocks, int block) {}

  private final Verb.Session session;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  /** Why no block of an image can be begun, by the image's name. */
  private final Map<String, RobustJException> refused = new HashMap<>();

  LargeParts(List<LargePrediction> images, Verb.Session session) {
    this.session = session;
    images.forEach(this::add);
  }

  private void add(LargePrediction image) {
    try {
      BlockParts blocks = image.parts(JobListener.SILENT);
      List<String> places = blocks.places();
      for (int i = 0; i < places.size(); i++)
        parts.put(name(image, places.get(i)), new Part(image, blocks, i));
    } catch (RobustJException unreadable) {
      refused.put(image.name(), unreadable);
      parts.put(image.name(), new Part(image, null, 0));
    }
  }

  private static String name(LargePrediction image, String place) {
    return place.isEmpty() ? image.name() : image.name() + " at " + place;
  }

  @Override
  public List<String> parts() {
    return List.copyOf(parts.keySet());
  }

  boolean has(String part) {
    return parts.containsKey(part);
  }

  @Override
  public Map<String, String> sums() {
    return Map.of();
  }

  /** The image, whose blocks may all fail for one reason. */
  @Override
  public String source(String part) {
    return parts.get(part).image.name();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Job<Object> job(String part) {
    Part found = parts.get(part);
    RobustJException why = refused.get(found.image.name());
    if (why != null) throw why;
    try {
      return (Job<Object>) found.blocks.job(found.block, session.engine(), session.listener());
    } catch (RobustJException failure) {
      refused.put(found.image.name(), failure);
      throw failure;
    }
  }

  @Override
  public byte[] bytes(String part, Object found) {
    byte[] head = head(part);
    byte[] result = JobBytes.ofResult(job(part), found);
    byte[] all = Arrays.copyOf(head, head.length + result.length);
    System.arraycopy(result, 0, all, head.length, result.length);
    return all;
  }

  private byte[] head(String part) {
    return (parts.get(part).blocks.imageSum() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean isCurrent(String part, byte[] kept) {
    Part found = parts.get(part);
    if (found.blocks == null) return false;
    byte[] head = head(part);
    return JobBytes.areCurrent(kept, head.length)
        && Arrays.equals(kept, 0, head.length, head, 0, head.length)
        && found.blocks.isFinished(found.block);
  }

  @Override
  public boolean goesOnWithoutFailed() {
    return true;
  }

  /** Why parts of an image have failed, a sentence; empty if none has. */
  Optional<String> failure(LargePrediction image, PartStore store) {
    Map<String, String> failed = new LinkedHashMap<>();
    List<String> own = new ArrayList<>();
    parts.forEach(
        (name, part) -> {
          if (!part.image.equals(image)) return;
          own.add(name);
          store.failure(name).ifPresent(why -> failed.put(name, why));
        });
    if (failed.isEmpty()) return Optional.empty();
    String first = failed.values().iterator().next();
    return Optional.of(own.size() == 1 ? first : sentence(failed, own.size(), store.folder()));
  }

  private static String sentence(Map<String, String> failed, int all, Path folder) {
    return "%d of %d blocks failed: %s. Of the first one: %s The others are kept in %s; mend the cause, run the shares again, which do only these, and merge again."
        .formatted(
            failed.size(),
            all,
            Failures.names(List.copyOf(failed.keySet())),
            failed.values().iterator().next(),
            folder);
  }

  /** An engine to which what a network saw of whole images is known already. */
  Engine knowing(PartStore store) {
    Engine engine = session.engine();
    return new Engine() {
      @Override
      public <R> R run(Job<R> job, JobListener listener) {
        if (job instanceof PredictSlideJob)
          for (String part : parts())
            if (parts.get(part).blocks != null && job.equals(job(part)))
              return JobBytes.result(job, result(part, store));
        return engine.run(job, listener);
      }
    };
  }

  private byte[] result(String part, PartStore store) {
    byte[] kept =
        store
            .result(part)
            .orElseThrow(() -> new RobustJException(part + " is not finished; do it again."));
    return Arrays.copyOfRange(kept, head(part).length, kept.length);
  }
}
