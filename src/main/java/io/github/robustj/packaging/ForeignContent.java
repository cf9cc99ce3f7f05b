package io.github.robustj.packaging;

import io.github.robustj.data.Normalization;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import io.github.robustj.packaging.bioimage.StarThresholds;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network of another program, and what its description says.
 *
 * @param network folder that holds {@code saved_model.pb}
 * @param description of a package; empty for a SavedModel alone
 */
public record ForeignContent(Path network, Optional<Path> description) {

  /** As {@link BioimagePackage#read}. */
  public Optional<BioimagePackage> described(String output) {
    return description.map(file -> BioimagePackage.read(file, output));
  }

  /** As {@link BioimagePackage#normalization}. */
  public Optional<Normalization> normalization(int channels) {
    return description.map(file -> BioimagePackage.normalization(file, channels));
  }

  /** As {@link StarThresholds#read}. */
  public Optional<StarThresholds> stars() {
    return description.flatMap(StarThresholds::read);
  }

  /** The model of RobustJ's that the package was made of, see {@link PackagedModel#restored}. */
  public Optional<ModelDescription> restored() {
    return description.flatMap(PackagedModel::restored);
  }
}
