package io.github.robustj.task.segmentation;

import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.task.LabelWriter;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mask of an image and the mean scores of its classes, from logits slice by slice: of a large
 * image only the labels are held, and probabilities where they are wanted.
 */
final class MaskReading implements Task.Reading {

  private final PixelClasses classes;
  private final Image image;
  private final int size;
  private final LabelWriter labels;
  private final Optional<ProbabilityPlanes> probabilities;
  private final List<MaskSums> sums = new ArrayList<>();

  /** Of the slice that is being read. */
  private MaskSums slice;

  /** Pixels of it that were not read yet. */
  private int left;

  /**
   * @param width,height of the image as the network sees it
   * @param probable whether probabilities are wanted
   * @throws io.github.robustj.error.RobustJException if it has 2^31 pixels or more
   */
  MaskReading(List<LabelClass> classes, Image image, int width, int height, boolean probable) {
    this.classes = new PixelClasses(classes);
    this.image = image;
    labels = new LabelWriter(classes, width, height, image.slices());
    size = width * height;
    probabilities =
        probable
            ? Optional.of(new ProbabilityPlanes(classes.size(), width, height, image.slices()))
            : Optional.empty();
  }

  @Override
  public void add(Tensor outputs) {
    classes.read(outputs, this::add);
    probabilities.ifPresent(planes -> planes.add(Softmax.probabilities(outputs)));
  }

  private void add(int index, int value, float score) {
    if (left == 0) {
      slice = MaskSums.of(classes.classes().size());
      sums.add(slice);
      left = size;
    }
    left--;
    labels.add(value);
    slice.add(index, score);
  }

  @Override
  public Prediction prediction() {
    return new Prediction.Masks(
        image.name(),
        image.calibration(),
        labels.mask(),
        classes.classes(),
        List.copyOf(sums),
        probabilities.map(planes -> new Image(image.name(), planes.pixels(), image.calibration())));
  }
}
