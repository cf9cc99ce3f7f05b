package io.github.robustj.training;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Csv;
import io.github.robustj.file.Settings;
import io.github.robustj.file.SystemReason;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.option.Keys;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/**
 * A training after a finished epoch: all that is needed to go on as if it had not been interrupted.
 * As a file it is an {@link Npz}: arrays {@code model/...} and {@code method/...}, tables {@code
 * history.csv}, {@code settings.csv} and {@code best.csv}.
 *
 * @param model the model's weights and optimiser variables
 * @param method the training method's state, empty for most
 * @param history a row per finished epoch
 * @param best highest selection value so far, NaN if none was measured
 * @param settings what determines the training, by option; a resumed training must have the same
 */
public record Checkpoint(
    Map<String, Tensor> model,
    Map<String, Tensor> method,
    History history,
    double best,
    Map<String, String> settings) {

  private static final String MODEL = "model/";
  private static final String METHOD = "method/";
  private static final String HISTORY = "history.csv";
  private static final String SETTINGS = "settings.csv";
  private static final String BEST = "best.csv";

  /** The margins after this epoch; empty for methods without. */
  public float[] margins() {
    Tensor margins = method.get(Margins.STATE);
    return margins == null ? new float[0] : margins.data().clone();
  }

  /** Whether all weights are numbers. */
  boolean isFinite() {
    for (Tensor tensor : model.values())
      for (float value : tensor.data()) if (!Float.isFinite(value)) return false;
    return true;
  }

  /** Replaces the file as a whole. */
  public void write(Path file) {
    AtomicFiles.write(file, npz()::writeTo);
  }

  Npz npz() {
    Map<String, Tensor> arrays = new TreeMap<>();
    model.forEach((name, tensor) -> arrays.put(MODEL + name, tensor));
    method.forEach((name, tensor) -> arrays.put(METHOD + name, tensor));
    Map<String, String> texts = new TreeMap<>();
    texts.put(HISTORY, history.csv());
    texts.put(SETTINGS, table(settings));
    texts.put(BEST, table(Map.of("best", Csv.number(best))));
    return new Npz(arrays, texts);
  }

  /**
   * @throws RobustJException if the file is missing, cut off, damaged or something else, or its
   *     weights are not all numbers
   */
  public static Checkpoint read(Path file) {
    try {
      Checkpoint checkpoint = of(Npz.read(file));
      if (checkpoint.history.rows().isEmpty()) throw new IOException(HISTORY + " has no epoch");
      return checkpoint;
    } catch (IOException | RuntimeException e) {
      throw new RobustJException(
          "The checkpoint %s is damaged or not a RobustJ checkpoint (%s); set the option overwrite to begin anew."
              .formatted(file, Excerpt.of(SystemReason.of(e))),
          e);
    }
  }

  /**
   * @throws IOException if something is missing or makes no sense
   */
  static Checkpoint of(Npz npz) throws IOException {
    for (Map.Entry<String, Tensor> array : npz.arrays().entrySet())
      if (array.getKey().startsWith(MODEL)) requireNumbers(array.getKey(), array.getValue());
    if (!npz.texts().keySet().containsAll(List.of(HISTORY, SETTINGS, BEST)))
      throw new IOException("it lacks " + HISTORY + ", " + SETTINGS + " or " + BEST);
    String best = map(npz.texts().get(BEST)).get("best");
    if (best == null) throw new IOException(BEST + " has no line of the best value");
    return new Checkpoint(
        under(MODEL, npz.arrays()),
        under(METHOD, npz.arrays()),
        history(npz.texts().get(HISTORY)),
        Csv.number(best),
        map(npz.texts().get(SETTINGS)));
  }

  private static void requireNumbers(String name, Tensor values) throws IOException {
    for (float value : values.data())
      if (!Float.isFinite(value)) throw new IOException(name + " holds " + value);
  }

  /** What was done since the first epoch. */
  private static History history(String csv) throws IOException {
    History history = History.parse(csv);
    for (int i = 0; i < history.rows().size(); i++)
      if (history.rows().get(i).epoch() != i + 1)
        throw new IOException(HISTORY + " does not count the epochs from 1");
    return history;
  }

  /**
   * Puts a training where this checkpoint was.
   *
   * @param file where it comes from, for the message
   * @throws RobustJException if it has another state than the method needs
   */
  void restore(TrainableModel model, TrainingMethod method, Path file) {
    restore(model, file);
    fitting(file, () -> method.restore(this.method));
  }

  /**
   * Gives its weights to a model.
   *
   * @throws RobustJException if it has other weights than the model needs
   */
  void restore(TrainableModel model, Path file) {
    fitting(file, () -> model.restore(this.model));
  }

  /**
   * @throws RobustJException if it has margins, but not of so many samples
   */
  void requireMargins(int samples, Path file) {
    int known = margins().length;
    if (known != 0 && known != samples)
      throw new RobustJException(
          "The checkpoint %s has margins of %d training slices but there are %d; use the same data, or set the option overwrite to begin anew."
              .formatted(file, known, samples));
  }

  private static void fitting(Path file, Runnable restore) {
    try {
      restore.run();
    } catch (RobustJException sentence) {
      throw sentence;
    } catch (RuntimeException e) {
      throw new RobustJException(
          "The checkpoint %s does not fit the network or method of this training (%s); set the option overwrite, not resume, to begin anew."
              .formatted(file, Excerpt.of(e.getMessage())),
          e);
    }
  }

  /**
   * Compares the settings with those of a training that wants to continue from here, as {@link
   * Settings} does.
   *
   * @param file where this checkpoint comes from, for the message
   * @throws RobustJException if any differs; the message names each with both values
   */
  void requireSettings(Map<String, String> wanted, Path file) {
    SortedSet<String> keys = differing(wanted);
    if (keys.isEmpty()) return;
    List<String> differences =
        keys.stream()
            .map(
                key ->
                    Excerpt.of(key)
                        + " was "
                        + shown(settings, key)
                        + " and is now "
                        + shown(wanted, key))
            .toList();
    throw new RobustJException(
        "The checkpoint %s comes from a training with other settings: %s; use the same settings, or set the option overwrite to begin anew."
            .formatted(file, String.join(", ", differences)));
  }

  /** Whether {@link #requireSettings} has nothing against these settings. */
  public boolean hasSettings(Map<String, String> wanted) {
    return differing(wanted).isEmpty();
  }

  private SortedSet<String> differing(Map<String, String> wanted) {
    return Settings.differing(settings, wanted, Keys.standard(TrainingTable.ALL));
  }

  private static String shown(Map<String, String> settings, String key) {
    return Excerpt.of(settings.getOrDefault(key, "not set"));
  }

  private static Map<String, Tensor> under(String prefix, Map<String, Tensor> arrays) {
    Map<String, Tensor> chosen = new LinkedHashMap<>();
    arrays.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) chosen.put(name.substring(prefix.length()), tensor);
        });
    return chosen;
  }

  static String table(Map<String, String> map) {
    return Csv.write(
        new TreeMap<>(map)
            .entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList());
  }

  static Map<String, String> map(String table) {
    Map<String, String> map = new TreeMap<>();
    for (List<String> row : Csv.read(table))
      if (row.size() == 2) map.put(row.get(0), row.get(1));
      else throw new IllegalArgumentException("a row of " + row.size() + " fields instead of 2");
    return map;
  }

  /**
   * A private copy of an array whose values all make sense.
   *
   * @param sense which values do
   * @throws IllegalArgumentException if the array is missing, empty or holds another value
   */
  static Tensor array(Map<String, Tensor> state, String name, DoublePredicate sense) {
    Tensor array = state.get(name);
    if (array == null || array.data().length == 0)
      throw new IllegalArgumentException("it lacks '" + name + "'");
    requireAll(array, name, sense);
    return array.copy();
  }

  /**
   * @throws IllegalArgumentException if a value makes no sense
   */
  static void requireAll(Tensor array, String name, DoublePredicate sense) {
    for (float value : array.data())
      if (!sense.test(value)) throw new IllegalArgumentException("'" + name + "' holds " + value);
  }
}
