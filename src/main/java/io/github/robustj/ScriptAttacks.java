package io.github.robustj;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.TaskChoices;
import io.github.robustj.job.Truth;
import io.github.robustj.option.Options;
import io.github.robustj.ready.ReadyModels;
import java.nio.file.Path;
import java.util.Optional;

/** Attacks of scripts on single images. */
final class ScriptAttacks {

  private ScriptAttacks() {}

  /**
   * @param mask the truth as an image, for models that segment
   * @throws RobustJException if the truth is also a file, or an option is for another task
   */
  static AttackResult of(Image image, Optional<Annotation> mask, String model, Options options) {
    Path folder = ReadyModels.folder(model);
    if (mask.isPresent()) RobustJ.MASKS.require(folder);
    ModelTask task = ModelTask.of(folder);
    task.refuse(options, folder, ScriptKeys.ATTACK_SOME);
    TaskChoices.requireTarget(options, task);
    Optional<Annotation> file = Truth.of(task, options, image);
    if (mask.isPresent() && file.isPresent())
      throw new RobustJException(
          "The truth is given both as an image and as label; give only one.");
    AttackJob job =
        AttackJob.from(folder, image, mask.or(() -> file), AttackAim.from(options), options);
    return RobustJ.run(job, options, JobListener.SILENT);
  }
}
