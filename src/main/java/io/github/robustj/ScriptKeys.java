package io.github.robustj;

import io.github.robustj.job.AttackTable;
import io.github.robustj.job.ComputationTable;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.job.ExportJob;
import io.github.robustj.job.ExportTable;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import java.util.List;

/** Which options the calls of a script take. */
final class ScriptKeys {

  static final List<Key<?>> TRAIN =
      Keys.join(OptionTable.TRAIN, List.of(OptionTable.SPLIT), ComputationTable.TRAINING);

  static final List<Key<?>> PREDICT = Keys.join(OptionTable.PREDICT, OptionTable.COMPUTE);

  static final List<Key<?>> LOCATE =
      Keys.join(List.of(OptionTable.PIXEL_SIZE), OptionTable.COMPUTE);

  static final List<Key<?>> DETECT = Keys.join(List.of(OptionTable.TILE), OptionTable.COMPUTE);

  static final List<Key<?>> ATTACK =
      Keys.join(
          OptionTable.ATTACK,
          OptionTable.ATTACK_IMAGE,
          OptionTable.ATTACK_MASKS,
          List.of(OptionTable.LABEL, OptionTable.Y_ORIGIN),
          OptionTable.COMPUTE);

  /** Those of {@link #ATTACK} that some tasks have not. */
  static final Key<?>[] ATTACK_SOME = {
    OptionTable.Y_ORIGIN, AttackTable.TARGET_MASK, AttackTable.TARGET_PIXELS
  };

  static final List<Key<?>> EVALUATE =
      Keys.join(
          OptionTable.ATTACK,
          OptionTable.EVALUATE,
          List.of(OptionTable.PIXEL_SIZE, EvaluationTable.MEASUREMENTS, OptionTable.Y_ORIGIN),
          OptionTable.EVALUATE_DETECTION,
          List.of(OptionTable.SPLIT),
          OptionTable.COMPUTE);

  static final List<Key<?>> IMPORT = Keys.join(ImportJob.TABLE, OptionTable.COMPUTE);

  static final List<Key<?>> EXPORT =
      Keys.join(List.of(ExportTable.INPUT), ExportJob.TABLE, OptionTable.COMPUTE);

  private ScriptKeys() {}

  /** For images that do not tell which axis is which. */
  static List<Key<?>> withAxes(List<Key<?>> keys) {
    return Keys.join(keys, List.of(OptionTable.AXES));
  }
}
