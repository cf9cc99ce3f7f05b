package io.github.robustj.testing;

import io.github.robustj.job.Engine;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A small network that finds all objects of {@link Cells#slide}. */
public final class TrainedCells {

  private TrainedCells() {}

  /** Trains it within a minute; the folder of the model. */
  public static Path in(Path folder) {
    return in(folder, 8, 3);
  }

  /** The same of another size. */
  public static Path in(Path folder, int width, int depth) {
    Cells.write(folder.resolve("cells"), 24);
    Map<String, Object> options = new HashMap<>();
    options.put("task", "detection");
    options.putAll(Map.of("epochs", 40, "width", width, "depth", depth, "learning_rate", .01));
    options.putAll(Map.of("resolution", 96, "epsilon", 0, "validation", .2));
    return trained(folder.resolve("cells"), folder.resolve("model"), options);
  }

  /** Trains a model; its folder. */
  public static Path trained(Path data, Path model, Map<String, Object> options) {
    TrainJob job = new TrainJob(data, Optional.empty(), model, TrainOptions.of(options));
    return Engine.inProcess().run(job, JobListener.SILENT).model();
  }

  /** How many objects a slide has whose sides are these, in pixels. */
  public static int objects(int width, int height) {
    return 6 * (width / Cells.WIDTH) * (height / Cells.HEIGHT);
  }
}
