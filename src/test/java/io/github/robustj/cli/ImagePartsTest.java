package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.VolumeSize;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.job.FromFiles;
import io.github.robustj.job.Job;
import io.github.robustj.job.SliceRange;
import io.github.robustj.job.SlicedJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parts of images are current as long as the images' files are. */
class ImagePartsTest {

  private static final int PARTS = 3;

  private final Map<String, Integer> read = new HashMap<>();

  @Test
  void filesAreReadOnceForAllPartsOfAnImage() {
    Map<String, ImagePart> images = new LinkedHashMap<>();
    for (String name : List.of("a", "b"))
      for (int i = 0; i < PARTS; i++) {
        InputImage image = new InputImage(new ChannelFiles(name, List.of(Path.of(name))));
        ImagePart part = new ImagePart(image, Optional.of(new SliceRange(16 * i, 16 * i + 16)));
        images.put(part.name(), part);
      }
    ImageParts parts =
        new ImageParts(Map::of, images, image -> new Sums(image.name()), image -> {});
    for (String part : parts.parts()) {
      String own = part.substring(0, 1);
      assertTrue(parts.isCurrent(part, kept(own, "RJB2")));
      assertFalse(parts.isCurrent(part, kept("c", "RJB2")));
      assertFalse(parts.isCurrent(part, kept(own, "RJB1")), "what an earlier version has kept");
      assertFalse(parts.isCurrent(part, new byte[64]));
    }
    assertEquals(Map.of("a", 1, "b", 1), read);
  }

  /**
   * @param letter of the sum of the image's files
   * @param mark of the form in which a result is kept, which begins behind the sum
   */
  private static byte[] kept(String letter, String mark) {
    return (letter.repeat(64) + mark + " ".repeat(8)).getBytes(StandardCharsets.US_ASCII);
  }

  /** Knows the sum of an image's files, and counts how often it is asked for. */
  private final class Sums implements SlicedJob {

    private final String name;

    Sums(String name) {
      this.name = name;
    }

    @Override
    public Job<? extends FromFiles> whole() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Job<? extends FromFiles> part(SliceRange slices) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SliceRange> ranges(VolumeSize size) {
      return List.of();
    }

    @Override
    public Optional<String> undivided() {
      return Optional.empty();
    }

    @Override
    public String sum() {
      read.merge(name, 1, Integer::sum);
      return name.repeat(64);
    }
  }
}
