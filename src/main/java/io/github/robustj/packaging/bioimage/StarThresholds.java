package io.github.robustj.packaging.bioimage;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What StarDist writes of itself into a package ({@code config.stardist.thresholds}): from when on
 * something is an object.
 *
 * @param probability from which on an object counts, between 0 and 1
 * @param overlap largest one of two objects, as a share of the smaller one, 0 to 1
 */
public record StarThresholds(double probability, double overlap) {

  /** StarDist's own where nothing is said. */
  public static final StarThresholds USUAL = new StarThresholds(.5, .4);

  /**
   * Empty if the description does not say that it is of StarDist.
   *
   * @throws io.github.robustj.error.RobustJException if a threshold is no such number
   */
  public static Optional<StarThresholds> read(Path description) {
    Yaml config = Yaml.read(description).part("config");
    if (!config.has("stardist")) return Optional.empty();
    Yaml said = config.part("stardist").part("thresholds");
    double probability = said.number("prob").orElse(USUAL.probability);
    double overlap = said.number("nms").orElse(USUAL.overlap);
    if (!(0 < probability && probability < 1))
      throw said.wrong("prob", "a number between 0 and 1", probability);
    if (!(0 <= overlap && overlap <= 1)) throw said.wrong("nms", "a number from 0 to 1", overlap);
    return Optional.of(new StarThresholds(probability, overlap));
  }
}
