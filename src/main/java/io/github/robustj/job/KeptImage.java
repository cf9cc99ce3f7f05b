package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader;
import java.lang.ref.SoftReference;
import java.nio.file.Path;

/**
 * The image of the plan whose blocks this process does: its folder is listed or its headers are
 * read once for all of them, and what one block has read or decoded is there for the next, as far
 * as the cache of blocks has room.
 *
 * @param run of the plan, which changes with the image's files
 */
record KeptImage(Path path, String run, Image image) {

  /** Soft: where Java is short of memory it takes this, and the image is read again. */
  private static SoftReference<KeptImage> last = new SoftReference<>(null);

  /**
   * @throws io.github.robustj.error.RobustJException if it cannot be read
   */
  static synchronized Image of(BlockPlan plan) {
    KeptImage kept = last.get();
    if (kept == null || !kept.path.equals(plan.image()) || !kept.run.equals(plan.run())) {
      kept = new KeptImage(plan.image(), plan.run(), ImageReader.read(plan.image(), Role.IMAGE));
      last = new SoftReference<>(kept);
    }
    return kept.image;
  }
}
