package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.task.Target;
import io.github.robustj.tensorflow.TensorFlowBackend;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.TestFolders;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/**
 * A small network that has learned the two landmarks of {@link Crosses} within seconds; several
 * test classes share it.
 */
final class CrossNetwork {

  static final int[] PLACES = {14, 12, 44, 28};

  static final Map<String, Object> SMALL =
      Map.of(
          "task",
          "landmark",
          "epochs",
          48,
          "width",
          8,
          "depth",
          2,
          "learning_rate",
          .01,
          "resolution",
          48,
          "epsilon",
          2,
          "steps",
          2,
          "validation",
          .3);

  static final Path FOLDER = TestFolders.shared("crosses");
  static final Path DATA = FOLDER.resolve("data");
  static final Path MODEL = trained();

  private CrossNetwork() {}

  private static Path trained() {
    Crosses.write(DATA, 24);
    return train("model", SMALL).model();
  }

  static TrainResult train(String name, Map<String, Object> options) {
    return run(
        new TrainJob(DATA, Optional.empty(), FOLDER.resolve(name), TrainOptions.of(options)));
  }

  static Backend backend() {
    return new TensorFlowBackend();
  }

  static <R> R run(Job<R> job) {
    return job.run(backend(), JobListener.SILENT);
  }

  static AttackJob towards(Image image, Target target) {
    AttackSpec strong = new AttackSpec("pgd", Norm.L2, 40, 4, 1);
    AttackAim aim = new AttackAim(Optional.empty(), Optional.empty(), target);
    return new AttackJob(MODEL, image, Optional.empty(), strong, 60, 1, aim);
  }

  static Target move(String landmark, double distance, double degrees) {
    return new Target(
        "move", landmark, "", 2, new Target.Move(distance, degrees), Optional.empty());
  }

  static void assertSentence(Executable wrong, String... parts) {
    String message = assertThrows(RobustJException.class, wrong).getMessage();
    for (String part : parts) assertTrue(message.contains(part), message);
    assertTrue(message.endsWith("."), message);
  }
}
