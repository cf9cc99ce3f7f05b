package io.github.robustj.data.reader.image;

/**
 * Images in which white is zero (MONOCHROME1 of DICOM, TIFF, an inverting look-up table): what is
 * shown bright gets the high numbers, so that such an image is like any other to a network.
 */
final class Inverted {

  static final String NOTE =
      "White is zero in this image; its numbers were inverted, so that bright is high, as ImageJ shows it.";

  private Inverted() {}

  /**
   * @param largest number that can be stored, from which the others are taken; 0 to change the sign
   */
  static void invert(float[] plane, int from, int length, int largest) {
    for (int i = from; i < from + length; i++) plane[i] = largest - plane[i];
  }
}
