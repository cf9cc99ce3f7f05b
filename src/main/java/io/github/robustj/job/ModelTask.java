package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.Question;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a model on disk does: whoever fills in a job asks before it. */
public enum ModelTask {
  SEGMENTATION("segments"),
  LANDMARK("finds landmarks"),
  DETECTION("finds objects");

  private final String verb;

  ModelTask(String verb) {
    this.verb = verb;
  }

  /**
   * A folder that is no model counts as segmentation; the job then says what is wrong with it.
   *
   * @throws RobustJException if its description is damaged
   */
  public static ModelTask of(Path model) {
    if (!Files.isRegularFile(model.resolve("model.json"))) return SEGMENTATION;
    return of(ModelFolder.open(model).description().task());
  }

  /**
   * The score from which on an object counts, by class, of a model that finds objects.
   *
   * @throws RobustJException if it is no model
   */
  public static Map<String, Double> thresholds(Path model) {
    ModelDescription.Detector objects = ModelFolder.open(model).description().task().objects();
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (int c = 0; c < objects.names().size(); c++)
      thresholds.put(objects.names().get(c), objects.thresholds().get(c));
    return thresholds;
  }

  /** What a description says. */
  static ModelTask of(Question question) {
    return valueOf(question.name().toUpperCase(Locale.ROOT));
  }

  /** What such a model does, in the third person: {@code segments}. */
  String verb() {
    return verb;
  }

  /**
   * @param keys of options that do nothing with such a model
   * @throws RobustJException naming the first of them that is set
   */
  public void refuse(Options options, String... keys) {
    for (String key : keys)
      if (!options.isStandard(key))
        throw new RobustJException(
            "The option %s has no effect with a model that %s, such as %s; leave it out or choose another model."
                .formatted(key, verb, options.path("model")));
  }
}
