package io.github.robustj.packaging;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Allowed;
import io.github.robustj.packaging.ModelDescription.Cases;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model's description inside a package of bioimage.io, so that what other programs need not know
 * (task, names, thresholds) comes back when RobustJ imports it again. Without names of cases and
 * paths, which may tell of patients and people.
 */
public final class PackagedModel {

  private static final String MODEL = "model";

  private PackagedModel() {}

  /** Plain values by name. */
  public static Map<String, Object> config(ModelDescription description) {
    JsonObject tree = DescriptionFile.tree(anonymous(description));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("version", Version.text());
    config.put(MODEL, Json.value(tree, Object.class));
    return config;
  }

  private static ModelDescription anonymous(ModelDescription all) {
    Training training = all.training();
    Map<String, Object> options = new LinkedHashMap<>(training.options());
    options.entrySet().removeIf(option -> !isImpersonal(option.getKey(), option.getValue()));
    Training told =
        new Training(
            options,
            training.threshold(),
            training.margins(),
            training.scores(),
            new Cases(null, null),
            training.verdict());
    return new ModelDescription(
        all.task(), all.input(), all.network(), told, all.origin(), all.source());
  }

  /** Numbers, ticks and choices; paths and other texts may have names in them. */
  private static boolean isImpersonal(String name, Object value) {
    if (!(value instanceof String)) return true;
    return TrainingTable.ALL.stream()
        .anyMatch(key -> key.name().equals(name) && key.allowed() instanceof Allowed.Choice);
  }

  /**
   * The description of the model that a package was made of; empty for packages of other programs.
   *
   * @param file of the package's description
   * @throws RobustJException if it is damaged, or of a newer version
   */
  public static Optional<ModelDescription> restored(Path file) {
    Optional<Map<?, ?>> own = BioimagePackage.own(file);
    if (own.isEmpty() || !(own.get().get(MODEL) instanceof Map<?, ?> model))
      return Optional.empty();
    JsonElement tree = Json.tree(model);
    return Optional.of(DescriptionFile.description(file, tree));
  }
}
