package io.github.robustj.data;

import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * How the clean image of an attacked one was normalised. Percentiles, mean and deviation of an
 * attacked image are others than those of its clean image: normalised by its own, it would not be
 * what the attack has made. So this travels with the attacked image, in its TIFF or NIfTI file too.
 *
 * @param normalization that was fitted
 * @param sight how the network sees images, in words, as {@code own} or {@code longest 256}: at
 *     another resolution other intensities were normalised
 * @param resized whether the image is already as the network sees it, because its own pixels could
 *     not hold the attack
 * @param scaling of the clean image
 */
public record CleanScaling(
    Normalization normalization, String sight, boolean resized, Scaling scaling) {

  /** The property of an image of ImageJ. */
  public static final String KEY = "RobustJ normalisation";

  private static final String FORMAT = "1";
  private static final String UNCLIPPED = "+unclipped";
  private static final String JOINTLY = "+jointly";
  private static final String EPSILON = "+epsilon=";
  private static final String LIMITS = "+limits=";

  /** One line: {@link #KEY}'s value. */
  public String text() {
    return String.join(
        ";",
        FORMAT,
        kind(normalization),
        Double.toString(normalization.lowerPercentile()),
        Double.toString(normalization.upperPercentile()),
        sight,
        Boolean.toString(resized),
        text(scaling.low()),
        text(scaling.high()),
        text(scaling.offset()),
        text(scaling.scale()));
  }

  /** That of one channel, for a file of its own. */
  public CleanScaling channel(int channel) {
    Scaling its = scaling.channels(channel, channel + 1);
    return new CleanScaling(of(normalization, its), sight, resized, its);
  }

  /** Those of the channels as one; nothing unless all have one of the same kind. */
  public static Optional<CleanScaling> joined(List<Optional<CleanScaling>> channels) {
    if (channels.stream().anyMatch(Optional::isEmpty)) return Optional.empty();
    List<CleanScaling> all = channels.stream().map(Optional::get).toList();
    CleanScaling first = all.get(0);
    for (CleanScaling other : all)
      if (!kind(other.normalization).equals(kind(first.normalization))
          || !samePercentiles(other.normalization, first.normalization)
          || !other.sight.equals(first.sight)
          || other.resized != first.resized) return Optional.empty();
    Scaling joined = Scaling.joined(all.stream().map(CleanScaling::scaling).toList());
    Normalization one = of(first.normalization, joined);
    return Optional.of(new CleanScaling(one, first.sight, first.resized, joined));
  }

  private static boolean samePercentiles(Normalization a, Normalization b) {
    return a.lowerPercentile() == b.lowerPercentile() && a.upperPercentile() == b.upperPercentile();
  }

  /** The same for other channels: the numbers of a fixed one are those of the scaling. */
  private static Normalization of(Normalization normalization, Scaling scaling) {
    return normalization.kind() == Kind.FIXED
        ? limited(
            Normalization.fixed(list(scaling.offset()), list(scaling.scale())),
            normalization.limits())
        : normalization;
  }

  /**
   * @param source the image, for the message
   * @throws RobustJException if the text is damaged or of a newer version
   */
  public static CleanScaling parse(String text, Object source) {
    String[] items = text.strip().split(";");
    try {
      if (!items[0].equals(FORMAT)) throw new IllegalArgumentException("format " + items[0]);
      Scaling scaling =
          new Scaling(numbers(items[6]), numbers(items[7]), numbers(items[8]), numbers(items[9]));
      Normalization normalization =
          normalization(
              items[1], Double.parseDouble(items[2]), Double.parseDouble(items[3]), scaling);
      require(scaling);
      return new CleanScaling(normalization, items[4], Boolean.parseBoolean(items[5]), scaling);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new RobustJException(
          "%s says how its clean image was normalised (%s), but that is damaged or of a newer RobustJ; make the image again with attack, or remove that property."
              .formatted(source, KEY),
          e);
    }
  }

  private static Normalization limited(Normalization normalization, List<Float> limits) {
    return limits.isEmpty() ? normalization : normalization.clipped(limits.get(0), limits.get(1));
  }

  /**
   * As in {@code Z_SCORE} or {@code UNIT_RANGE+unclipped+jointly+epsilon=1.0E-6+limits=0.0,1.0}.
   */
  private static String kind(Normalization normalization) {
    return normalization.kind().name()
        + (normalization.unclipped() && normalization.kind() != Kind.FIXED ? UNCLIPPED : "")
        + (normalization.jointly() ? JOINTLY : "")
        + (normalization.epsilon() > 0 ? EPSILON + normalization.epsilon() : "")
        + (normalization.limits().isEmpty()
            ? ""
            : LIMITS + normalization.limits().get(0) + "," + normalization.limits().get(1));
  }

  private static Normalization normalization(
      String words, double lower, double upper, Scaling scaling) {
    Kind kind = Kind.valueOf(words.split("\\+")[0]);
    List<Float> limits = value(words, LIMITS).map(text -> list(numbers(text))).orElse(List.of());
    if (kind == Kind.FIXED)
      return limited(Normalization.fixed(list(scaling.offset()), list(scaling.scale())), limits);
    return new Normalization(
        kind,
        lower,
        upper,
        words.contains(UNCLIPPED),
        words.contains(JOINTLY),
        List.of(),
        List.of(),
        value(words, EPSILON).map(Double::parseDouble).orElse(0.),
        limits);
  }

  /** What follows a key up to the next. */
  private static Optional<String> value(String words, String key) {
    int at = words.indexOf(key);
    if (at < 0) return Optional.empty();
    return Optional.of(words.substring(at + key.length()).split("\\+")[0]);
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) list.add(value);
    return list;
  }

  private static void require(Scaling s) {
    int n = s.low().length;
    boolean whole = s.high().length == n && s.offset().length == n && s.scale().length == n;
    for (int c = 0; whole && c < n; c++)
      whole = s.low()[c] <= s.high()[c] && s.scale()[c] > 0 && Float.isFinite(s.scale()[c]);
    if (!whole) throw new IllegalArgumentException("no scaling");
  }

  private static String text(float[] values) {
    StringJoiner joiner = new StringJoiner(",");
    for (float value : values) joiner.add(Float.toString(value));
    return joiner.toString();
  }

  private static float[] numbers(String list) {
    String[] parts = list.split(",");
    float[] values = new float[parts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(parts[i]);
      if (!Float.isFinite(values[i])) throw new IllegalArgumentException(Arrays.toString(parts));
    }
    return values;
  }
}
