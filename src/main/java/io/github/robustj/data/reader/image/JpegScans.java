package io.github.robustj.data.reader.image;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which numbers of its frame the scans of a JPEG stream tell (ITU-T T.81, annexes B and G): all of
 * each component in one scan, or progressively some coefficients of the cosine transform, some bits
 * of them at a time. A stream that ends between two scans, with an end marker, or has lost one of
 * them, looks whole to decoders.
 */
final class JpegScans {

  private static final int COEFFICIENTS = 64;

  /** Bits that no scan has told: more than there are. */
  private static final int ALL = 16;

  private final boolean progressive;
  private boolean continuous = true;

  /** How many of the lower bits of each coefficient are not told yet, by component. */
  private final Map<Integer, int[]> missing = new HashMap<>();

  /**
   * @param frame the segment of the frame behind its marker and length: bits, height, width, number
   *     of components, three bytes for each
   */
  JpegScans(byte[] frame, boolean progressive) {
    this.progressive = progressive;
    for (int at = 6; at + 3 <= frame.length; at += 3) {
      int[] bits = new int[COEFFICIENTS];
      Arrays.fill(bits, ALL);
      missing.put(frame[at] & 0xff, bits);
    }
  }

  /**
   * @param scan the segment of a scan behind its marker and length: number of components, two bytes
   *     for each, first and last coefficient, bits
   */
  void add(byte[] scan) {
    int behind = 1 + 2 * (scan.length > 0 ? scan[0] & 0xff : 0);
    if (scan.length < behind + 3) return;
    int from = progressive ? scan[behind] & 0xff : 0;
    int to = progressive ? scan[behind + 1] & 0xff : COEFFICIENTS - 1;
    int before = progressive ? scan[behind + 2] >> 4 & 15 : 0;
    int left = progressive ? scan[behind + 2] & 15 : 0;
    for (int at = 1; at < behind; at += 2) {
      int[] bits = missing.get(scan[at] & 0xff);
      for (int k = from; bits != null && k <= Math.min(to, COEFFICIENTS - 1); k++) {
        // A scan that refines says where the one before it has ended.
        continuous &= before == 0 || bits[k] == before;
        bits[k] = Math.min(bits[k], left);
      }
    }
  }

  boolean areComplete() {
    return continuous
        && missing.values().stream().allMatch(bits -> Arrays.stream(bits).allMatch(b -> b == 0));
  }

  /** Of a stream from its first marker on, whose frame was found good, up to its end marker. */
  static boolean areComplete(byte[] stream) {
    JpegScans scans = null;
    for (int at = 2; at + 4 <= stream.length; ) {
      int marker = stream[at + 1] & 0xff;
      // Numbers of a scan, bytes that fill up before a marker, and markers without a segment.
      boolean other = (stream[at] & 0xff) != 0xff || marker == 0 || marker == 0xff;
      if (other || marker >= 0xd0 && marker <= 0xd7) {
        at++;
        continue;
      }
      if (marker == JpegFrame.EOI) break;
      int end = at + 2 + ((stream[at + 2] & 0xff) << 8 | stream[at + 3] & 0xff);
      if (end > stream.length) break;
      byte[] segment = Arrays.copyOfRange(stream, at + 4, Math.max(at + 4, end));
      if (JpegFrame.isFrame(marker)) scans = new JpegScans(segment, marker == JpegFrame.SOF2);
      if (marker == JpegFrame.SOS && scans != null) scans.add(segment);
      // One that holds all there is, as most do, need not be gone through.
      if (marker == JpegFrame.SOS && scans != null && scans.areComplete()) return true;
      at = Math.max(at + 2, end);
    }
    return scans != null && scans.areComplete();
  }
}
