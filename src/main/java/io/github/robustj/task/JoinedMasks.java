package io.github.robustj.task;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.task.Prediction.Masks;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** What a segmentation model sees in a volume, from what it sees in parts of it. */
final class JoinedMasks {

  private static final int SLICES = 3;

  private JoinedMasks() {}

  /**
   * @throws io.github.robustj.error.RobustJException if the mask has 2^31 pixels or more
   */
  static Masks of(List<Masks> parts) {
    Masks first = parts.get(0);
    return new Masks(
        first.image(),
        first.calibration(),
        mask(parts),
        first.classes(),
        parts.stream().flatMap(part -> part.sums().stream()).toList(),
        first.probabilities().map(image -> probabilities(image, parts)));
  }

  private static Mask mask(List<Masks> parts) {
    int slices = parts.stream().mapToInt(part -> part.sums().size()).sum();
    Masks first = parts.get(0);
    int width = (int) first.mask().labels().dimension(0);
    int height = (int) first.mask().labels().dimension(1);
    LabelWriter labels = new LabelWriter(first.classes(), width, height, slices);
    for (Masks part : parts)
      for (IntType value : Views.flatIterable(part.mask().labels())) labels.add(value.get());
    return labels.mask();
  }

  /** A view of those of the parts. */
  private static Image probabilities(Image first, List<Masks> parts) {
    List<RandomAccessibleInterval<FloatType>> slices =
        parts.stream()
            .map(Masks::probabilities)
            .map(Optional::orElseThrow)
            .map(Image::pixels)
            .toList();
    return new Image(first.name(), Views.concatenate(SLICES, slices), first.calibration());
  }
}
