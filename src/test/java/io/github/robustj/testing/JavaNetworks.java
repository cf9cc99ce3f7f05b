package io.github.robustj.testing;

import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Backend;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Question;
import io.github.robustj.task.Task;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;

/**
 * Real jobs on networks in pure Java: whatever model folder is opened holds one of its task, whose
 * answers are the same in every process, and which does not learn.
 */
public final class JavaNetworks implements Engine {

  private static final float[][] SCORES = {{2, 0, -1, .5f}, {0, 2, -1, .5f}};
  private static final float[][] PLACES = {
    {0, .3f, 0, 0}, {.3f, 0, 0, 0}, {0, 0, .2f, .2f}, {0, .2f, 0, .2f}
  };
  private static final float[][] POINTS = {
    {1, 0, 0, 0}, {0, .5f, 0, 0}, {0, 0, .5f, 0}, {0, 1, 0, 0}, {.5f, 0, 0, 0}, {0, .5f, .5f, 0}
  };

  private final Backend backend = new FakeBackend(JavaNetworks::open);

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    return job.run(backend, listener);
  }

  private static DifferentiableModel open(Path savedModel) {
    Question asked = ModelFolder.open(savedModel.getParent()).description().task();
    return switch (asked.name()) {
      case "landmark" ->
          new Sloping(new LandmarkTask(asked.names(), 5, "mm", Correctness.LOSS), POINTS);
      case "detection" -> {
        float[][] mix = {SCORES[0], SCORES[1], PLACES[0], PLACES[1], PLACES[2], PLACES[3]};
        yield new Sloping(new DetectionTask(asked.names(), Correctness.LOSS), mix);
      }
      default -> new Sloping(new SegmentationTask(asked.classes()), SCORES);
    };
  }

  /** With a loss that costs nothing: minus the sum of the outputs, whatever the targets. */
  private static final class Sloping extends FakeBackend.Model {

    Sloping(Task<?> task, float[]... mix) {
      super(new OutputNet(task, mix));
    }

    @Override
    public LossAndGradient loss(Tensor images, Tensor targets) {
      Tensor outputs = predict(images);
      Tensor slopes = Tensor.zeros(outputs.shape());
      float[] loss = new float[outputs.samples()];
      for (int i = 0; i < outputs.data().length; i++) {
        slopes.data()[i] = -1;
        loss[i / outputs.sampleLength()] -= outputs.data()[i];
      }
      return new LossAndGradient(loss, pullback(images, slopes), outputs);
    }
  }
}
