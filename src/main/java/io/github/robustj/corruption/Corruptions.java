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

  private static List<String> words() {
    List<String> words = new ArrayList<>(List.of(NONE, EVERY));
    Arrays.stream(Modality.values()).map(Corruptions::inWords).forEach(words::add);
    ALL.forEach(c -> words.add(c.name()));
    return words;
  }

  /**
   * @param name that {@link #parse} gives
   */
  public static Corruption named(String name) {
    return ALL.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
