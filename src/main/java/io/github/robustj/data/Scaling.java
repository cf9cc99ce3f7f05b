package io.github.robustj.data;

import io.github.robustj.model.Bounds;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The normalisation of one image: {@code normalised = (clip(intensity, low, high) - offset) /
 * scale}, per channel.
 *
 * @param scale positive; 1 for a channel with a single value
 */
public record Scaling(float[] low, float[] high, float[] offset, float[] scale) {

  public float normalize(float intensity, int channel) {
    float clipped = Math.min(Math.max(intensity, low[channel]), high[channel]);
    return (clipped - offset[channel]) / scale[channel];
  }

  /**
   * Normalises part of a row.
   *
   * @param row of intensities, of which the first {@code count} are changed
   * @param images with all channels of a pixel together
   * @param at where the channel of the first pixel is
   */
  void normalize(float[] row, int count, int channel, float[] images, int at) {
    int channels = low.length;
    float least = low[channel];
    float most = high[channel];
    float center = offset[channel];
    float width = scale[channel];
    // Two loops, of which the compiler makes vectors of the first.
    for (int x = 0; x < count; x++)
      row[x] = (Math.min(Math.max(row[x], least), most) - center) / width;
    for (int x = 0, to = at; x < count; x++, to += channels) images[to] = row[x];
  }

  /**
   * The intensity of a normalised value; the inverse of {@link #normalize} between {@code low} and
   * {@code high}.
   */
  public float intensity(float normalized, int channel) {
    return normalized * scale[channel] + offset[channel];
  }

  /** The normalised values that this image can hold. */
  public Bounds bounds() {
    float[] lower = new float[low.length];
    float[] upper = new float[low.length];
    for (int c = 0; c < low.length; c++) {
      lower[c] = normalize(low[c], c);
      upper[c] = normalize(high[c], c);
    }
    return new Bounds(lower, upper);
  }

  /** That of some channels. */
  Scaling channels(int from, int to) {
    return new Scaling(
        Arrays.copyOfRange(low, from, to),
        Arrays.copyOfRange(high, from, to),
        Arrays.copyOfRange(offset, from, to),
        Arrays.copyOfRange(scale, from, to));
  }

  /** That of images whose channels follow each other. */
  static Scaling joined(List<Scaling> parts) {
    return new Scaling(
        joined(parts, Scaling::low),
        joined(parts, Scaling::high),
        joined(parts, Scaling::offset),
        joined(parts, Scaling::scale));
  }

  private static float[] joined(List<Scaling> parts, Function<Scaling, float[]> values) {
    float[] all = new float[parts.stream().mapToInt(p -> p.low.length).sum()];
    int at = 0;
    for (Scaling part : parts) for (float value : values.apply(part)) all[at++] = value;
    return all;
  }
}
