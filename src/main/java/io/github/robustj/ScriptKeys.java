package io.github.robustj;

import io.github.robustj.job.OptionTable;
import io.github.robustj.option.OptionKey;
import java.util.List;

/** Which options the calls of a script take. */
final class ScriptKeys {

  static final List<OptionKey> TRAIN =
      OptionTable.join(OptionTable.TRAIN, split(), OptionTable.COMPUTE);

  static final List<OptionKey> PREDICT = OptionTable.join(OptionTable.PREDICT, OptionTable.COMPUTE);

  static final List<OptionKey> LOCATE =
      OptionTable.join(
          List.of(OptionTable.find(OptionTable.PREDICT, "pixel_size")), OptionTable.COMPUTE);

  static final List<OptionKey> DETECT =
      OptionTable.join(List.of(OptionTable.find(OptionTable.PREDICT, "tile")), OptionTable.COMPUTE);

  static final List<OptionKey> ATTACK =
      OptionTable.join(
          OptionTable.ATTACK,
          OptionTable.ATTACK_IMAGE,
          OptionTable.ATTACK_MASKS,
          OptionTable.COMPUTE);

  static final List<OptionKey> EVALUATE =
      OptionTable.join(
          OptionTable.ATTACK,
          OptionTable.EVALUATE,
          List.of(
              OptionTable.find(OptionTable.PREDICT, "pixel_size"),
              OptionTable.find(OptionTable.EVALUATE_LANDMARKS, "measurements"),
              OptionTable.find(OptionTable.EVALUATE_LANDMARKS, "y_origin")),
          OptionTable.EVALUATE_DETECTION,
          split(),
          OptionTable.COMPUTE);

  private ScriptKeys() {}

  /** For images that do not tell which axis is which. */
  static List<OptionKey> withAxes(List<OptionKey> keys) {
    return OptionTable.join(keys, OptionTable.SCRIPT_IMAGE);
  }

  private static List<OptionKey> split() {
    return List.of(OptionTable.find(OptionTable.TRAIN_FILES, "split"));
  }
}
