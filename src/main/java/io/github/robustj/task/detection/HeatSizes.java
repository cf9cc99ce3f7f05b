package io.github.robustj.task.detection;

import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.task.ScaleFree;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The focal loss of heat maps whose logits are brought to one size: the root mean square over the
 * cells and classes of a sample that count. A logit of 0 stays 0, since it is there that a network
 * decides.
 */
final class HeatSizes {

  /** That of trained networks, whose cells without an object are most of them. */
  private static final double USUAL = 4;

  private HeatSizes() {}

  /**
   * @param rows that leave out where boxes are
   */
  static Value scaleFree(Tensor outputs, Tensor rows) {
    BoxOutputs read = new BoxOutputs(outputs);
    BoxMaps maps = BoxMaps.of(rows, read);
    List<ScaleFree.Group> groups = new ArrayList<>();
    for (int i = 0; i < outputs.samples(); i++) groups.add(group(outputs, maps, i));
    return ScaleFree.of(
        outputs,
        groups,
        USUAL,
        z -> new Value(DetectionLoss.totals(new BoxOutputs(z), maps), DetectionSlope.of(z, maps)));
  }

  private static ScaleFree.Group group(Tensor outputs, BoxMaps maps, int sample) {
    int classes = maps.heat().shape(3);
    int n = maps.heat().sampleLength();
    int[] at =
        IntStream.range(sample * n, (sample + 1) * n)
            .filter(k -> maps.heat().data()[k] >= 0)
            .map(k -> k / classes * outputs.shape(3) + k % classes)
            .toArray();
    return new ScaleFree.Group(at, IntStream.of(at).mapToDouble(k -> outputs.data()[k]).toArray());
  }
}
