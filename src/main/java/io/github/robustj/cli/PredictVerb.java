package io.github.robustj.cli;

import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.job.BlockTable;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.job.ImageFilesTable;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code robustj predict}: for every image its label image under the image's name, the image with
 * contours, points or boxes, as TIFF and as picture, and these as ROIs; for all together tables,
 * see {@link TaskDisplay#tables}, and of objects a file of Pascal VOC each.
 */
final class PredictVerb {

  static final Verb VERB =
      new Verb(
          "predict",
          "Segment an image, find its landmarks or its objects, or those of all images of a"
              + " folder.",
          Keys.join(
              OptionTable.PREDICT_FILES,
              OptionTable.PREDICT,
              BlockTable.ALL,
              ImageFilesTable.ALL,
              OptionTable.PREDICT_LANDMARKS,
              OptionTable.OBJECT_THRESHOLDS,
              OptionTable.WRITE,
              OptionTable.COMPUTE,
              OptionTable.DIVISION),
          PredictVerb::run);

  private PredictVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    Path model = options.get(OptionTable.MODEL);
    ResultFolder out =
        ResultFolder.in(
            options.get(OptionTable.OUT),
            OutputRules.of(options, VERB.name(), OptionTable.MODEL, OptionTable.INPUT));
    List<InputImage> all =
        InputImage.in(options.get(OptionTable.INPUT), ModelFolder.channels(model));
    out.requireApartFrom(all);
    ModelTask task = ModelTask.of(model);
    requireOptions(task, options);
    DividedRun divided = DividedRun.of(VERB, call, session);
    LargeInputs large = LargeInputs.among(all, out, options);
    new ImagePredictions(TaskDisplays.of(task), large, out, divided).run();
  }

  private static void requireOptions(ModelTask task, Options options) {
    task.refuse(
        options,
        OptionTable.THRESHOLD,
        OptionTable.CLASS_THRESHOLDS,
        OptionTable.PIXEL_SIZE,
        OptionTable.TILE,
        OptionTable.PROBABILITIES,
        EvaluationTable.MEASUREMENTS);
    // A wrong one is no failure of each image.
    options.get(EvaluationTable.MEASUREMENTS);
  }
}
