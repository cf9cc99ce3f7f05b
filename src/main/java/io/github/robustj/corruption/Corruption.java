package io.github.robustj.corruption;

import io.github.robustj.data.Image;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.imglib2.Cursor;
import net.imglib2.IterableInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * A way in which images get worse without anybody's intention. An entry of {@link Corruptions}.
 *
 * @param name that users type, in lower_snake case
 * @param label as plots and tables for readers call it
 * @param formula what becomes of an intensity x, with the source
 * @param strength what the five numbers are, with their unit
 * @param strengths one for each severity, 1 to 5
 * @param modalities on which it occurs
 * @param channels that an image must have; 0 for any number
 */
public record Corruption(
    String name,
    String label,
    String formula,
    String strength,
    List<Double> strengths,
    Set<Modality> modalities,
    int channels,
    Change change) {

  /** Severities are 1 to this. */
  public static final int SEVERITIES = 5;

  /** Kinds of images. */
  public enum Modality {
    MR,
    MICROSCOPY,
    ULTRASOUND
  }

  /** What is done to the pixels, in place. */
  interface Change {

    /**
     * @param strength of the severity
     * @param random the only source of what is drawn
     */
    void apply(Planes planes, double strength, RandomGenerator random);
  }

  public Corruption {
    if (strengths.size() != SEVERITIES) throw new IllegalArgumentException(name + strengths);
  }

  /** Whether the image has the channels that it needs. */
  public boolean suits(int imageChannels) {
    return channels == 0 || channels == imageChannels;
  }

  /**
   * A worse image of the same size, calibration and name.
   *
   * @param image with finite intensities and channels that {@link #suits}
   * @param severity 1 to 5
   * @param random the same state gives the same image
   */
  public Image apply(Image image, int severity, RandomGenerator random) {
    if (!suits(image.channels()))
      throw new IllegalArgumentException(name + " of " + image.channels() + " channels");
    double size = strengths.get(severity - 1);
    if (channels == 0 && image.channels() == 3 && isGrey(image))
      return repeated(changed(first(image), size, random));
    return changed(image, size, random);
  }

  private Image changed(Image image, double size, RandomGenerator random) {
    Planes planes = Planes.of(image);
    change.apply(planes, size, random);
    return planes.image(image);
  }

  private static boolean isGrey(Image image) {
    Cursor<FloatType> one = channel(image, 0).cursor();
    Cursor<FloatType> two = channel(image, 1).cursor();
    Cursor<FloatType> three = channel(image, 2).cursor();
    while (one.hasNext()) {
      float value = one.next().get();
      if (value != two.next().get() || value != three.next().get()) return false;
    }
    return true;
  }

  private static IterableInterval<FloatType> channel(Image image, int channel) {
    return Views.flatIterable(Views.hyperSlice(image.pixels(), 2, image.pixels().min(2) + channel));
  }

  private static Image first(Image image) {
    RandomAccessibleInterval<FloatType> grey =
        Views.hyperSlice(image.pixels(), 2, image.pixels().min(2));
    return with(image, Views.moveAxis(Views.addDimension(grey, 0, 0), 3, 2));
  }

  private static Image repeated(Image image) {
    RandomAccessibleInterval<FloatType> grey = Views.hyperSlice(image.pixels(), 2, 0);
    return with(image, Views.moveAxis(Views.stack(Collections.nCopies(3, grey)), 3, 2));
  }

  private static Image with(Image image, RandomAccessibleInterval<FloatType> pixels) {
    return new Image(
        image.name(), pixels, image.calibration(), image.clean(), image.world(), image.notes());
  }
}
