package io.github.robustj.zarr;

/** Turns bytes into others and back; knows nothing of arrays. */
interface Codec {

  /**
   * @param most bytes that the result may have; no more memory is taken than that
   * @throws CodecException if the bytes are damaged, or stand for more
   */
  byte[] decode(byte[] stored, int most) throws CodecException;

  byte[] encode(byte[] bytes);

  /** By how much the stored form can be longer than the bytes, at most. */
  default long slack(long length) {
    return length / 16 + (1 << 16);
  }
}
