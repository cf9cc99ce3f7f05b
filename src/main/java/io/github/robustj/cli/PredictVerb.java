package io.github.robustj.cli;

import ij.gui.Overlay;
import io.github.robustj.data.Image;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.FoundPicture;
import io.github.robustj.display.Tables;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.Table;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.Prediction;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code robustj predict}: for every image its label image under the image's name, the image with
 * contours, and the contours as ROIs; for all together one table. With other models see {@link
 * LandmarkResults} and {@link DetectionResults}.
 */
final class PredictVerb {

  static final Verb VERB =
      new Verb(
          "predict",
          "Segment an image, find its landmarks or its objects, or those of all images of a folder.",
          Keys.join(
              OptionTable.PREDICT_FILES,
              OptionTable.PREDICT,
              OptionTable.PREDICT_LANDMARKS,
              OptionTable.OBJECT_THRESHOLDS,
              OptionTable.WRITE,
              OptionTable.COMPUTE),
          PredictVerb::run);

  private static final String PREDICTIONS = "predictions.csv";

  private PredictVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    ResultFolder out =
        ResultFolder.in(
            options.get(OptionTable.OUT),
            OutputRules.of(options, "predict", OptionTable.MODEL, OptionTable.INPUT));
    List<InputImage> inputs =
        InputImage.in(
            options.get(OptionTable.INPUT), ModelTask.channels(options.get(OptionTable.MODEL)));
    out.requireApartFrom(inputs);
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    if (task != ModelTask.DETECTION)
      task.refuse(options, OptionTable.THRESHOLD, OptionTable.CLASS_THRESHOLDS);
    try (OutputLock lock = out.lock("predictions")) {
      switch (task) {
        case SEGMENTATION -> segment(options, out, inputs, session);
        case LANDMARK -> LandmarkResults.predict(options, out, inputs, session);
        case DETECTION -> DetectionResults.predict(options, out, inputs, session);
      }
    }
  }

  private static void segment(
      Options options, ResultFolder out, List<InputImage> inputs, Verb.Session session) {
    ModelTask.SEGMENTATION.refuse(options, OptionTable.MEASUREMENTS);
    SharedTables shared = SharedTables.in(out, PREDICTIONS, BatchRun.TABLE);
    out.require(
        inputs,
        input ->
            List.of(ResultFolder.ending(input), "-overlay.tif", ResultFolder.PICTURE, "-rois.zip"));
    List<Table> tables = new ArrayList<>();
    ManyImages images = new ManyImages(inputs, session.listener());
    images.forEach(
        (input, listener) -> {
          Image image = input.read().calibrated(options.get(OptionTable.PIXEL_SIZE));
          PredictJob job =
              new PredictJob(options.get(OptionTable.MODEL), image, options.get(OptionTable.TILE));
          return new Seen(image, session.engine().run(job, listener));
        },
        (input, seen) -> {
          write(out, input, seen);
          tables.add(Tables.prediction(seen.prediction));
        });
    if (images.anyDone()) session.out().println(shared.write(PREDICTIONS, Table.of(tables)::write));
    images.finish(shared);
  }

  private record Seen(Image image, Prediction prediction) {}

  private static void write(ResultFolder out, InputImage input, Seen seen) {
    Prediction prediction = seen.prediction;
    Overlay contours =
        Contours.of(prediction.mask(), prediction.classes(), ContourStyle.PREDICTION);
    out.labels(input, "", prediction);
    out.overlay(input, seen.image, contours);
    out.png(FoundPicture.of(seen.image, prediction), input, ResultFolder.PICTURE);
    out.rois(input, contours);
  }
}
