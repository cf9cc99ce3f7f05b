package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Correctness;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.Checkpoint;
import io.github.robustj.training.CheckpointFolder;
import io.github.robustj.training.History;
import io.github.robustj.training.Methods;
import io.github.robustj.training.Trainer;
import io.github.robustj.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a method of the catalogue keeps in a checkpoint, one array after another: missing,
 * shorter, longer, of another number of slices, not a number, infinite, below zero, huge. Each is a
 * sentence before a step is made.
 */
class RememberedDamageTest {

  private static final int EPOCHS = 6;

  /** Every method is past its half, where it remembers all that it ever does. */
  private static final int DONE = 5;

  /** Of pixels, which may be unknown; and those that may be negative and of any size. */
  private static final Set<String> MAPS = Set.of("ensemble", "perturbations");

  private static final Set<String> SIGNED =
      Set.of("threshold", "perturbations", "free_perturbation");

  private static final PaddedScene MASKS = PaddedScene.segmentation();
  private static final PaddedScene OBJECTS = PaddedScene.detection(Correctness.COMPONENTS);

  @TempDir Path folder;

  @AfterAll
  static void close() {
    MASKS.model().close();
    OBJECTS.model().close();
  }

  static List<String> methods() {
    return PaddingContractTest.methods();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void damageOfWhatIsRememberedIsASentence(String method) throws IOException {
    assertThrows(
        CancellationException.class, () -> trainer(method).run((m, e) -> Map.of(), new Stop()));
    Checkpoint whole = Checkpoint.read(folder.resolve("last.npz"));
    for (String name : whole.method().keySet()) {
      damages(name, whole.method().get(name))
          .forEach((how, damaged) -> refused(method, "last.npz", name + " " + how, damaged));
      if (name.equals("margins"))
        damages(name, whole.method().get(name))
            .forEach((how, damaged) -> refused(method, "best.npz", name + " " + how, damaged));
    }
    History history = trainer(method).resume((m, e) -> Map.of(), new TrainingListener() {});
    assertEquals(EPOCHS, history.rows().size(), "and what is whole is gone on from");
  }

  private static Map<String, UnaryOperator<Map<String, Tensor>>> damages(String name, Tensor a) {
    int rows = a.shape(0);
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("missing", null);
    arrays.put("empty", resized(a, 0));
    arrays.put("shorter", resized(a, rows - 1));
    arrays.put("longer", resized(a, rows + 1));
    arrays.put("twice", resized(a, 2 * rows));
    arrays.put("infinite", with(a, Float.POSITIVE_INFINITY));
    if (!MAPS.contains(name)) arrays.put("NaN", with(a, Float.NaN));
    if (!SIGNED.contains(name)) arrays.put("negative", with(a, -1));
    if (!SIGNED.contains(name)) arrays.put("huge", with(a, 1e30f));
    Map<String, UnaryOperator<Map<String, Tensor>>> damages = new LinkedHashMap<>();
    arrays.forEach(
        (how, array) ->
            damages.put(
                how,
                state -> {
                  Map<String, Tensor> changed = new TreeMap<>(state);
                  if (array == null) changed.remove(name);
                  else changed.put(name, array);
                  return changed;
                }));
    return damages;
  }

  private static Tensor resized(Tensor array, int rows) {
    int[] shape = array.shape().clone();
    int rest = array.data().length / shape[0];
    shape[0] = rows;
    return new Tensor(Arrays.copyOf(array.data(), rows * rest), shape);
  }

  private static Tensor with(Tensor array, float value) {
    Tensor changed = array.copy();
    changed.data()[changed.data().length - 1] = value;
    return changed;
  }

  private void refused(
      String method, String file, String what, UnaryOperator<Map<String, Tensor>> damage) {
    Path path = folder.resolve(file);
    Checkpoint whole = Checkpoint.read(path);
    new Checkpoint(
            whole.model(),
            damage.apply(whole.method()),
            whole.history(),
            whole.best(),
            whole.settings())
        .write(path);
    byte[] damaged = bytes(path);
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> trainer(method).resume((m, e) -> Map.of(), new TrainingListener() {}),
                file + " " + what)
            .getMessage();
    assertTrue(sentence.startsWith("The ") && sentence.endsWith("."), what + ": " + sentence);
    assertFalse(sentence.contains("Exception"), what + ": " + sentence);
    assertArrayEquals(damaged, bytes(path), what + " went on");
    whole.write(path);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Trainer trainer(String method) {
    PaddedScene scene =
        Methods.named(method).tasks().contains("segmentation")
                && !method.equals(AdaptiveMargin.TYPE.name())
            ? MASKS
            : OBJECTS;
    Map<String, Object> options = new LinkedHashMap<>();
    options.putAll(Map.of("method", method, "task", scene.task().name(), "epochs", EPOCHS));
    options.putAll(Map.of("steps", 2, "epsilon", .5));
    if (method.equals(AdaptiveMargin.TYPE.name())) options.putAll(PaddingContractTest.MARGINS);
    scene.model().restore(scene.fresh());
    return new Trainer(
        new Trainer.Plan(EPOCHS, 2, .002, 5, Map.of()),
        scene.model(),
        Methods.of(TrainOptions.of(options).options(), EPOCHS, scene.task()),
        scene.padded(),
        new CheckpointFolder(folder));
  }

  /** Cancels after some epochs. */
  private static final class Stop implements TrainingListener {

    private boolean done;

    @Override
    public void epochDone(History.Row row, float[] margins) {
      done = row.epoch() == DONE;
    }

    @Override
    public void check() {
      if (done) throw new CancellationException();
    }
  }
}
