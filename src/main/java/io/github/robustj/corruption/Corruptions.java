package io.github.robustj.corruption;

import io.github.robustj.corruption.Corruption.Modality;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The catalogue of corruptions; a new one is a line here. */
public final class Corruptions {

  public static final List<Corruption> ALL =
      List.of(
          NoiseCorruptions.GAUSSIAN,
          NoiseCorruptions.RICIAN,
          NoiseCorruptions.POISSON,
          NoiseCorruptions.SPECKLE,
          KSpaceCorruptions.GIBBS,
          KSpaceCorruptions.SPIKE,
          KSpaceCorruptions.GHOSTING,
          KSpaceCorruptions.MOTION,
          IntensityCorruptions.BIAS_FIELD,
          OpticalCorruptions.BLUR,
          OpticalCorruptions.DEFOCUS,
          OpticalCorruptions.DOWNSAMPLING,
          IntensityCorruptions.GAMMA,
          IntensityCorruptions.CONTRAST,
          JpegCorruption.JPEG,
          IntensityCorruptions.ILLUMINATION,
          StainCorruption.STAIN_SHIFT,
          IntensityCorruptions.SHADOW);

  /** What users type for no corruption. */
  public static final String NONE = "none";

  private static final String EVERY = "all";

  private Corruptions() {}

  /**
   * The corruptions that a text names, in the order of the catalogue, each once: names, kinds of
   * images ({@code mr}, {@code microscopy}, {@code ultrasound}) or {@code all}, separated by
   * commas; none for {@code none} or the empty text.
   *
   * @throws io.github.robustj.error.RobustJException if a word is none of these
   */
  public static List<String> parse(String text) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String part : text.split(","))
      if (!part.isBlank()) wanted.addAll(meant(part.strip().toLowerCase(Locale.ROOT)));
    return ALL.stream().map(Corruption::name).filter(wanted::contains).toList();
  }

  /** As {@link #parse}, without what needs an image as it was read. */
  public static List<String> parseForPatches(String text) {
    return parse(text).stream().filter(name -> isForPatches(named(name))).toList();
  }

  private static boolean isForPatches(Corruption corruption) {
    return corruption.channels() == 0;
  }

  private static List<String> meant(String word) {
    if (word.equals(NONE)) return List.of();
    List<String> names = ALL.stream().filter(c -> means(word, c)).map(Corruption::name).toList();
    if (names.isEmpty()) throw new RobustJException(Options.unknown("corruption", word, words()));
    return names;
  }

  private static boolean means(String word, Corruption corruption) {
    return word.equals(EVERY)
        || word.equals(corruption.name())
        || corruption.modalities().stream().anyMatch(m -> word.equals(inWords(m)));
  }

  private static String inWords(Modality modality) {
    return modality.name().toLowerCase(Locale.ROOT);
  }

  /** A regular expression for all that {@link #parse} takes. */
  public static String expression() {
    return expression(words());
  }

  /** The same for {@link #parseForPatches}. */
  public static String expressionForPatches() {
    return expression(wordsForPatches());
  }

  private static String expression(List<String> words) {
    String word = "\\s*+(?:" + String.join("|", words) + ")\\s*+";
    return word + "(?:," + word + ")*+";
  }

  /** All that stands between commas. */
  public static List<String> words() {
    return words(ALL);
  }

  /** The same for {@link #parseForPatches}. */
  public static List<String> wordsForPatches() {
    return words(ALL.stream().filter(Corruptions::isForPatches).toList());
  }

  private static List<String> words(List<Corruption> corruptions) {
    List<String> words = new ArrayList<>(List.of(NONE, EVERY));
    Arrays.stream(Modality.values()).map(Corruptions::inWords).forEach(words::add);
    corruptions.forEach(c -> words.add(c.name()));
    return words;
  }

  /**
   * @param name that {@link #parse} gives
   */
  public static Corruption named(String name) {
    return ALL.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
