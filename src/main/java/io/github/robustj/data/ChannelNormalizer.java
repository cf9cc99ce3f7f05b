package io.github.robustj.data;

/**
 * Normalises one channel of an image, row by row: bytes by a table of what each of the 256 becomes.
 */
final class ChannelNormalizer {

  private final PlaneRows rows;
  private final Scaling scaling;
  private final int channel;
  private final float[] row;
  private final float[] ofBytes = new float[1 << Byte.SIZE];

  /**
   * @param most pixels of a row
   */
  ChannelNormalizer(PlaneRows rows, Scaling scaling, int channel, int most) {
    this.rows = rows;
    this.scaling = scaling;
    this.channel = channel;
    row = new float[most];
    for (int i = 0; i < ofBytes.length; i++) ofBytes[i] = scaling.normalize(i, channel);
  }

  /**
   * @param images with all channels of a pixel together
   * @param first where the first pixel is
   */
  void normalize(int y, int left, int count, float[] images, int first) {
    int channels = scaling.low().length;
    rows.each(
        y,
        left,
        count,
        (from, index, at, n) -> {
          int to = first + at * channels + channel;
          if (from instanceof StoredPixels.Bytes bytes)
            normalize(bytes.values(), index, n, images, to);
          else {
            from.copy(index, row, 0, n);
            scaling.normalize(row, n, channel, images, to);
          }
        });
  }

  private void normalize(byte[] bytes, int from, int count, float[] images, int at) {
    int channels = scaling.low().length;
    for (int i = from, to = at; i < from + count; i++, to += channels)
      images[to] = ofBytes[bytes[i] & 0xff];
  }
}
