package io.github.robustj.cli;

import ij.gui.Overlay;
import ij.measure.ResultsTable;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.ImageReader;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.RoiZip;
import io.github.robustj.display.Tables;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.Options;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.Prediction;
import java.nio.file.Path;
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
          OptionTable.join(
              OptionTable.PREDICT_FILES,
              OptionTable.PREDICT,
              OptionTable.PREDICT_LANDMARKS,
              OptionTable.OBJECT_THRESHOLDS,
              OptionTable.COMPUTE),
          PredictVerb::run);

  private PredictVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    ResultFolder out = ResultFolder.in(options.path("out"));
    List<InputImage> inputs = InputImage.in(options.path("input"));
    out.requireApartFrom(inputs);
    ModelTask task = ModelTask.of(options.path("model"));
    if (task != ModelTask.DETECTION) task.refuse(options, "threshold", "class_thresholds");
    switch (task) {
      case SEGMENTATION -> segment(options, out, inputs, session);
      case LANDMARK -> LandmarkResults.predict(options, out, inputs, session);
      case DETECTION -> DetectionResults.predict(options, out, inputs, session);
    }
  }

  private static void segment(
      Options options, ResultFolder out, List<InputImage> inputs, Verb.Session session) {
    ModelTask.SEGMENTATION.refuse(options, "measurements");
    List<ResultsTable> tables = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      session.listener().check();
      Image image = ImageReader.read(inputs.get(i).file()).calibrated(options.number("pixel_size"));
      PredictJob job = new PredictJob(options.path("model"), image, options.integer("tile"));
      Prediction prediction =
          session.engine().run(job, new Portion(session.listener(), i, inputs.size()));
      write(out, inputs.get(i), image, prediction);
      tables.add(Tables.prediction(prediction));
    }
    Path table = out.table("predictions", tables);
    session.out().println(table);
  }

  private static void write(
      ResultFolder out, InputImage input, Image image, Prediction prediction) {
    Overlay contours =
        Contours.of(prediction.mask(), prediction.classes(), ContourStyle.PREDICTION);
    out.labels(input, "", prediction);
    out.overlay(input, image, contours);
    RoiZip.write(contours, out.file(input, "-rois.zip"));
  }
}
