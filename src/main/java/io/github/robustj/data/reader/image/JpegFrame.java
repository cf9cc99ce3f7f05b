package io.github.robustj.data.reader.image;

/**
 * What the markers of a JPEG stream say before its pixels (ITU-T T.81, annex B).
 *
 * @param width 0 if there is no frame
 * @param components numbers of a pixel
 * @param bits of a number
 * @param process how they are coded, the number of the frame's marker: 0 to 2 by Huffman codes, 2
 *     progressively (table B.1)
 * @param isDecodable whether there are tables for quantisation and for Huffman codes
 */
record JpegFrame(
    int width, int height, int components, int bits, int process, boolean isDecodable) {

  static final int SOS = 0xda;
  static final int EOI = 0xd9;
  private static final int DHT = 0xc4;
  private static final int DQT = 0xdb;
  private static final int SOF0 = 0xc0;
  static final int SOF2 = 0xc2;
  private static final int SOF15 = 0xcf;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;

  static boolean isMarker(byte[] stream, int at, int marker) {
    return at >= 0
        && at + 1 < stream.length
        && (stream[at] & 0xff) == 0xff
        && (stream[at + 1] & 0xff) == marker;
  }

  boolean isProgressive() {
    return process == SOF2 - SOF0;
  }

  /** Why Java's decoders cannot read such a stream, a clause; empty if nothing of this hinders. */
  String unsupported() {
    if (process >= 9) return "by arithmetic coding";
    if (process == 3) return "without loss";
    if (process > SOF2 - SOF0) return "in a hierarchy of frames";
    return bits == Byte.SIZE ? "" : "of %d bit".formatted(bits);
  }

  /** Of a stream that may be damaged anywhere. */
  static JpegFrame of(byte[] stream) {
    int width = 0;
    int height = 0;
    int components = 0;
    int bits = 0;
    int process = 0;
    boolean huffman = false;
    boolean quantisation = false;
    for (int at = 2; at + 4 <= stream.length && (stream[at] & 0xff) == 0xff; ) {
      int marker = stream[at + 1] & 0xff;
      // Any number of bytes may fill up before a marker.
      if (marker == 0xff) {
        at++;
        continue;
      }
      huffman |= marker == DHT;
      quantisation |= marker == DQT;
      if (isFrame(marker) && at + 10 <= stream.length) {
        process = marker - SOF0;
        bits = stream[at + 4] & 0xff;
        height = u16(stream, at + 5);
        width = u16(stream, at + 7);
        components = stream[at + 9] & 0xff;
      }
      if (marker == SOS)
        return new JpegFrame(width, height, components, bits, process, huffman && quantisation);
      at += 2 + u16(stream, at + 2);
    }
    return new JpegFrame(0, 0, 0, Byte.SIZE, 0, false);
  }

  static boolean isFrame(int marker) {
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
  }

  private static int u16(byte[] stream, int at) {
    return (stream[at] & 0xff) << 8 | stream[at + 1] & 0xff;
  }
}
