package io.github.robustj.display.task;

import io.github.robustj.data.Image;
import io.github.robustj.display.CoverPicture;
import io.github.robustj.display.PredictionView;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.file.OwnedFolder;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ExportJob;
import io.github.robustj.job.ExportJob.Exported;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.PredictJob;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Exports a model, and draws for a package what the model finds in its test image: of a stack the
 * slice with most to see becomes that.
 *
 * @param model its folder
 * @param out a folder that is made, or a zip if it ends in {@code .zip}
 * @param options with {@link ExportJob#TABLE}
 */
public record ExportedModel(Path model, Path out, Options options) {

  /**
   * @param hasImage whether there is an image
   * @param image asked for only where it is needed
   * @throws io.github.robustj.error.RobustJException if the user can mend the cause
   */
  public Exported write(
      boolean hasImage, Supplier<Image> image, Engine engine, JobListener listener) {
    ExportJob.require(model, out, hasImage, options);
    Map<String, Object> values = options.given(ExportJob.TABLE);
    if (!ExportJob.needsImage(options))
      return engine.run(
          new ExportJob(model, out, Optional.empty(), Optional.empty(), values), listener);
    return OwnedFolder.with(
        temporary -> {
          Image slice = slice(image.get(), engine, listener);
          Path cover = temporary.resolve("cover.png");
          Files.write(cover, CoverPicture.png(slice, view(slice, engine, listener).rois()));
          return engine.run(
              new ExportJob(model, out, Optional.of(slice), Optional.of(cover), values), listener);
        });
  }

  private Image slice(Image image, Engine engine, JobListener listener) {
    int slice = image.slices() == 1 ? 1 : view(image, engine, listener).fullest();
    return image.slice("test image", slice - 1);
  }

  private PredictionView view(Image image, Engine engine, JobListener listener) {
    Prediction seen =
        engine.run(
            PredictJob.from(model, image, Options.of(Map.of(), OptionTable.PREDICT)), listener);
    TaskDisplay display = TaskDisplays.of(ModelTask.of(model));
    Options usual =
        Options.of(
            Map.of(), Keys.join(OptionTable.PREDICT_LANDMARKS, OptionTable.OBJECT_THRESHOLDS));
    return display.prediction(seen, image, usual);
  }
}
