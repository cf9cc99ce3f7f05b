package io.github.robustj.job;

import io.github.robustj.data.VolumeSize;
import java.util.List;
import java.util.Optional;

/** A job on an image that it reads itself, and the same in parts if the image is a volume. */
public interface SlicedJob {

  /** On all slices. */
  Job<? extends FromFiles> whole();

  /** On some slices, see {@link #ranges}. */
  Job<? extends FromFiles> part(SliceRange slices);

  /** All slices of a volume in parts of some seconds; one part if it is small. */
  List<SliceRange> ranges(VolumeSize size);

  /** Why slices cannot be divided, a clause; empty if they can. */
  Optional<String> undivided();

  /**
   * Of the image's own files as they are now, as {@link FromFiles#sha256}; those of all images do
   * not count.
   *
   * @throws io.github.robustj.error.RobustJException if one cannot be read
   */
  String sum();
}
