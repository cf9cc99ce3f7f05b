package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelDescription.Question;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

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

  /** The channels that a model sees; 1 where there is none, which opening it will say. */
  public static int channels(Path model) {
    if (!Files.isRegularFile(model.resolve("model.json"))) return 1;
    return ModelFolder.open(model).description().network().inputChannels();
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
   * @param keys options that do nothing with such a model
   * @throws RobustJException naming the first of them that is set
   */
  public void refuse(Options options, Key<?>... keys) {
    for (Key<?> key : keys)
      if (!options.isStandard(key))
        throw new RobustJException(
            "The option %s has no effect with a model that %s, such as %s; leave it out or choose another model."
                .formatted(key.name(), verb, options.get(OptionTable.MODEL)));
  }
}
