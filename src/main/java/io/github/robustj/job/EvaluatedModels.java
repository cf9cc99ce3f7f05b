package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Comparability;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.file.RealPath;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * The models that are measured on the same cases.
 *
 * @param folders by a name that no other of them has, in the order given: that of the folder, after
 *     those of as many folders above as tell it from others
 */
public record EvaluatedModels(Map<String, Path> folders) {

  /** How the names of files beside {@code NAME.json} go on after NAME. */
  private static final Pattern BESIDE =
      Pattern.compile(
          "-(tests|summary|smallest|checks|corruptions|certificate|tolerance|failed|landmarks|detection|errors|universal|worst-\\d+|unfinished)",
          Pattern.CASE_INSENSITIVE);

  /**
   * @param options with {@link OptionTable#MODEL} and {@link OptionTable#FURTHER_MODELS}
   * @throws RobustJException as {@link #of(List)}
   */
  public static EvaluatedModels of(Options options) {
    List<Path> all = new ArrayList<>(List.of(options.get(OptionTable.MODEL)));
    all.addAll(options.get(OptionTable.FURTHER_MODELS));
    return of(all);
  }

  /**
   * Looks at all of them before the first is measured, which may take hours.
   *
   * @throws RobustJException if there is none, one comes twice, one of several is damaged, or
   *     another one asks for other images or answers another question than the first
   */
  public static EvaluatedModels of(List<Path> models) {
    if (models.isEmpty())
      throw new RobustJException("There is no model to measure; give the folder of one at least.");
    for (int i = 1; i < models.size(); i++)
      for (int j = 0; j < i; j++) requireOther(models.get(j), models.get(i));
    for (Path further : models.subList(1, models.size())) requireAlike(models.get(0), further);
    if (models.size() > 1) for (Path model : models) ModelFolder.open(model).requireOwnNetwork();
    return new EvaluatedModels(named(models));
  }

  /**
   * Measures one model after another.
   *
   * @param engine measures the model of a name
   * @param listener hears of all of them as of one piece of work, and what differs between results
   *     that can be compared all the same
   * @return what was found by the name of the model, in the order given
   * @throws RobustJException if two of them turn out not to be comparable
   */
  public Map<String, Evaluation> measure(
      BiFunction<String, JobListener, Evaluation> engine, JobListener listener) {
    Map<String, Evaluation> found = new LinkedHashMap<>();
    for (String name : folders.keySet()) {
      JobListener part = new ModelPart(listener, name, found.size(), folders.size());
      Evaluation evaluation = engine.apply(name, isSingle() ? listener : part);
      found.forEach(
          (other, its) -> require(new Comparability(other, its, name, evaluation), listener));
      found.put(name, evaluation);
    }
    return found;
  }

  private static void require(Comparability pair, JobListener listener) {
    pair.refusal()
        .ifPresent(
            why -> {
              throw new RobustJException(why);
            });
    pair.notes().forEach(listener::log);
  }

  /**
   * @throws RobustJException if a file of one model would have the name of a file of another one,
   *     or of all
   */
  public void requireOwnFiles() {
    if (!isSingle()) folders.forEach(this::requireOwnFiles);
  }

  /** A model called tests, or as another one and -summary, would share a file with the others. */
  private void requireOwnFiles(String name, Path model) {
    boolean shared = BESIDE.matcher("-" + name).matches();
    for (String other : folders.keySet())
      shared |= name.startsWith(other) && BESIDE.matcher(name.substring(other.length())).matches();
    if (shared)
      throw new RobustJException(
          "The results of the model %s would get the name of a file that holds something else; rename its folder."
              .formatted(model));
  }

  public boolean isSingle() {
    return folders.size() == 1;
  }

  private static void requireOther(Path one, Path another) {
    if (RealPath.same(one, another))
      throw new RobustJException(
          "The model %s is given twice; give each model once.".formatted(another));
    if (ModelFolder.open(one).sha256().equals(ModelFolder.open(another).sha256()))
      throw new RobustJException(
          "%s is a copy of the model %s, with the same files; give each model once."
              .formatted(another, one));
  }

  private static void requireAlike(Path first, Path further) {
    ModelDescription a = ModelFolder.open(first).description();
    ModelDescription b = ModelFolder.open(further).description();
    require(first, further, "task", a.task().name(), b.task().name());
    require(first, further, "classes", a.task().names(), b.task().names());
    require(first, further, "channels", a.network().inputChannels(), b.network().inputChannels());
    require(first, further, "normalisation", a.input().normalization(), b.input().normalization());
    require(
        first,
        further,
        "resolution",
        a.task().resolution().inWords(),
        b.task().resolution().inWords());
  }

  private static void require(Path first, Path further, String what, Object a, Object b) {
    if (a.equals(b)) return;
    throw new RobustJException(
        "The models %s and %s cannot be compared: the %s of the first: %s, of the second: %s; choose models that were trained on the same kind of images."
            .formatted(first, further, what, a, b));
  }

  private static Map<String, Path> named(List<Path> models) {
    int parts = 1;
    while (distinct(models, parts) < models.size()) parts++;
    Map<String, Path> named = new LinkedHashMap<>();
    for (Path model : models) named.put(name(model, parts), model);
    return named;
  }

  private static long distinct(List<Path> models, int parts) {
    return models.stream().map(model -> name(model, parts)).distinct().count();
  }

  /** The last parts of the path, which are enough some time, since no two paths are one. */
  private static String name(Path model, int parts) {
    Path place = model.toAbsolutePath().normalize();
    int all = place.getNameCount();
    List<String> names = new ArrayList<>();
    place.subpath(Math.max(0, all - parts), all).forEach(part -> names.add(part.toString()));
    return String.join("-", names);
  }
}
