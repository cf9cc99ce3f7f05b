package io.github.robustj.training;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A training after a finished epoch: all that is needed to go on as if it had not been interrupted.
 * As a file it is an {@link Npz}: arrays {@code model/...} and {@code method/...}, tables {@code
 * history.csv}, {@code settings.csv} and {@code best.csv}.
 *
 * @param model the model's weights and optimiser variables
 * @param method the training method's state, empty for most
 * @param history a row per finished epoch
 * @param best selection value of the best epoch so far, NaN if none was measured
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

  /** Replaces the file as a whole. */
  public void write(Path file) {
    Map<String, Tensor> arrays = new TreeMap<>();
    model.forEach((name, tensor) -> arrays.put(MODEL + name, tensor));
    method.forEach((name, tensor) -> arrays.put(METHOD + name, tensor));
    Map<String, String> texts = new TreeMap<>();
    texts.put(HISTORY, history.csv());
    texts.put(SETTINGS, table(settings));
    texts.put(BEST, table(Map.of("best", Csv.number(best))));
    AtomicFiles.write(file, new Npz(arrays, texts)::writeTo);
  }

  /**
   * @throws RobustJException if the file is missing, cut off, damaged or something else
   */
  public static Checkpoint read(Path file) {
    try {
      Npz npz = Npz.read(file);
      if (!npz.texts().keySet().containsAll(List.of(HISTORY, SETTINGS, BEST)))
        throw new IOException("it lacks " + HISTORY + ", " + SETTINGS + " or " + BEST);
      return new Checkpoint(
          under(MODEL, npz.arrays()),
          under(METHOD, npz.arrays()),
          History.parse(npz.texts().get(HISTORY)),
          Csv.number(map(npz.texts().get(BEST)).get("best")),
          map(npz.texts().get(SETTINGS)));
    } catch (IOException | RuntimeException e) {
      throw new RobustJException(
          "The checkpoint "
              + file
              + " is damaged or not a RobustJ checkpoint ("
              + e.getMessage()
              + "); train without resume to start anew.",
          e);
    }
  }

  /**
   * Compares the settings with those of a training that wants to continue from here.
   *
   * @param file where this checkpoint comes from, for the message
   * @throws RobustJException if any differs; the message names each with both values
   */
  void requireSettings(Map<String, String> wanted, Path file) {
    TreeSet<String> keys = new TreeSet<>(settings.keySet());
    keys.addAll(wanted.keySet());
    keys.removeIf(key -> Objects.equals(settings.get(key), wanted.get(key)));
    if (keys.isEmpty()) return;
    List<String> differences =
        keys.stream()
            .map(key -> key + " was " + shown(settings, key) + " and is now " + shown(wanted, key))
            .toList();
    throw new RobustJException(
        "The checkpoint "
            + file
            + " comes from a training with other settings: "
            + String.join(", ", differences)
            + "; use the same settings, or train without resume to start anew.");
  }

  private static String shown(Map<String, String> settings, String key) {
    return settings.getOrDefault(key, "not set");
  }

  private static Map<String, Tensor> under(String prefix, Map<String, Tensor> arrays) {
    Map<String, Tensor> chosen = new LinkedHashMap<>();
    arrays.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) chosen.put(name.substring(prefix.length()), tensor);
        });
    return chosen;
  }

  private static String table(Map<String, String> map) {
    return Csv.write(
        new TreeMap<>(map)
            .entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList());
  }

  private static Map<String, String> map(String table) {
    Map<String, String> map = new TreeMap<>();
    for (List<String> row : Csv.read(table)) map.put(row.get(0), row.get(1));
    return map;
  }
}
