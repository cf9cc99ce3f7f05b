package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Loss;
import io.github.robustj.task.detection.DetectionLoss;
import io.github.robustj.task.landmark.LandmarkLoss;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

class LossHeadTest {

  @Test
  void everyLossOfATaskHasOneAndAnotherIsRefusedInASentence() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      for (Loss loss :
          List.of(
              Loss.CROSS_ENTROPY_AND_DICE,
              Loss.PROBABILITY_AND_DISTANCES,
              LandmarkLoss.HEAT_MAPS_AND_OFFSETS,
              DetectionLoss.FOCAL_AND_BOXES))
        assertNotNull(LossHead.of(loss, tf, 9, 1), loss.name());
      RobustJException refused =
          assertThrows(RobustJException.class, () -> LossHead.of(new Loss("mine"), tf, 9, 1));
      assertEquals(
          "TensorFlow cannot compute the loss mine, for which RobustJ has no graph; choose one of"
              + " cross_entropy_and_dice, focal_and_boxes, heat_maps_and_offsets,"
              + " probability_and_distances.",
          refused.getMessage());
    }
  }
}
