package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.data.World;
import io.github.robustj.data.reader.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Decoded pixels: a plane for each channel and slice, the channels of a slice one after the other.
 */
record PlaneStack(int width, int height, int channels, List<StoredPixels> planes) {

  /** Of one slice, a plane for each channel. */
  static PlaneStack of(int width, int height, float[]... channels) {
    return new PlaneStack(width, height, channels.length, packed(channels));
  }

  static List<StoredPixels> packed(float[]... planes) {
    return Stream.of(planes).map(StoredPixels::of).toList();
  }

  /** One channel where three channels are equal: grey that is stored as RGB. */
  PlaneStack greyIfEqual() {
    if (channels != 3) return this;
    List<StoredPixels> first = new ArrayList<>();
    for (int i = 0; i < planes.size(); i += 3) {
      if (!planes.get(i).same(planes.get(i + 1)) || !planes.get(i).same(planes.get(i + 2)))
        return this;
      first.add(planes.get(i));
    }
    return new PlaneStack(width, height, 1, first);
  }

  /** Upright, where the file says how it lies: see {@link Orientation}. */
  PlaneStack turned(Orientation orientation) {
    if (orientation == Orientation.UPRIGHT) return this;
    List<StoredPixels> turned = new ArrayList<>();
    for (StoredPixels plane : planes)
      turned.add(StoredPixels.of(orientation.turned(plane.floats(), width, height)));
    boolean lies = orientation.swapsSides();
    return new PlaneStack(lies ? height : width, lies ? width : height, channels, turned);
  }

  Image image(String name, Calibration calibration, World world, List<String> notes) {
    int slices = planes.size() / channels;
    PlanarImg<FloatType, ?> pixels = StoredPixels.image(planes, width, height, channels, slices);
    return new Image(name, pixels, calibration, Optional.empty(), world, notes);
  }

  static final String INVERTED =
      "White is zero in this image; its numbers were inverted, so that bright is high, as ImageJ"
          + " shows it.";

  /**
   * @param largest number that can be stored, from which the others are taken; 0 to change the sign
   */
  static void invert(float[] plane, int from, int length, int largest) {
    for (int i = from; i < from + length; i++) plane[i] = largest - plane[i];
  }

  /**
   * How the rows and columns of a stored picture lie (Exif 2.3, tag 274). Viewers turn pictures
   * upright, so annotations are drawn on what is upright.
   *
   * @param tag 1 to 8
   */
  record Orientation(int tag) {

    static final int TAG = 274;
    static final Orientation UPRIGHT = new Orientation(1);

    /** Anything but 2 to 8 counts as upright, as viewers have it. */
    static Orientation of(long tag) {
      return tag >= 2 && tag <= 8 ? new Orientation((int) tag) : UPRIGHT;
    }

    /** Whether rows are stored as columns. */
    boolean swapsSides() {
      return tag >= 5;
    }

    /** For the log; nothing where nothing was done. */
    List<String> notes() {
      if (this.equals(UPRIGHT)) return List.of();
      return List.of(
          "The orientation tag (%d) was followed: the picture was %s, as viewers show it, and annotations are taken to be drawn on that."
              .formatted(tag, words()));
    }

    private String words() {
      return switch (tag) {
        case 2 -> "mirrored from left to right";
        case 3 -> "turned by 180 degrees";
        case 4 -> "mirrored from top to bottom";
        case 5 -> "mirrored at its diagonal";
        case 6 -> "turned by 90 degrees to the right";
        case 7 -> "mirrored at its other diagonal";
        default -> "turned by 90 degrees to the left";
      };
    }

    /** A plane of the stored picture, upright. */
    float[] turned(float[] stored, int width, int height) {
      int wide = swapsSides() ? height : width;
      float[] upright = new float[stored.length];
      for (int y = 0, i = 0; y < height; y++)
        for (int x = 0; x < width; x++, i++) upright[target(x, y, width, height, wide)] = stored[i];
      return upright;
    }

    private int target(int x, int y, int width, int height, int wide) {
      int right = width - 1 - x;
      int below = height - 1 - y;
      return switch (tag) {
        case 2 -> y * wide + right;
        case 3 -> below * wide + right;
        case 4 -> below * wide + x;
        case 5 -> x * wide + y;
        case 6 -> x * wide + below;
        case 7 -> right * wide + below;
        case 8 -> right * wide + y;
        default -> y * wide + x;
      };
    }

    private static final int ENTRY = 12;

    /**
     * Upright where the block says nothing, or is damaged: viewers show such a picture as it is.
     */
    static Orientation exif(FileBytes in, long at, long length) throws IOException {
      ByteBuffer block = ByteBuffer.wrap(in.bytes(at, length));
      if (length < 8) return Orientation.UPRIGHT;
      block.order(block.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      long directory = block.getInt(4) & 0xffffffffL;
      if (directory + 2 > length) return Orientation.UPRIGHT;
      int entries = block.getShort((int) directory) & 0xffff;
      for (int i = 0; i < entries; i++) {
        long entry = directory + 2 + (long) i * ENTRY;
        if (entry + ENTRY > length) break;
        if ((block.getShort((int) entry) & 0xffff) == Orientation.TAG)
          return Orientation.of(block.getShort((int) entry + 8) & 0xffff);
      }
      return Orientation.UPRIGHT;
    }
  }
}
