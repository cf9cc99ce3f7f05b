package io.github.robustj.cli;

import io.github.robustj.display.TrainingFiles;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.RealPath;
import io.github.robustj.file.Run;
import io.github.robustj.file.Settings;
import io.github.robustj.file.Writable;
import io.github.robustj.job.ComparedMethod;
import io.github.robustj.job.Engine;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.TrainJob;
import io.github.robustj.option.Keys;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.TrainingFolder;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The models of a comparison, each in a folder with the name of its training, and the times of
 * their epochs.
 *
 * @param options that all trainings share
 * @param precision of the arithmetic
 * @param overwrite whether what was made otherwise is made anew
 */
record ComparedModels(
    Path data,
    Optional<Path> split,
    Map<String, Object> options,
    String precision,
    Path out,
    boolean overwrite) {

  ComparedModels {
    // Another process is told numbers without their types.
    Map<String, Object> typed = new LinkedHashMap<>();
    options.forEach((name, value) -> typed.put(name, typed(name, value)));
    options = typed;
  }

  private static Object typed(String name, Object value) {
    return value instanceof Number
        ? OptionTable.find(OptionTable.COMPARE_TRAIN, name).parse(value)
        : value;
  }

  Path folder(ComparedMethod method) {
    return out.resolve(method.name());
  }

  /** The task of the trainings. */
  String task(ComparedMethod method) {
    return method.training(options).get(MethodTable.TASK);
  }

  EpochTimes times(ComparedMethod method) {
    return new EpochTimes(out.resolve(method.name() + "-times.csv"), trainedBy(method));
  }

  /** How many epochs the training had, as {@code model.json} says it. */
  String epochs(ComparedMethod method) {
    return String.valueOf(description(method).training().options().get("epochs"));
  }

  /** When the model was made. */
  String madeAt(ComparedMethod method) {
    return description(method).origin().created().toString();
  }

  private ModelDescription description(ComparedMethod method) {
    return ModelFolder.open(folder(method)).description();
  }

  boolean isToBeTrained(ComparedMethod method) {
    return isOtherwise(method) || !Files.isRegularFile(folder(method).resolve("model.json"));
  }

  /** Whether what is there was trained in another way. */
  private boolean isOtherwise(ComparedMethod method) {
    EpochTimes times = times(method);
    return Files.exists(times.file()) && !times.outputs().has(times.file());
  }

  /**
   * @throws RobustJException if something else is there that is not to be replaced
   */
  void requireRoom(ComparedMethod method) {
    Path model = folder(method);
    Writable.requireReplaceable(model);
    if (!overwrite) TrainingFolder.requireRoom(RealPath.of(model));
    EpochTimes times = times(method);
    times.outputs().require(times.file());
    if (!isToBeTrained(method)) requireAlike(method);
  }

  /** Goes on with a training of the same kind that was interrupted. */
  TrainJob job(ComparedMethod method) {
    Map<String, Object> all = new TreeMap<>(options);
    all.put("resume", !isOtherwise(method));
    all.put("overwrite", overwrite);
    return new TrainJob(data, split, folder(method), method.training(all));
  }

  /** Trains what is not there yet. */
  void train(ComparedMethod method, ComparedParts parts, Engine engine) {
    if (isToBeTrained(method)) {
      TrainJob job = job(method);
      JobListener listener = parts.next(method, "");
      listener.log("training " + method.name());
      boolean inside = Files.exists(job.checkpoint().partialFile());
      JobListener timed = times(method).watching(listener, inside);
      TrainingFiles.write(engine.run(job, timed), job.task());
    }
    requireAlike(method);
  }

  private Outputs trainedBy(ComparedMethod method) {
    List<Path> from = new ArrayList<>(List.of(data));
    split.ifPresent(from::add);
    Map<String, Object> settings = method.training(options).values();
    List.of("resume", "overwrite").forEach(settings::remove);
    settings.put("precision", precision);
    return OutputRules.of(
        new Run("compare", from, Run.settings(settings)), OptionTable.TRAIN, overwrite);
  }

  /** A model of which no times tell how it was trained must at least say the same options. */
  private void requireAlike(ComparedMethod method) {
    Map<String, Object> wanted = method.training(options).values();
    Set<String> compared = new HashSet<>(options.keySet());
    compared.addAll(ComparedMethod.ownOptions());
    if (method.seed().isPresent()) compared.add(TrainingTable.SEED.name());
    wanted.keySet().retainAll(compared);
    wanted.entrySet().removeIf(e -> OptionTable.isAutomatic(e.getKey(), e.getValue()));
    Map<String, String> now = texts(wanted);
    Map<String, String> its = texts(description(method).training().options());
    its.keySet().retainAll(now.keySet());
    for (String key : Settings.differing(its, now, Keys.standard(OptionTable.TRAIN)))
      throw new RobustJException(
          "The model %s was trained with %s=%s, but %s is to be compared; choose another out, or the same options."
              .formatted(folder(method), key, its.getOrDefault(key, "its default"), now.get(key)));
  }

  /** Numbers as JSON has them and as options have them alike. */
  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new TreeMap<>();
    values.forEach(
        (key, value) ->
            texts.put(
                key,
                value instanceof Number number
                    ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                    : String.valueOf(value)));
    return texts;
  }
}
