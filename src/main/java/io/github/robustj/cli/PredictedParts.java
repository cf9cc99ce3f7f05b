package io.github.robustj.cli;

import io.github.robustj.job.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The parts of a prediction: images that fit into memory, or slices of them, and of the others
 * their blocks.
 *
 * @param images whose sums are those of all
 * @param ofAll what part of all images those are whose parts these are: a cluster does the blocks
 *     of the others later
 */
record PredictedParts(ImageParts images, LargeParts blocks, double ofAll)
    implements Division<Object> {

  @Override
  public List<String> parts() {
    return Stream.concat(images.parts().stream(), blocks.parts().stream()).toList();
  }

  @Override
  public Map<String, String> sums() {
    return images.sums();
  }

  @SuppressWarnings("unchecked")
  private Division<Object> of(String part) {
    return blocks.has(part) ? blocks : (Division<Object>) (Division<?>) images;
  }

  @Override
  public Job<Object> job(String part) {
    return of(part).job(part);
  }

  @Override
  public byte[] bytes(String part, Object found) {
    return of(part).bytes(part, found);
  }

  @Override
  public boolean isCurrent(String part, byte[] kept) {
    return of(part).isCurrent(part, kept);
  }

  @Override
  public String source(String part) {
    return of(part).source(part);
  }

  @Override
  public double share() {
    return ofAll * Division.super.share();
  }

  @Override
  public boolean goesOnWithoutFailed() {
    return true;
  }
}
