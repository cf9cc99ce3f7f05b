package io.github.robustj.cli;

import io.github.robustj.data.VolumeSize;
import io.github.robustj.job.SliceRange;
import io.github.robustj.job.SlicedJob;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A part of the work on images.
 *
 * @param slices of the image, a volume; empty for all of it
 */
record ImagePart(InputImage image, Optional<SliceRange> slices) {

  /** More images are parts enough, and are not looked at before. */
  private static final int FEW = 16;

  /** The name of the image's file, of which no two of a folder are the same. */
  static String name(InputImage image) {
    return image.file().getFileName().toString();
  }

  /** By name; each image is one. */
  static Map<String, ImagePart> whole(List<InputImage> images) {
    Map<String, ImagePart> parts = new LinkedHashMap<>();
    for (InputImage image : images) put(parts, new ImagePart(image, Optional.empty()));
    return parts;
  }

  /**
   * By name; of few images the volumes are divided into slices, if they are large.
   *
   * @param job on an image
   * @param log hears why volumes cannot be divided
   */
  static Map<String, ImagePart> divided(
      List<InputImage> images, Function<InputImage, SlicedJob> job, Consumer<String> log) {
    if (images.size() > FEW) return whole(images);
    Map<String, ImagePart> parts = new LinkedHashMap<>();
    Set<String> reasons = new LinkedHashSet<>();
    for (InputImage image : images) {
      Optional<VolumeSize> volume = image.volume();
      volume.flatMap(size -> job.apply(image).undivided()).ifPresent(reasons::add);
      List<SliceRange> ranges = volume.map(size -> job.apply(image).ranges(size)).orElse(List.of());
      if (ranges.size() < 2) put(parts, new ImagePart(image, Optional.empty()));
      else for (SliceRange range : ranges) put(parts, new ImagePart(image, Optional.of(range)));
    }
    reasons.forEach(why -> log.accept("Slices of one image are not divided: " + why + "."));
    return parts;
  }

  private static void put(Map<String, ImagePart> parts, ImagePart part) {
    parts.put(part.name(), part);
  }

  String name() {
    return name(image) + slices.map(range -> " " + range.inWords()).orElse("");
  }
}
