package io.github.robustj.worker;

/**
 * The pixels of an image in a file of their own: 4 bytes each, in the machine's byte order, the
 * first axis running fastest.
 *
 * @param file name within the {@link PixelFolder}
 * @param dimensions of the image
 */
record PixelFile(String file, Kind kind, long[] dimensions) {

  static final int BYTES = 4;

  enum Kind {
    FLOAT,
    INT
  }

  long pixels() {
    long product = 1;
    for (long length : dimensions) product *= length;
    return product;
  }
}
