package io.github.robustj.testing;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Images with a bright disc of radius 8 on a dark, noisy ground: easy to learn, and with a truth
 * that is known.
 */
public final class Discs {

  private static final int RADIUS = 8;

  private Discs() {}

  /** A data set {@code images/}, {@code labels/} of 16-bit TIFFs of 40 x 40 pixels. */
  public static void write(Path folder, int cases) {
    try {
      Files.createDirectories(folder.resolve("images"));
      Files.createDirectories(folder.resolve("labels"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RandomGenerator random = new SplittableRandom(5);
    for (int i = 0; i < cases; i++) {
      int center = 12 + random.nextInt(16);
      save(imagePlus(40, center, i), folder.resolve("images/disc " + i + ".tif"));
      save(new ImagePlus("label", label(40, center)), folder.resolve("labels/disc " + i + ".tif"));
    }
  }

  /** A model with the same network, which counts as another one. */
  public static Path twin(Path model, Path to) {
    try (Stream<Path> all = Files.walk(model)) {
      for (Path from : (Iterable<Path>) all::iterator)
        Files.copy(from, to.resolve(model.relativize(from).toString()));
      Path description = to.resolve("model.json");
      Files.writeString(description, Files.readString(description) + " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to;
  }

  /** A disc about {@code (center, center)}. */
  public static ImagePlus imagePlus(int side, int center, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    ShortProcessor pixels = new ShortProcessor(side, side);
    for (int i = 0; i < side * side; i++)
      pixels.set(
          i, (int) Math.max(0, (inside(i, side, center) ? 700 : 300) + 60 * random.nextGaussian()));
    pixels.resetMinAndMax();
    return new ImagePlus("disc", pixels);
  }

  public static Img<UnsignedShortType> image(int side, int center, long seed) {
    return ArrayImgs.unsignedShorts(
        (short[]) imagePlus(side, center, seed).getProcessor().getPixels(), side, side);
  }

  /** A square image with a disc in every field of 40 x 40 pixels. */
  public static Img<UnsignedShortType> scene(int side) {
    RandomGenerator random = new SplittableRandom(11);
    short[] pixels = new short[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (short)
              Math.max(0, (inScene(i % side, i / side) ? 700 : 300) + 60 * random.nextGaussian());
    }
    return ArrayImgs.unsignedShorts(pixels, side, side);
  }

  /** Whether a pixel of a {@link #scene} lies in a disc. */
  public static boolean inScene(int x, int y) {
    return Math.hypot(x % 40 - 20, y % 40 - 20) <= RADIUS;
  }

  public static ByteProcessor label(int side, int center) {
    ByteProcessor label = new ByteProcessor(side, side);
    for (int i = 0; i < side * side; i++) label.set(i, inside(i, side, center) ? 1 : 0);
    return label;
  }

  private static boolean inside(int i, int side, int center) {
    return Math.hypot(i % side - center, i / side - center) <= RADIUS;
  }

  private static void save(ImagePlus image, Path file) {
    IJ.saveAsTiff(image, file.toString());
  }
}
