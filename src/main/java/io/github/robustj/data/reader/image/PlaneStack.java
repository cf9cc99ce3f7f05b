package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Decoded pixels: a plane for each channel and slice, the channels of a slice one after the other.
 */
record PlaneStack(int width, int height, int channels, List<float[]> planes) {

  static PlaneStack empty(int width, int height, int channels, int slices) {
    List<float[]> planes = new ArrayList<>();
    for (int i = 0; i < channels * slices; i++) planes.add(new float[width * height]);
    return new PlaneStack(width, height, channels, planes);
  }

  /** One channel where three channels are equal: grey that is stored as RGB. */
  PlaneStack greyIfEqual() {
    if (channels != 3) return this;
    List<float[]> first = new ArrayList<>();
    for (int i = 0; i < planes.size(); i += 3) {
      boolean equal =
          Arrays.equals(planes.get(i), planes.get(i + 1))
              && Arrays.equals(planes.get(i), planes.get(i + 2));
      if (!equal) return this;
      first.add(planes.get(i));
    }
    return new PlaneStack(width, height, 1, first);
  }

  /** Upright, where the file says how it lies: see {@link Orientation}. */
  PlaneStack turned(Orientation orientation) {
    if (orientation == Orientation.UPRIGHT) return this;
    List<float[]> turned = new ArrayList<>();
    for (float[] plane : planes) turned.add(orientation.turned(plane, width, height));
    boolean lies = orientation.swapsSides();
    return new PlaneStack(lies ? height : width, lies ? width : height, channels, turned);
  }

  Image image(String name, Calibration calibration, World world, List<String> notes) {
    int slices = planes.size() / channels;
    PlanarImg<FloatType, FloatArray> pixels = PlanarImgs.floats(width, height, channels, slices);
    for (int i = 0; i < planes.size(); i++) pixels.setPlane(i, new FloatArray(planes.get(i)));
    return new Image(name, pixels, calibration, Optional.empty(), world, notes);
  }

  static final String INVERTED =
      "White is zero in this image; its numbers were inverted, so that bright is high, as ImageJ shows it.";

  /**
   * @param largest number that can be stored, from which the others are taken; 0 to change the sign
   */
  static void invert(float[] plane, int from, int length, int largest) {
    for (int i = from; i < from + length; i++) plane[i] = largest - plane[i];
  }
}
