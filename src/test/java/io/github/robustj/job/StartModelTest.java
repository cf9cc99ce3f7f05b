package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.Origin;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Task;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.TensorFlowBackend;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start models whose network is not what their model.json says. */
class StartModelTest {

  private static final List<LabelClass> CLASSES =
      List.of(new LabelClass(0, "rest"), new LabelClass(1, "a"), new LabelClass(2, "b"));
  private static final NetworkSpec SPEC = new NetworkSpec(1, 3, 2, 1, false);

  @TempDir Path folder;

  private final TensorFlowBackend backend = new TensorFlowBackend();

  @Test
  void onlyItsOwnNumbersAreTaken() {
    Task<?> segmentation = new SegmentationTask(CLASSES);
    try (TrainableModel model = model(SPEC)) {
      Map<String, Tensor> whole = model.weights();
      write(model, SPEC);
      new StartModel(folder).into(model, SPEC, segmentation, backend);

      NetworkSpec deeper = new NetworkSpec(1, 3, 2, 2, false);
      write(model, deeper);
      refused("its model.json describes", deeper, segmentation);

      Task<?> landmark = new LandmarkTask(List.of("a"), 3, "pixel", Correctness.LOSS, List.of());
      refused("for the task segmentation", deeper, landmark);

      whole.values().iterator().next().data()[0] = Float.NaN;
      model.setWeights(whole);
      write(model, SPEC);
      refused("are not all numbers", SPEC, segmentation);
    }
  }

  private void refused(String words, NetworkSpec network, Task<?> task) {
    try (TrainableModel fresh = model(network)) {
      String sentence =
          assertThrows(
                  RobustJException.class,
                  () -> new StartModel(folder).into(fresh, network, task, backend))
              .getMessage();
      assertTrue(sentence.contains(words) && sentence.contains(folder.toString()), sentence);
    }
  }

  private TrainableModel model(NetworkSpec network) {
    return backend.create(network, Loss.CROSS_ENTROPY_AND_DICE, OptimizerSpec.adam(), 1);
  }

  /**
   * @param stated in model.json, whatever the model is
   */
  private void write(TrainableModel model, NetworkSpec stated) {
    ModelDescription description =
        new ModelDescription(
            new SegmentationQuestion(CLASSES),
            new Input(Normalization.DEFAULT, BoundsKind.IMAGE),
            stated,
            new Training(Map.of(), Double.NaN, null, Map.of(), null),
            new Origin(Instant.EPOCH, Map.of()));
    ModelFolder.write(folder, description, dir -> model.save(dir.resolve("saved_model")));
  }
}
