package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.TestFolders;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small network that has learned to find the cells of {@link Cells} within seconds; several test
 * classes share it.
 */
final class CellNetwork {

  private static final Map<String, Object> SMALL =
      Map.of(
          "task", "detection",
          "epochs", 40,
          "width", 8,
          "depth", 3,
          "learning_rate", .01,
          "resolution", 96,
          "epsilon", 2,
          "steps", 2,
          "validation", .2);

  static final List<BoxedObject> DRAWN = Cells.drawn(99);
  static final Image IMAGE = ImagePlusConverter.toImage(Cells.image(DRAWN, 99));

  static final Path FOLDER = TestFolders.shared("cells");
  static final Path DATA = data("data", 24);

  /** For trainings of which only that they run, and what they say, is of interest. */
  static final Path FEW = data("few", 8);

  private CellNetwork() {}

  private static Path data(String name, int images) {
    Path data = FOLDER.resolve(name);
    Cells.write(data, images);
    return data;
  }

  /** Apart, so that only who needs the network waits for its training. */
  static final class Trained {

    /** Its epochs are not attacked, which took a third of the time. */
    static final Path MODEL = train(DATA, "model", with(Map.of("epsilon", 0))).model();

    private Trained() {}
  }

  static TrainResult train(Path data, String name, Map<String, Object> options) {
    return run(job(data, name, options));
  }

  static TrainJob job(Path data, String name, Map<String, Object> options) {
    return new TrainJob(data, Optional.empty(), FOLDER.resolve(name), TrainOptions.of(options));
  }

  static Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(SMALL);
    options.putAll(more);
    return options;
  }

  static <R> R run(Job<R> job) {
    return Engine.inProcess().run(job, JobListener.SILENT);
  }

  static AttackJob attack(AttackSpec attack, AttackAim aim, double epsilon) {
    return new AttackJob(
        Trained.MODEL, IMAGE, Optional.of(Boxes.of(DRAWN)), attack, epsilon, 1, aim);
  }
}
