package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Image;
import io.github.robustj.model.Backend;
import io.github.robustj.task.Target;
import io.github.robustj.tensorflow.TensorFlowBackend;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.TestFolders;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
  static final Path DATA = data("data", 24);

  /** For trainings of which only that they run, and what they say, is of interest. */
  static final Path FEW = data("few", 8);

  private CrossNetwork() {}

  private static Path data(String name, int images) {
    Path data = FOLDER.resolve(name);
    Crosses.write(data, images);
    return data;
  }

  /** Apart, so that only who needs the network waits for its training. */
  static final class Trained {

    static final Path MODEL = train();

    /** Its epochs are not attacked, which took a third of the time. */
    private static Path train() {
      Map<String, Object> options = new HashMap<>(SMALL);
      options.put("epsilon", 0);
      return CrossNetwork.train(DATA, "model", options).model();
    }

    private Trained() {}
  }

  static TrainResult train(Path data, String name, Map<String, Object> options) {
    return run(
        new TrainJob(data, Optional.empty(), FOLDER.resolve(name), TrainOptions.of(options)));
  }

  /** One that answers as any other, but has hardly learned anything. */
  static Path hardlyTrained(String name) {
    Map<String, Object> options = new HashMap<>(SMALL);
    options.putAll(Map.of("epochs", 1, "epsilon", 0));
    return train(FEW, name, options).model();
  }

  static Backend backend() {
    return new TensorFlowBackend();
  }

  static <R> R run(Job<R> job) {
    return job.run(backend(), JobListener.SILENT);
  }

  static AttackJob towards(Path model, Image image, Target target) {
    AttackSpec strong = new AttackSpec("pgd", Norm.L2, 40, 4, 1);
    AttackAim aim = new AttackAim(Optional.empty(), Optional.empty(), target);
    return new AttackJob(model, image, Optional.empty(), strong, 60, 1, aim);
  }

  static Target move(String landmark, double distance, double degrees) {
    return new Target(
        "move", landmark, "", 2, new Target.Move(distance, degrees), Optional.empty());
  }
}
