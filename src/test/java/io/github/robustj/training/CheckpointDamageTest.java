package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.NoisyPixels;
import io.github.robustj.testing.PixelClassifier;
import io.github.robustj.training.Trainer.Validator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that are whole files but not this training's: each is refused by its name. */
class CheckpointDamageTest {

  private static final Validator VALIDATOR =
      (model, epoch) -> Map.of(Validator.SELECTION, (double) epoch);

  @TempDir Path folder;

  private interface Change {
    void to(Map<String, Tensor> arrays, Map<String, String> texts);
  }

  @Test
  void everyChangeIsASentence() throws IOException {
    List<Change> changes =
        List.of(
            (a, t) -> a.remove("model/parameters"),
            (a, t) -> a.get("model/parameters").data()[1] = Float.NaN,
            (a, t) -> a.get("model/parameters").data()[1] = Float.NEGATIVE_INFINITY,
            (a, t) -> t.remove("best.csv"),
            (a, t) -> t.put("best.csv", ""),
            (a, t) -> t.put("best.csv", "best"),
            (a, t) -> t.put("best.csv", "best,x"),
            (a, t) -> t.put("settings.csv", "a,b,c"),
            (a, t) -> t.put("settings.csv", "\"x"),
            (a, t) -> t.put("settings.csv", "epochs,\"" + "x".repeat(100_000)),
            (a, t) -> t.put("settings.csv", t.get("settings.csv").replace("seed,5", "seed,6")),
            (a, t) -> t.put("history.csv", ""),
            (a, t) -> t.put("history.csv", "epoch,loss\r\n"),
            (a, t) -> t.put("history.csv", "epoch,loss\r\n7,1\r\n"),
            (a, t) -> t.put("history.csv", "epoch,loss\r\n1,x\r\n"),
            (a, t) -> t.put("history.csv", "epoch,loss\r\n1\r\n"),
            (a, t) -> t.put("history.csv", "epoch,loss\r\n" + "9".repeat(100_000) + ",1\r\n"));
    for (String name : List.of("last.npz", "best.npz"))
      for (Change change : changes) {
        trainer().run(VALIDATOR, new TrainingListener() {});
        change(folder.resolve(name), change);
        refused(name + " " + changes.indexOf(change), folder.resolve(name));
      }
  }

  @Test
  void oneWithoutItsBestIsRefusedBeforeItGoesOn() throws IOException {
    trainer().run(VALIDATOR, new TrainingListener() {});
    Files.delete(folder.resolve("best.npz"));
    refused("without best.npz", folder.resolve("best.npz"));
  }

  private void refused(String what, Path file) {
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> trainer().resume(VALIDATOR, new TrainingListener() {}),
                what)
            .getMessage();
    assertTrue(sentence.contains(file.toString()), what + ": " + sentence);
    assertFalse(sentence.contains("Exception"), sentence);
    assertTrue(sentence.length() < 700, what + ": " + sentence);
  }

  private static void change(Path file, Change change) throws IOException {
    Npz whole = Npz.read(file);
    Map<String, Tensor> arrays = new TreeMap<>(whole.arrays());
    Map<String, String> texts = new TreeMap<>(whole.texts());
    change.to(arrays, texts);
    try (OutputStream out = Files.newOutputStream(file)) {
      new Npz(arrays, texts).writeTo(out);
    }
  }

  private Trainer trainer() {
    return new Trainer(
        new Trainer.Plan(2, 3, .1, 5, Map.of()),
        new PixelClassifier(0, 0, 0, 0),
        new ScriptedMethod(3),
        new NoisyPixels(3),
        new CheckpointFolder(folder));
  }
}
