package io.github.robustj.cli;

import io.github.robustj.job.EvaluateCaseJob;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluatedModels;
import io.github.robustj.job.Job;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.FinishedPart;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of an evaluation: a case of a model each.
 *
 * @param sums of the models
 * @param jobs by name
 */
record EvaluatedParts(Map<String, String> sums, Map<String, EvaluateCaseJob> jobs)
    implements Division<FinishedPart> {

  static EvaluatedParts of(EvaluatedModels models, Options options) {
    Map<String, String> sums = new LinkedHashMap<>();
    Map<String, EvaluateCaseJob> jobs = new LinkedHashMap<>();
    models
        .folders()
        .forEach(
            (name, folder) -> {
              EvaluateJob whole = EvaluateJob.from(folder, options.get(OptionTable.DATA), options);
              sums.put("the model " + name, ModelFolder.open(folder).sha256());
              whole.source().ifPresent(second -> sums.put("source_model", sum(second)));
              for (EvaluateCaseJob job : EvaluateCaseJob.of(whole))
                jobs.put(prefix(models, name) + job.name(), job);
            });
    return new EvaluatedParts(sums, jobs);
  }

  private static String sum(Path model) {
    return ModelFolder.open(model).sha256();
  }

  /** What stands before the name of a case. */
  static String prefix(EvaluatedModels models, String name) {
    return models.isSingle() ? "" : name + "/";
  }

  @Override
  public List<String> parts() {
    return List.copyOf(jobs.keySet());
  }

  @Override
  public Job<FinishedPart> job(String part) {
    return jobs.get(part);
  }

  @Override
  public byte[] bytes(String part, FinishedPart found) {
    return found.bytes();
  }

  /** A damaged case is no failure: what is found of it says that it cannot be used. */
  @Override
  public boolean goesOnWithoutFailed() {
    return false;
  }
}
