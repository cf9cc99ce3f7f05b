package io.github.robustj.data;

import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.img.basictypeaccess.IntAccess;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Fraction;

/**
 * Label values from 0 to 255 in one byte each, as those of most masks are: a quarter of what 32-bit
 * numbers take.
 *
 * @param values without a sign
 */
public record LabelBytes(byte[] values) implements IntAccess, ArrayDataAccess<LabelBytes> {

  /** The largest value. */
  public static final int LARGEST = 255;

  /**
   * An image of zeros.
   *
   * @param size of the image, first axis fastest
   */
  public static PlanarImg<IntType, LabelBytes> image(long... size) {
    int length = PlanarImg.elementsPerSlice(size);
    return image(
        IntStream.range(0, PlanarImg.numberOfSlices(size))
            .mapToObj(i -> new LabelBytes(new byte[length]))
            .toList(),
        size);
  }

  /**
   * An image of given ones.
   *
   * @param planes of the first two axes, not copied
   * @param size of the image, first axis fastest
   */
  public static PlanarImg<IntType, LabelBytes> image(List<LabelBytes> planes, long... size) {
    PlanarImg<IntType, LabelBytes> image = new PlanarImg<>(planes, size, new Fraction());
    image.setLinkedType(new IntType(image));
    return image;
  }

  @Override
  public int getValue(int index) {
    return values[index] & 0xff;
  }

  /**
   * @throws IllegalArgumentException if the value needs more than a byte
   */
  @Override
  public void setValue(int index, int value) {
    if (value < 0 || value > LARGEST) throw new IllegalArgumentException("label " + value);
    values[index] = (byte) value;
  }

  @Override
  public LabelBytes createArray(int length) {
    return new LabelBytes(new byte[length]);
  }

  /** A copy as the {@code int[]} that belongs to the pixels' type, which others rely on. */
  @Override
  public Object getCurrentStorageArray() {
    return IntStream.range(0, values.length).map(this::getValue).toArray();
  }

  @Override
  public int getArrayLength() {
    return values.length;
  }
}
