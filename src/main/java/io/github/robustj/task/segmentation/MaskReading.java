package io.github.robustj.task.segmentation;

import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.task.LabelWriter;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The mask of an image and the probability of each pixel's class, from logits slice by slice: of a
 * large image only these are held, without copies between.
 */
final class MaskReading implements Task.Reading {

  private final PixelClasses classes;
  private final Image image;
  private final int width;
  private final int height;
  private final LabelWriter labels;
  private final float[] scores;

  /** Pixels so far. */
  private int read;

  /**
   * @param width,height of the image as the network sees it
   * @throws ArithmeticException if it has 2^31 pixels or more
   */
  MaskReading(List<LabelClass> classes, Image image, int width, int height) {
    this.classes = new PixelClasses(classes);
    this.image = image;
    this.width = width;
    this.height = height;
    labels = new LabelWriter(classes, width, height, image.slices());
    scores = new float[width * height * image.slices()];
  }

  @Override
  public void add(Tensor outputs) {
    classes.read(
        outputs,
        (index, value, score) -> {
          labels.add(value);
          scores[read++] = score;
        });
  }

  @Override
  public Prediction prediction() {
    Img<FloatType> score = ArrayImgs.floats(scores, width, height, 1, image.slices());
    return new Prediction.Masks(
        labels.mask(), new Image(image.name(), score, image.calibration()), classes.classes());
  }
}
