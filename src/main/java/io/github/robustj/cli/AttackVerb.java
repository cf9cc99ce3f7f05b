package io.github.robustj.cli;

import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.ImageFilesTable;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.TaskChoices;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code robustj attack}: the adversarial image and the perturbation in the input's intensities,
 * not rounded; what the model sees before and after; how far the scores fell.
 */
final class AttackVerb {

  static final Verb VERB =
      new Verb(
          "attack",
          "Make the adversarial image of an image, or of each in a folder.",
          Keys.join(
              OptionTable.ATTACK_FILES,
              OptionTable.ATTACK_MASKS,
              OptionTable.ATTACK,
              OptionTable.ATTACK_IMAGE,
              ImageFilesTable.ALL,
              OptionTable.WRITE,
              OptionTable.COMPUTE,
              OptionTable.DIVISION),
          AttackVerb::run);

  /** A user names the folder of the results alone, so that these tell them apart. */
  private static final List<Key<?>> SETTINGS =
      Keys.join(
          OptionTable.ATTACK,
          OptionTable.ATTACK_MASKS,
          OptionTable.ATTACK_IMAGE,
          List.of(OptionTable.Y_ORIGIN));

  private AttackVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    Path model = options.get(OptionTable.MODEL);
    ResultFolder out =
        ResultFolder.in(
            options.get(OptionTable.OUT),
            OutputRules.bySettings(
                options,
                VERB.name(),
                SETTINGS,
                OptionTable.MODEL,
                OptionTable.INPUT,
                OptionTable.LABEL));
    List<InputImage> inputs =
        InputImage.in(options.get(OptionTable.INPUT), ModelFolder.channels(model));
    ModelTask task = ModelTask.of(model);
    task.refuse(options, OptionTable.Y_ORIGIN, AttackTable.TARGET_MASK, AttackTable.TARGET_PIXELS);
    TaskChoices.requireTarget(options, task);
    out.requireApartFrom(inputs);
    DividedRun divided = DividedRun.of(VERB, call, session);
    new ImageAttacks(TaskDisplays.of(task), inputs, out, divided).run();
  }
}
