package io.github.robustj.attack;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Bounds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an epsilon counts. Every image has its own normalisation and range, so that the same epsilon
 * becomes another radius for each; {@link #scale} says which, exactly and without a choice.
 *
 * <p>In all units but {@code rms} epsilon is the norm of the perturbation whose values are written
 * in that unit: in linf the largest change of a pixel, in l2 its Euclidean length over all pixels
 * and channels of a slice, in l1 the sum. In {@code rms} it is the root mean square over them,
 * which only a ball in l2 bounds: {@code L2 length / sqrt(pixels * channels)}.
 */
public enum EpsilonUnit {
  /** As the network sees the image; for a z-scored one its standard deviations. */
  NORMALISED("normalised", "normalised intensities"),

  /** As the file of the image has them, such as grey levels or Hounsfield units. */
  INTENSITY("intensity", "image intensities"),

  /** 1 is the range of the channel, between the two percentiles at which it is clipped. */
  RANGE("range", "share of the intensity range"),

  /** Of the same range, as papers write it: 8 is 8/255. */
  OF_255("x/255", "1/255 of the intensity range"),

  /** Root mean square per value, in normalised intensities. */
  RMS("rms", "root mean square, normalised intensities");

  private final String name;
  private final String words;

  EpsilonUnit(String name, String words) {
    this.name = name;
    this.words = words;
  }

  /** The names that users type. */
  public static List<String> names() {
    return Stream.of(values()).map(EpsilonUnit::toString).toList();
  }

  /** What dialogs call them, by name. */
  public static Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (EpsilonUnit unit : values()) labels.put(unit.name, unit.words);
    return labels;
  }

  /**
   * @throws RobustJException if there is no such unit
   */
  public static EpsilonUnit named(String name) {
    return Stream.of(values())
        .filter(unit -> unit.name.equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new RobustJException(
                    "The option epsilon_unit is %s but must be one of %s."
                        .formatted(name, String.join(", ", names()))));
  }

  /** As users type it and files keep it. */
  @Override
  public String toString() {
    return name;
  }

  /** As in a phrase behind a number. */
  public String words() {
    return words;
  }

  /** The head of a column: {@code epsilon}, and unless it is normalised the unit. */
  public String column() {
    return this == NORMALISED ? "epsilon" : "epsilon (" + name + ")";
  }

  /**
   * @throws RobustJException if epsilon means nothing in this unit for balls of the norm
   */
  public void requireSuited(Norm norm) {
    if (this == RMS && norm != Norm.L2)
      throw new RobustJException(
          "The option epsilon_unit is rms, a root mean square, which only a ball in l2 limits, but norm is %s; choose norm=l2 or another epsilon_unit."
              .formatted(norm.toString().toLowerCase(Locale.ROOT)));
  }

  /**
   * How long a perturbation of one image is in this unit.
   *
   * @param slope of each channel, intensities for one normalised intensity, positive
   * @param bounds valid range of the image's normalised intensities
   * @param values pixels times channels of a slice
   */
  public EpsilonScale scale(float[] slope, Bounds bounds, int values) {
    double[] lengths = new double[slope.length];
    Arrays.setAll(
        lengths,
        c ->
            switch (this) {
              case NORMALISED -> 1;
              case INTENSITY -> slope[c];
              case RANGE -> 1 / bounds.width(c);
              case OF_255 -> 255 / bounds.width(c);
              case RMS -> 1 / Math.sqrt(values);
            });
    return EpsilonScale.of(lengths);
  }
}
